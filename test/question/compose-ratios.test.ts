import { expect, test } from 'vitest';

import { composeMeasures } from '../../src/question/compose-measures.ts';
import { composeAverage, composePart, readPerCounted } from '../../src/question/compose-ratios.ts';
import { readSentence } from '../../src/question/read.ts';
import { CONTEXT, composedBy, sentenceIn } from '../support/rules.ts';

const draftOf = (text: string) => readSentence(sentenceIn(text), CONTEXT);

test.each([
  ['average sales per month', ['sales'], 'average_per_month'],
  ['monthly average sales', ['sales'], 'average_per_month'],
  ['average sales per customer', ['sales'], 'average_per_customer'],
  ['average sales', ['average_order'], undefined],
  ['average order', ['average_order'], undefined],
  ['sales', ['sales'], undefined],
])('composeAverage(%s)', (text, names, show) => {
  const draft = draftOf(text);
  const own = draft.measures.map(({ name }) => name);
  expect(composeAverage(draft, own.length > 0 ? own : ['sales'], CONTEXT)).toEqual(names);
  expect(draft.show).toBe(show);
});

test.each([
  ['average', [], '"average" does not say of what'],
  ['average units', ['units'], '"average units sold" does not say per what'],
  ['average sales by month', ['sales'], 'does not say per what: ask for average order or average sales per month'],
])('composeAverage(%s) refuses', (text, names, sentence) =>
  expect(() => composeAverage(draftOf(text), names, CONTEXT)).toThrow(sentence),
);

test.each([
  ['margin as percentage of sales', ['margin_rate']],
  ['what % of sales is margin', ['margin_rate']],
  ['margin', ['margin']],
])('composePart(%s) is the declared ratio', (text, expected) => {
  const draft = draftOf(text);
  const nouns = draft.measures.filter(({ how }) => how === 'noun');
  expect(composePart(draft, nouns, ['margin'], sentenceIn(text), CONTEXT)).toEqual(expected);
});

test('composePart refuses a ratio that nobody declared', () =>
  expect(composedBy([composeMeasures], 'units as percentage of sales').problems?.[0]).toBe(
    'sales has no ratio of units over sales: ask for one of them',
  ));

test('readPerCounted reads `orders per customer by country` as an average, and `orders per customer` as rows', () => {
  const read = (text: string) => {
    const draft = draftOf(text);
    readPerCounted(draft, sentenceIn(text), CONTEXT);
    return draft;
  };
  const [grouped, alone] = [read('orders per customer by country'), read('orders per customer')];
  expect([grouped.averagePer, grouped.groups.map(({ name }) => name)]).toEqual(['customer', ['country']]);
  expect([alone.averagePer, alone.groups.map(({ name }) => name)]).toEqual([undefined, ['customer']]);
});
