import { expect, test } from 'vitest';

import { buildCatalogue } from '../../src/catalogue/catalogue.ts';
import { isFollowUp, readFollowUp } from '../../src/question/follow-up.ts';
import { formatRequest } from '../../src/question/request.ts';
import { CONTEXT } from '../support/rules.ts';

const { query, vocabulary } = CONTEXT;

const context = { catalogue: buildCatalogue([query], []), vocabulary, today: '2026-11-27' };

const BEFORE = { query: 'sales', values: { by: ['month'], period: ['2025'] }, excluded: [] };

const changed = (text: string) => {
  const request = readFollowUp(text, BEFORE, query, context);
  return request && formatRequest(request);
};

test.each([
  'and by month',
  'only France',
  'What about Spain?',
  'same for last year',
  'as table',
  'reset',
  'top 5',
  'who buys these',
])('isFollowUp(%j)', (text) => expect(isFollowUp(text)).toBe(true));

test.each(['sales by month', 'android users', 'asia sales', 'help'])('isFollowUp(%j) is false', (text) =>
  expect(isFollowUp(text)).toBe(false),
);

test.each([
  ['only France', 'sales by=month country=France period=2025'],
  ['by city', 'sales by=city period=2025'],
  ['and by product line', 'sales by=month split=product_line period=2025'],
  ['and units', 'sales measure=sales,units by=month period=2025'],
  ['vs 2024', 'sales by=month period=2025 compare="last year"'],
  ['May', 'sales by=month period=2025-05'],
  ['reset', 'sales'],
  ['orders by country', undefined],
  ['sales by city', undefined],
  ['show me orders by country', undefined],
  ['and orders by country', 'sales measure=sales,orders by=month split=country period=2025'],
  ['only those in France', 'sales by=month country=France period=2025'],
  ['after June', 'sales by=month period="since 2025-07"'],
])('readFollowUp(%s)', (text, expected) => expect(changed(text)).toBe(expected));

test.each([
  ['only Frnace', 'did you mean France?'],
  ['by month', 'that changes nothing: say what to change'],
])('readFollowUp(%s) refuses', (text, sentence) => expect(() => changed(text)).toThrow(sentence));
