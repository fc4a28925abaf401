import { expect, test } from 'vitest';

import { parseDataset } from '../../src/catalogue/dataset-file.ts';
import { parseQueryFile } from '../../src/catalogue/query-file.ts';
import { dimensionLabels, exampleWords, measureLabels } from '../../src/question/example-words.ts';
import { CONTEXT } from '../support/rules.ts';

const rides = parseDataset(
  'rides.yml',
  'from: rides r\ndimensions: { station: r.station }\nmeasures: { minutes: { sum: r.minutes }, rides: { count: r.id } }\n',
).query!;

const plain = parseQueryFile('stock.sql', 'SELECT 1').query!;

test.each([
  [CONTEXT.query, { measure: 'sales', dimension: 'country', other: 'customer', counted: 'orders' }],
  [rides, { measure: 'minutes', dimension: 'station', other: 'station', counted: 'rides' }],
  [plain, { measure: 'stock', dimension: 'stock', other: 'stock' }],
])('exampleWords() of query %#', (query, words) => expect(exampleWords(query)).toEqual(words));

test.each([
  [CONTEXT.query, 'country, state, city, product line, product, vendor'],
  [rides, 'station'],
  [plain, ''],
])('dimensionLabels() of query %#', (query, labels) => expect(dimensionLabels(query)).toBe(labels));

test.each([
  [CONTEXT.query, 'sales, units sold, orders, customers, margin, margin rate'],
  [rides, 'minutes, rides, stations'],
  [plain, ''],
])('measureLabels() of query %#', (query, labels) => expect(measureLabels(query)).toBe(labels));
