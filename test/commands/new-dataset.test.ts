import { expect, test } from 'vitest';

import { parseDataset } from '../../src/catalogue/dataset-file.ts';
import { newDatasetText } from '../../src/commands/new-dataset.ts';

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
])('newDatasetText is a dataset without diagnostics: %s', (_, given) => {
  const source = newDatasetText('sales-by-region', { from: '"web-logs"', columns: given, joins: [] });
  expect(parseDataset('sales-by-region.yml', source).diagnostics).toEqual([]);
  expect(source).toMatchSnapshot();
});

test('the tables that were found are joined, and their columns are dimensions by the names that people say', () => {
  const stations = columns(['station_id', 'bigint'], ['name', 'varchar'], ['station_district', 'varchar']);
  const found = { table: 'stations', entity: 'station', key: 'station_id', columns: stations };
  const start = { ...found, column: 'start_station' };
  const companies = columns(['id', 'bigint'], ['title', 'varchar'], ['founded', 'date']);
  const source = newDatasetText('rides', {
    from: 'rides',
    columns: columns(
      ['start_station', 'bigint'],
      ['end_station', 'bigint'],
      ['bike_id', 'bigint'],
      ['minutes', 'double'],
    ),
    joins: [
      start,
      { ...found, column: 'end_station' },
      { table: 'companies', entity: 'company', column: 'station_id', key: 'id', columns: companies, through: start },
    ],
  });
  expect(parseDataset('rides.yml', source).diagnostics).toEqual([]);
  expect(source).toMatchSnapshot();
});
