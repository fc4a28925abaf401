import { expect, test } from 'vitest';

import { composeCounting, countAveraged, listCounted } from '../../src/question/compose-counting.ts';
import { emptyDraft } from '../../src/question/draft.ts';
import { readSentence } from '../../src/question/read.ts';
import { CONTEXT, sentenceIn } from '../support/rules.ts';

/** What a step leaves of a text about the sales dataset: measures, groups, what is left out, and the total. */
function after(step: typeof listCounted, text: string) {
  const sentence = sentenceIn(text);
  const draft = readSentence(sentence, CONTEXT);
  step(draft, sentence, CONTEXT);
  const { measures, groups, values, counting, isTotal } = draft;
  return {
    measures: measures.map(({ name }) => name),
    groups: groups.map(({ name, how }) => `${how} ${name}`),
    without: values.filter(({ excluded }) => excluded).map(({ param, value }) => `${param.name} ${value}`),
    isCounting: counting !== undefined,
    isTotal: isTotal === true,
  };
}

test.each([
  ['how many orders', { measures: ['orders'], groups: [], isTotal: true }],
  ['how many planes were sold', { measures: ['sales', 'units'], isTotal: true }],
  ['how many sales', 'asks for a number, and sales are an amount'],
  ['how many customers', '"how many customers" does not say what to count'], // which of the two it is, is decided before
  ['orders by country', { measures: ['orders'], groups: ['by country'], isTotal: false }],
])('composeCounting(%s)', (text, expected) => {
  if (typeof expected === 'string') expect(() => after(composeCounting, text)).toThrow(expected);
  else expect(after(composeCounting, text)).toMatchObject(expected);
});

test('listCounted lists what is counted when it is chosen by its size, without what has no name', () =>
  expect(after(listCounted, 'how many customers have more than 3 orders')).toMatchObject({
    groups: ['which customer'],
    isCounting: false,
  }));

test.each([
  ['how many countries have sales over 1000 by month', 'countries of a size are not counted for each month'],
  ['how many customers over 1000', 'does not say whose size 1000 is'],
])('listCounted(%s) refuses', (text, expected) => expect(() => after(listCounted, text)).toThrow(expected));

test('countAveraged counts the values of what an average is asked of, where nothing else is measured', () => {
  const countries = { name: 'country', at: 1, end: 2, how: 'bare' } as const;
  const draft = { ...emptyDraft(), average: 0, averagePer: 'month', groups: [countries] };
  countAveraged(draft, CONTEXT);
  expect([draft.measures, draft.groups]).toEqual([[{ name: 'countries', at: 1, how: 'noun' }], []]);
});
