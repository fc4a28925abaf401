import { expect, test } from 'vitest';

import { buildCatalogue } from '../../src/catalogue/catalogue.ts';
import { attempt, BY_WORD } from '../../src/question/candidates.ts';
import { mergeChange } from '../../src/question/merge-change.ts';
import { formatRequest, normalize } from '../../src/question/request.ts';
import { tokenize } from '../../src/question/tokens.ts';
import { CONTEXT } from '../support/rules.ts';

const { query, vocabulary } = CONTEXT;

const context = { catalogue: buildCatalogue([query], []), vocabulary, today: '2026-11-27' };

const RANKED = { query: 'sales', values: { by: ['product_line'], top: ['3'] }, excluded: [] };

const MANNER = { isAdded: false, isBack: false, isCarried: false };

const merged = (text: string, manner: Partial<typeof MANNER> = {}) => {
  const change = attempt({ query, start: 0, count: 0, rank: BY_WORD }, tokenize(text), context);
  return formatRequest(normalize(mergeChange(RANKED, change, query, { ...MANNER, ...manner }), query));
};

test('mergeChange() keeps a ranking as the lines of a time', () =>
  expect(merged('by month')).toBe('sales by=month split=product_line top=3'));

test('mergeChange() ranks within each of another kind', () =>
  expect(merged('in each country')).toBe('sales by=product_line split=country within=country top=3'));

test('mergeChange() keeps by what was ranked where a pronoun stands for the rows', () => {
  expect(merged('units')).toBe('sales measure=units by=product_line top=3');
  expect(merged('units', { isBack: true })).toBe('sales measure=units by=product_line rank_by=sales top=3');
  expect(() => merged('by country', { isBack: true })).toThrow('this would choose other ones');
});

test('mergeChange() adds to what is shown, or takes its place', () => {
  expect(merged('units', { isAdded: true })).toBe('sales measure=sales,units by=product_line top=3');
  expect(merged('customers in France', { isCarried: true })).toBe('sales by=product_line country=France top=3');
});
