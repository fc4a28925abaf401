import { expect, test } from 'vitest';

import { buildCatalogue } from '../../src/catalogue/catalogue.ts';
import { attempt, BY_WORD } from '../../src/question/candidates.ts';
import { isNotOffered, missingKind, notOffered } from '../../src/question/not-offered.ts';
import { tokenize } from '../../src/question/tokens.ts';
import { CONTEXT } from '../support/rules.ts';

const context = { catalogue: buildCatalogue([CONTEXT.query], []), vocabulary: CONTEXT.vocabulary };

test.each([
  ['median sales', 'it knows sums, counts, averages and shares'],
  ['email me sales', /\/owl subscribe/],
  ['alert me', /\/owl alert sales/],
  ['sales as treemap', /^its charts are number, bar/],
  ['sales ex France', /say except, as in by country except/],
  ['sales by month', undefined],
])('notOffered(%s)', (text, sentence) => {
  const found = notOffered(tokenize(text), CONTEXT.query);
  if (sentence instanceof RegExp) expect(found).toMatch(sentence);
  else expect(found).toBe(sentence);
});

test('isNotOffered() knows the words of what is not done', () => {
  expect(isNotOffered('forecast')).toBe(true);
  expect(isNotOffered('sales')).toBe(false);
});

test.each([
  ['sales by channel', 'it groups by country, state, city, product line, product, vendor and by time'],
  ['inventory by month', 'its measures are sales, units sold, orders, customers, margin, margin rate'],
  ['net sales', 'its measures are sales, units sold, orders, customers, margin, margin rate'],
  ['sales Q7 2024', 'the calendar has no Q7'],
  ['sales 31 November 2024', 'the calendar has no 31 in that month'],
  ['sales in Atlantis', /^there is no Atlantis among the countries/],
  ['Filter sales', undefined],
  ['sales by month', undefined],
])('missingKind(%s)', (text, sentence) => {
  const read = attempt({ query: CONTEXT.query, start: 0, count: 0, rank: BY_WORD }, tokenize(text), context);
  const found = missingKind(read, BY_WORD);
  if (sentence instanceof RegExp) expect(found).toMatch(sentence);
  else expect(found).toBe(sentence);
});
