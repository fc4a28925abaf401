import { expect, test } from 'vitest';

import { parseDataset } from '../../src/catalogue/dataset-file.ts';
import { newDatasetText } from '../../src/commands/new.ts';

const columns = (...types: [string, string][]) => types.map(([name, type]) => ({ name, type, precision: 0, scale: 0 }));

test.each([
  [
    'all kinds',
    columns(['ordernumber', 'bigint'], ['orderdate', 'date'], ['country', 'varchar'], ['amount', 'decimal']),
  ],
  ['sizes of one thing', columns(['UnitPrice', 'double'], ['tax_rate', 'double'], ['PlayerId', 'bigint'])],
  ['nothing to add up', columns(['id', 'bigint'], ['name', 'varchar'])],
  ['only a number', columns(['amount', 'double'])],
  ['odd names', columns(['Größe "m²"', 'double'], ['2nd', 'varchar'], ['at', 'timestamp'], ['日本', 'varchar'])],
  [
    'words of SQL and of questions',
    columns(['group', 'bigint'], ['order', 'varchar'], ['top', 'varchar'], ['year', 'varchar']),
  ],
  ['what cannot be shown', columns(['tags', 'array'], ['who', 'row'], ['more', 'map'], ['code', 'varbinary'])],
  ['names that are alike', columns(['rows', 'bigint'], ['a-b', 'varchar'], ['a_b', 'varchar'], ['a bs', 'varchar'])],
])('newDatasetText(name, from, columns) is a dataset without diagnostics: %s', (_, given) => {
  const source = newDatasetText('sales-by-region', '"web-logs"', given);
  expect(parseDataset('sales-by-region.yml', source).diagnostics).toEqual([]);
  expect(source).toMatchSnapshot();
});
