import { expect, test } from 'vitest';

import { beginsShort, changeSaid, isAdding, isLinked, plainChange } from '../../src/question/change-words.ts';

test.each([
  ['make it a pie', 'as pie'],
  ['bars please', 'as bar'],
  ['line', 'as line'],
  ['split it by country', 'and by country'],
  ['can you break that down by product line?', 'and by product line'],
  ['drill into Planes', 'only Planes'],
  ['zoom in on Q4', 'only Q4'],
  ['narrow it down to France', 'only France'],
  ['orders instead of sales', 'orders'],
  ['replace 2004 with 2003', '2003'],
  ['not month, quarter', 'quarter'],
  ['change it to quarters', 'by quarter'],
  ['compare that with 2003', 'compare with 2003'],
  ['what was it in 2003', 'in 2003'],
  ['the whole of 2004', 'for 2004'],
  ['where sales exceed 50k', 'with sales exceed 50k'],
  ['where are they', 'where are they'],
  ['please show me by month', 'by month'],
  ['sales by country', 'sales by country'],
])('plainChange(%j) is %j', (text, plain) => expect(plainChange(text)).toBe(plain));

test.each([
  ['and margin', true],
  ['together with sales', true],
  ['Germany too', true],
  ['also in France', true],
  ['and in France', false],
  ['and what about in 2003', false],
  ['only France', false],
])('isAdding(%j) is %j', (words, expected) => expect(isAdding(words)).toBe(expected));

test.each([
  ['and orders by vendor', true],
  ['what about orders by vendor', true],
  ['orders by vendor instead', true],
  ['make it a pie', true],
  ['please show sales by vendor', false],
  ['show me sales by vendor', false],
  ['sales by vendor', false],
])('isLinked(%j) is %j', (text, expected) => expect(isLinked(text)).toBe(expected));

test('changeSaid() leaves out the words that only tell that it is a change', () => {
  expect(changeSaid('no, I meant orders')).toBe('orders');
  expect(changeSaid('what about Spain instead')).toBe('Spain');
});

test('beginsShort() tells short words before a change', () => {
  expect(beginsShort('just weekends')).toBe(true);
  expect(beginsShort('sales by month')).toBe(false);
});
