import { expect, test } from 'vitest';

import { parseQuery } from '../../src/catalogue/query-file.ts';
import { newQueryText } from '../../src/commands/new.ts';

const columns = (...types: [string, string][]) => types.map(([name, type]) => ({ name, type, precision: 0, scale: 0 }));

test.each([
  [
    'all kinds',
    columns(['ordernumber', 'bigint'], ['orderdate', 'date'], ['country', 'varchar'], ['amount', 'decimal']),
  ],
  ['nothing to add up', columns(['id', 'bigint'], ['name', 'varchar'])],
  ['only a number', columns(['amount', 'double'])],
  ['odd names', columns(['Größe "m²"', 'double'], ['2nd', 'varchar'], ['at', 'timestamp'])],
])('starter(name, table, columns) is a query without diagnostics: %s', (_, given) => {
  const source = newQueryText('sales-by-region', 'fact_orders', given);
  expect(parseQuery('sales-by-region.sql', source).diagnostics).toEqual([]);
  expect(source).toMatchSnapshot();
});
