import { expect, test } from 'vitest';

import { parseDataset } from '../../src/catalogue/dataset-file.ts';
import { parseQueryFile } from '../../src/catalogue/query-file.ts';
import { checkMetrics } from '../../src/check/metrics.ts';

const file = (name: string, sql: string) =>
  parseQueryFile(
    `${name}.sql`,
    `/*---\nparams:\n  m: { type: choice, default: sales, choices: { sales: { sql: "${sql}" } } }\n---*/\nSELECT {{m}}`,
  ).query!;

const dataset = (name: string, from: string, measures: string) =>
  parseDataset(`${name}.yml`, `from: ${from}\nmeasures: { ${measures} }\n`).query!;

test.each([
  ['one definition, written in two ways', [file('a', 'SUM(x)'), file('b', 'sum( x )')], []],
  [
    'two definitions, told once',
    [file('a', 'SUM(x)'), file('b', 'SUM(y)'), file('c', 'SUM(z)')],
    ['b.sql:3:56: sales is defined otherwise in a.sql: define it alike, or give one of the two another name'],
  ],
  ['no aggregate is no metric', [file('a', 'x.sum'), file('b', 'y.sum')], []],
  [
    'a text is not code',
    [file('a', "SUM(IF(k = 'A', 1))"), file('b', "SUM(IF(k = 'a', 1))")],
    [expect.stringMatching(/^b\.sql/)],
  ],
  [
    'datasets over one table by two aliases',
    [dataset('a', 'orders o', 'sales: { sum: o.amount }'), dataset('b', 'orders f', 'sales: { sum: f.amount }')],
    [],
  ],
  [
    'datasets that define one metric differently',
    [dataset('a', 'orders o', 'sales: { sum: o.amount }'), dataset('b', 'orders o', 'sales: { sum: o.net }')],
    ['b.yml:2:13: sales is defined otherwise in a.yml: define it alike, or give one of the two another name'],
  ],
  [
    'over two tables both may be meant',
    [dataset('a', 'orders o', 'sales: { sum: o.amount }'), dataset('b', 'budget b', 'sales: { sum: b.amount }')],
    ['note b.yml:2:13: sales is defined otherwise in a.yml: define it alike, or give one of the two another name'],
  ],
])('checkMetrics(queries): %s', (_, queries, expected) => {
  const told = checkMetrics(queries).map(
    ({ file: name, line, column, message, isNote }) => `${isNote ? 'note ' : ''}${name}:${line}:${column}: ${message}`,
  );
  expect(told).toEqual(expected);
});
