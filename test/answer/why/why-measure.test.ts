import { expect, test } from 'vitest';

import { explainedMeasure } from '../../../src/answer/why/why-measure.ts';
import { parseDataset } from '../../../src/catalogue/dataset-file.ts';

const { query } = parseDataset(
  'deals.yml',
  `from: deals d
time: { sql: d.day }
dimensions: { country: d.country }
measures:
  amount: { sum: d.amount }
  deals: { rows: true }
  orders: { count: d.number }
  size: { average: d.amount }
  rate: { ratio: amount / orders }
  largest: { max: d.amount }
  odd: { ratio: largest / orders }
`,
);

const partsOf = (...measure: string[]) =>
  explainedMeasure(query!, { query: 'deals', values: { measure, show: ['why'] }, excluded: [] }).parts;

test.each([
  ['amount', [{ kind: 'sum', sql: 'd.amount' }]],
  ['deals', [{ kind: 'rows' }]],
  ['orders', [{ kind: 'distinct', sql: 'd.number' }]],
  [
    'size',
    [
      { kind: 'sum', sql: 'd.amount' },
      { kind: 'values', sql: 'd.amount' },
    ],
  ],
  [
    'rate',
    [
      { kind: 'sum', sql: 'd.amount' },
      { kind: 'distinct', sql: 'd.number' },
    ],
  ],
])('%s is made of its parts', (measure, parts) => expect(partsOf(measure)).toEqual(parts));

test.each([
  [['largest'], 'largest is a single value and not made of parts'],
  [['odd'], 'odd is made of largest, which does not add up'],
  [['amount', 'deals'], 'why looks at one measure at a time: ask for amount or for deals'],
])('%j is refused', (measures, message) => expect(() => partsOf(...measures)).toThrow(message));
