import { expect, test } from 'vitest';

import { readCatalogue } from '../../src/catalogue/catalogue.ts';
import { findCandidates, queriesNamed, readQuestion } from '../../src/question/candidates.ts';
import { tokenize } from '../../src/question/tokens.ts';

const catalogue = await readCatalogue('queries');

const candidatesOf = (text: string) =>
  findCandidates(tokenize(text), catalogue).map(({ query, rank }) => `${query.name} ${rank}`);

test.each([
  ['sales', ['sales 0']],
  ['weather', []],
])('findCandidates(%s)', (text, expected) => expect(candidatesOf(text)).toEqual(expected));

test('a word of its own gives a query away', () => expect(candidatesOf('turnover by month')).toContain('sales 3'));

test('what follows by names no query', () => expect(candidatesOf('weather by sales')).not.toContain('sales 0'));

test('queriesNamed(question) are all queries when none is named', () => {
  expect(queriesNamed(readQuestion('weather', catalogue), catalogue)).toBe(catalogue.queries);
  expect(queriesNamed(readQuestion('sales', catalogue), catalogue).map(({ name }) => name)).toEqual(['sales']);
});

test.each([
  ['', /^there is no question/],
  ['word '.repeat(101), /^a question has at most 100 words, and this has 101/],
  ['country=France '.repeat(101), /^a question has at most 100 words, and this has 101/],
])('readQuestion() refuses %s', (text, message) => expect(() => readQuestion(text, catalogue)).toThrow(message));
