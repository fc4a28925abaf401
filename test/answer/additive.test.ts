import { expect, test } from 'vitest';

import { additiveColumns } from '../../src/answer/additive.ts';
import { buildCatalogue, readCatalogue } from '../../src/catalogue/catalogue.ts';
import { parseQueryFile } from '../../src/catalogue/query-file.ts';
import { parse } from '../../src/question/parse.ts';
import { tryParseQuery } from '../../src/trino/parse.ts';

const shipped = await readCatalogue('queries');

test.each([
  ['sales', ['Sales']],
  ['sales measure=units', ['Units sold']],
  ['sales measure=orders', []], // a distinct count
  ['sales measure=average_order', []], // a ratio of two sums
  ['sales show=share', ['Sales, share of total']],
  ['sales by=month show=running_total', []],
])('%s adds up %j', (text, columns) => {
  const { query, request } = parse(text, shipped, () => []);
  expect(additiveColumns(query, request, undefined)).toEqual(columns);
});

test.each([
  ['SELECT a, SUM(x) AS total FROM t', ['total']],
  ['select a, sum( x * (1 - y) ) as "Net, all" from t', ['Net, all']],
  [
    'SELECT COUNT(*) AS n, COUNT(DISTINCT c) AS d, AVG(x) AS m, SUM(x) / 2 AS half, SUM(x) + SUM(y) AS two FROM t',
    ['n'],
  ],
  ["SELECT 'SUM(x) AS no', SUM(CASE WHEN c = ')' THEN 1 END) AS yes FROM t", ['yes']],
  ['WITH s AS (SELECT SUM(x) AS inner_total FROM t) SELECT inner_total FROM s', []],
  ['WITH s AS (SELECT SUM(x) AS x FROM t) SELECT COUNT(*) AS n FROM s', ['n']],
  ['SELECT SUM(x) FROM t', []],
  [
    'SELECT SUM(SUM(x)) OVER () AS running, SUM(x) FILTER (WHERE y) AS some, SUM(x) plain FROM t GROUP BY z',
    ['some', 'plain'],
  ],
  ['SELECT (SUM(x)) AS enclosed, SUM(x) + 0 AS moved, SUM(DISTINCT x) AS once FROM t', ['enclosed']],
  ['SELECT SUM(x) AS a FROM t UNION ALL SELECT SUM(x) AS b FROM u', []],
  ['no SQL', []],
])('%s adds up %j', (sql, columns) => {
  const { query } = parseQueryFile('q.sql', sql);
  const { request } = parse('q', buildCatalogue([query!]), () => []);
  expect(additiveColumns(query!, request, tryParseQuery(sql))).toEqual(columns);
});
