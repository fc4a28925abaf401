import { expect, test } from 'vitest';

import { joinKeyOf } from '../../src/check/join-key.ts';
import { parseExpression } from '../../src/trino/parse.ts';

test.each([
  ['f.k = d.k', { keys: ['d.k'], columns: ['k'], conditions: [] }],
  [
    'CAST(D.k AS varchar) = f.k AND f.x = d.x',
    { keys: ['CAST(D.k AS varchar)', 'd.x'], columns: ['k', 'x'], conditions: [] },
  ],
  ["f.k = d.k AND d.kind = 'a' AND f.y > 1", { keys: ['d.k'], columns: ['k'], conditions: ["d.kind = 'a'"] }],
  ['(f.k = d.k)', { keys: ['d.k'], columns: ['k'], conditions: [] }],
  ['f.k = d.k AND f.day >= d.first', undefined],
  ['f.k = d.k OR f.x = d.x', undefined],
  ['f.k = d.k + f.x', undefined],
  ['k = d.k', undefined],
  ['f.k = d.k AND EXISTS (SELECT 1 FROM x)', undefined],
  ["d.kind = 'a'", undefined],
])('joinKeyOf(%s)', (sql, expected) => {
  expect(joinKeyOf(parseExpression(sql)!.expression, 'd', sql)).toEqual(expected);
});
