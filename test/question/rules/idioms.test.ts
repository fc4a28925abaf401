import { expect, test } from 'vitest';

import { readCondition, readIdiom, readRatio, readSingleLine, readWhose } from '../../../src/question/rules/idioms.ts';
import { readWith } from '../../support/rules.ts';

test.each([
  ['may I see sales', 2],
  ['account for sales', 2],
  ['break down sales by city', 2],
  ['break sales down by city', 1],
  ['breakdown of sales', undefined],
  ['contain Planes', 1],
  ['contain nothing', undefined],
  ['how did Planes do in 2025', 2],
  ['how did sales change', undefined],
])('readIdiom(%s) reads %s tokens', (text, count) => expect(readWith(readIdiom, text)?.[0]).toBe(count));

test.each([
  ['order line', 2],
  ['line items per order', 2],
  ['order number', 2],
  ['orders', undefined],
])('readSingleLine(%s) reads %s tokens and refuses them', (text, count) => {
  const read = readWith(readSingleLine, text);
  expect(read?.[0]).toBe(count);
  if (read) expect(read[1].problems).toEqual([expect.stringContaining('does not tell single rows')]);
});

test('readRatio takes the ratio that is declared, and no other', () => {
  expect(readWith(readRatio, 'ratio of margin to sales')?.[1].measures).toEqual([
    { name: 'margin_rate', at: 0, how: 'noun' },
  ]);
  expect(readWith(readRatio, 'ratio of units to margin')).toBeUndefined();
});

test('readWhose and readCondition refuse what names nobody and what looks at all that somebody did', () => {
  expect(readWith(readWhose, 'whose sales are highest')?.[1].problems).toEqual([expect.stringContaining('"whose"')]);
  expect(readWith(readWhose, 'whose customers')).toBeUndefined();
  expect(readWith(readCondition, 'only Planes')).toBeUndefined();
});
