import { expect, test } from 'vitest';

import type { Dimension, Measure } from '../../src/catalogue/dataset.ts';

import { checkWords, RESERVED_NAMES } from '../../src/catalogue/dataset-words.ts';
import { CONTEXT } from '../support/rules.ts';

const [country, state] = CONTEXT.query.dataset!.dimensions as [Dimension, Dimension];

const [sales] = CONTEXT.query.dataset!.measures as readonly [Measure];

function check(dimensions: readonly Dimension[], measures: readonly Measure[] = [], hasTime = true) {
  const messages: string[] = [];
  checkWords(dimensions, measures, { hasTime, diagnose: (_, message) => messages.push(message) });
  return messages;
}

test('the shipped dataset has no word with two meanings', () => {
  const { dimensions, measures } = CONTEXT.query.dataset!;
  expect(check(dimensions, measures)).toEqual([]);
});

test.each([
  [
    { ...country, name: 'region', label: 'Region', aliases: ['state'] },
    'dimension state: state already means dimension region',
  ],
  [{ ...country, name: 'week', label: 'Week', aliases: [] }, 'dimension week: week is a word of the question language'],
  [{ ...country, aliases: ['last year'] }, 'dimension country: last year is a word of the question language'],
  [{ ...country, aliases: ['by'] }, 'dimension country: by is a word of the question language'],
  [{ ...country, plural: 'state' }, 'dimension country: state already means dimension state, write a plural'],
  [
    {
      ...country,
      synonyms: new Map([
        ['USA', ['America']],
        ['Brazil', ['america']],
      ]),
    },
    'dimension country: america is a synonym of USA and of Brazil, keep one',
  ],
] as const)('checkWords(%#)', (dimension, message) =>
  expect(check([dimension as Dimension, state])).toContainEqual(expect.stringContaining(message)),
);

test('a dataset without a time may use the names of time', () =>
  expect(check([{ ...country, name: 'week', label: 'Week', plural: 'weeks', aliases: [] }], [], false)).toEqual([]));

test('a measure may have the plural of a dimension, and no other word of it', () => {
  expect(check([country], [{ ...sales, name: 'countries', label: 'Countries', aliases: [] }])).toEqual([]);
  expect(check([country], [{ ...sales, aliases: ['market'] }])).toEqual([
    'measure sales: market already means dimension country, choose another',
  ]);
});

test('a label that is the name written otherwise is one word', () =>
  expect(
    check([{ ...country, name: 'product_line', label: 'Product line', plural: 'product lines', aliases: [] }]),
  ).toEqual([]));

test('no name is reserved twice', () => expect(RESERVED_NAMES).toHaveLength(new Set(RESERVED_NAMES).size));
