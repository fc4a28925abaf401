import { expect, test } from 'vitest';

import { readRefused } from '../../../src/question/rules/refusals.ts';
import { readWith } from '../../support/rules.ts';

test.each([
  ['rolling 3 month average of sales', 5, 'a rolling sum or average is not worked out'],
  ['moving average', 2, 'a rolling sum or average is not worked out'],
  ['rolling sales', 1, 'a rolling sum or average is not worked out'],
  ['over the average customer', 3, 'rows are not compared with an average'],
  ['state of the business', 4, '"the state of" things is no number: name a measure'],
  ['weekdays vs weekends', 3, 'weekdays and weekends are not compared with each other'],
  ['by weekend or weekdays', 4, 'weekdays and weekends are not compared with each other'],
  ['this weekend', 2, 'a weekend by itself is no period'],
])('readRefused(%s) reads %i tokens and refuses them', (text, count, message) => {
  const read = readWith(readRefused, text);
  expect(read?.[0]).toBe(count);
  expect(read?.[1].problems).toEqual([expect.stringContaining(message)]);
});

test.each(['rolling 12 months', 'over 100', 'state of Norway', 'weekdays', 'at weekends'])(
  'readRefused(%s) leaves it to others',
  (text) => expect(readWith(readRefused, text)).toBeUndefined(),
);
