import { expect, test } from 'vitest';

import { buildDataset } from '../../src/catalogue/dataset-builder.ts';
import { DATASET } from '../../src/catalogue/dataset-header.ts';
import { readYaml } from '../../src/catalogue/yaml.ts';

function build(text: string) {
  const yaml = readYaml(text, 'sales.yml');
  const messages: string[] = [];
  const dataset = buildDataset(DATASET.parse(yaml.value), yaml, (_, message) => messages.push(message));
  return { dataset, messages };
}

const FILE = `from: fact_orders f
joins: { l: { table: dim_locations, on: f.postal = l.postal } }
time: { sql: f.day, partition: { sql: l.dt } }
dimensions:
  Country: l.country
  city: { sql: l.city, in: country, plural: Cities, synonyms: { Paris: Lutetia } }
measures: { orders: { count: f.number } }
`;

test('buildDataset() knows what each part needs, and what stands above a dimension', () => {
  const { dataset, messages } = build(FILE);
  expect(messages).toEqual([]);
  expect(dataset.time).toMatchObject({ sql: 'f.day', hasHours: false, needs: ['l'] });
  expect(dataset.dimensions).toMatchObject([
    { name: 'country', label: 'Country', plural: 'countries', needs: ['l'] },
    { name: 'city', in: 'country', plural: 'cities', synonyms: new Map([['Paris', ['Lutetia']]]) },
  ]);
  expect(dataset.dimensions[0]).not.toHaveProperty('in');
});

test('buildDataset() adds a measure that counts the values of each dimension', () =>
  expect(build(FILE).dataset.measures.map(({ name, counts }) => [name, counts])).toEqual([
    ['orders', undefined],
    ['countries', 'country'],
    ['cities', 'city'],
  ]));

test('buildDataset() places the text of each part', () => {
  const [country] = build(FILE).dataset.dimensions;
  expect(country).toMatchObject({ position: { line: 5, column: 3 }, sqlPosition: { line: 5, column: 12 } });
});

const MEASURES = 'measures: { orders: { rows: true } }';

test.each([
  [`from: (SELECT 1)\n${MEASURES}`, 'from ends with no name: write a table and an alias, fact_orders f'],
  [`from: t\ndimensions: { city: { sql: c, in: land } }\n${MEASURES}`, /^in of city: .*land/],
  [
    `from: t\ndimensions: { a: { sql: a, in: b }, b: { sql: b, in: a } }\n${MEASURES}`,
    'in goes round in a circle: a in b in a, take one away',
  ],
  [`from: t\ndimensions: { 2nd: s }\n${MEASURES}`, /^2nd cannot be a name/],
])('buildDataset(%j) says what is wrong', (text, message) =>
  expect(build(text).messages).toContainEqual(typeof message === 'string' ? message : expect.stringMatching(message)),
);
