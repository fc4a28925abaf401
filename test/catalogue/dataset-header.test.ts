import { expect, test } from 'vitest';

import { DATASET } from '../../src/catalogue/dataset-header.ts';

const LEAST = { from: 'orders o', measures: { orders: { rows: true } } };

test('DATASET fills in what is left out', () =>
  expect(DATASET.parse(LEAST)).toMatchObject({
    description: '',
    private: false,
    samples: false,
    aliases: [],
    joins: {},
    dimensions: {},
    default: {},
    chart: 'auto',
  }));

test('DATASET takes the short forms of a time, a dimension and a synonym', () => {
  const { time, dimensions } = DATASET.parse({
    ...LEAST,
    time: ' o.day ',
    dimensions: { country: 'o.country', city: { sql: 'o.city', synonyms: { 1: [2, 'two'], Paris: 'Lutetia' } } },
  });
  expect(time).toEqual({ sql: 'o.day', hours: false, partition: undefined });
  expect(dimensions.country).toEqual({ sql: 'o.country', aliases: [], synonyms: {}, type: 'string' });
  expect(dimensions.city!.synonyms).toEqual({ 1: ['2', 'two'], Paris: ['Lutetia'] });
});

test.each([
  [{ measures: {} }, ['from']],
  [{ ...LEAST, from: ' ' }, ['from']],
  [{ ...LEAST, dimension: {} }, []],
  [{ ...LEAST, measures: { orders: { rows: false } } }, ['measures', 'orders', 'rows']],
  [{ ...LEAST, dimensions: { d: { sql: 'd', type: 'money' } } }, ['dimensions', 'd']],
  [{ ...LEAST, time: { sql: 'd', partition: { format: 'yyyy' } } }, ['time']],
])('DATASET refuses %j', (value, path) => {
  const { error } = DATASET.safeParse(value);
  expect(error!.issues[0]!.path.slice(0, path.length)).toEqual(path);
});
