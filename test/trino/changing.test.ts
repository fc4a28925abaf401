import { expect, test } from 'vitest';

import { isChanging } from '../../src/trino/changing.ts';

test.each([
  ['SELECT count(*) FROM orders', false],
  ['SELECT * FROM orders WHERE day = current_date', true],
  ['SELECT NOW()', true],
  ['SELECT rand() FROM orders', true],
  ['SELECT brand, known FROM orders', false],
])('isChanging(%s) is %s', (sql, outcome) => {
  expect(isChanging(sql)).toBe(outcome);
});
