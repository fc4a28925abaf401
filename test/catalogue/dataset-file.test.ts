import { describe, expect, test } from 'vitest';

import type { Param } from '../../src/catalogue/query.ts';

import { isDatasetFile, parseDataset } from '../../src/catalogue/dataset-file.ts';
import { SALES } from '../support/sales-dataset.ts';

const told = (source: string, file = 'sales.yml') =>
  parseDataset(file, source).diagnostics.map(({ line, column, message }) => `${line}:${column} ${message}`);

const read = (source: string) => {
  const { query, diagnostics } = parseDataset('sales.yml', source);
  expect(diagnostics).toEqual([]);
  return query!;
};

const namesOf = (params: readonly Param[], name: string) =>
  params.find((param) => param.name === name)?.choices.map((choice) => choice.name);

test.each([
  ['sales.yml', true],
  ['shop/sales.yml', true],
  ['digests.yml', false],
  ['_access.yml', false],
  ['sales.sql', false],
])('isDatasetFile(%s) is %s', (file, expected) => {
  expect(isDatasetFile(file)).toBe(expected);
});

describe('parseDataset(file, source)', () => {
  test('gives a query with the parameters of a dataset, in their order', () => {
    const { params, ...query } = read(SALES);
    expect(query).toMatchObject({
      name: 'sales',
      title: 'Sales',
      owner: '#analytics',
      template: [],
      chart: 'auto',
      freshness: 'SELECT MAX(f.orderDate) FROM fact_orders f',
    });
    expect(params.map(({ name, role }) => `${name}:${role}`).join(' ')).toBe(
      'measure:measure by:dimension split:series country:filter state:filter city:filter product_line:filter ' +
        'product:filter vendor:filter customer:filter weekday:filter month_of_year:filter quarter_of_year:filter ' +
        'period:period top:rank bottom:rank of:rank within:rank rank_by:rank over:threshold under:threshold ' +
        'at_least:threshold at_most:threshold having:threshold show:show sort:sort',
    );
  });

  test('every dimension without a measure of its plural gets one that counts its values', () => {
    const { params, dataset } = read(SALES);
    expect(namesOf(params, 'measure')).toEqual(
      'sales units orders customers margin margin_rate average_order countries states cities product_lines products vendors'.split(
        ' ',
      ),
    );
    expect(dataset?.measures.find(({ name }) => name === 'cities')).toMatchObject({
      label: 'Cities',
      counts: 'city',
      needs: ['l'],
    });
    expect(params[0]?.choices.find(({ name }) => name === 'cities')?.sql).toBe(
      "COUNT(DISTINCT NULLIF(NULLIF(TRIM(l.city), ''), 'Unknown'))",
    );
  });

  test('measures are aggregates; a ratio divides two of them and is NULL over nothing', () => {
    const sql = new Map(read(SALES).params[0]?.choices.map((choice) => [choice.name, choice.sql]));
    expect(sql.get('sales')).toBe('SUM(f.orderAmount)');
    expect(sql.get('orders')).toBe('COUNT(DISTINCT f.orderNumber)');
    expect(sql.get('average_order')).toBe(
      'CAST(SUM(f.orderAmount) AS double) / NULLIF(COUNT(DISTINCT f.orderNumber), 0)',
    );
  });

  test('rows group by dimensions, grains and cycles of time, or not at all', () => {
    const { params } = read(SALES);
    expect(namesOf(params, 'by')?.slice(7)).toEqual(
      'day week month quarter year weekday month_of_year quarter_of_year none'.split(' '),
    );
    expect(namesOf(params, 'split')).toEqual(namesOf(params, 'by')?.slice(0, -1));
    const [country] = params[1]!.choices;
    expect(country).toMatchObject({
      sql: "COALESCE(NULLIF(TRIM(l.country), ''), 'Unknown')",
      aliases: ['market', 'countries'],
    });
  });

  test('each part knows the joins that it needs', () => {
    const { dataset } = read(SALES.replace('on: f.productCode = p.productCode', 'on: l.productCode = p.productCode'));
    expect(dataset?.joins.map(({ alias, needs }) => [alias, needs])).toEqual([
      ['l', []],
      ['p', ['l']],
      ['c', []],
    ]);
    expect(dataset?.measures.find(({ name }) => name === 'margin_rate')?.needs).toEqual(['l', 'p']);
    expect(dataset?.dimensions.find(({ name }) => name === 'vendor')?.needs).toEqual(['l', 'p']);
  });

  test('a filter lists the raw values that occur, by the joins that it needs', () => {
    expect(read(SALES).params.find(({ name }) => name === 'country')).toMatchObject({
      label: 'Country',
      many: true,
      optional: true,
      values: {
        sql: "SELECT DISTINCT COALESCE(l.country, '') FROM fact_orders f\nLEFT JOIN dim_locations l ON f.postalCode = l.postalCode ORDER BY 1",
      },
    });
  });

  test('averages are per grain, dimension and entity that a measure counts', () => {
    expect(namesOf(read(SALES).params, 'show')).toEqual(
      (
        'share share_of_all with_share running_total with_running_total explain change change_last_year why average_per_day average_per_week average_per_month ' +
        'average_per_quarter average_per_year average_per_country average_per_state average_per_city ' +
        'average_per_product_line average_per_product average_per_vendor average_per_customer average_per_order'
      ).split(' '),
    );
  });

  test('a dataset without a time has no grains, cycles and period', () => {
    const { params } = read('from: tracks t\ndimensions: { genre: t.genre }\nmeasures: { tracks: { rows: true } }\n');
    expect(namesOf(params, 'by')).toEqual(['genre', 'none']);
    expect(params.some(({ name }) => name === 'period' || name === 'weekday')).toBe(false);
    expect(params.find(({ name }) => name === 'measure')?.default).toEqual(['tracks']);
  });

  test('hours can be asked for where the time has them', () => {
    const { params } = read(SALES.replace('time: { sql: f.orderDate }', 'time: { sql: f.orderDate, hours: true }'));
    expect(namesOf(params, 'by')).toEqual(expect.arrayContaining(['hour', 'hour_of_day']));
    expect(params.find(({ name }) => name === 'hour_of_day')?.values).toHaveLength(24);
  });

  test.each([
    ['Windows line ends', SALES.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${SALES}`],
    ['a lambda', SALES.replace('sql: l.state', "sql: \"array_join(filter(l.states, s -> s.x <> 'q.'), ',')\"")],
    ['a field of a column', SALES.replace('sql: l.state', 'sql: l.address.state')],
    ['a quoted name', SALES.replace('sql: l.state', 'sql: \'"l"."the state"\'')],
    [
      'a goal and who verified it',
      `${SALES}goal: { measure: revenue, value: 100000, per: month }\nverified: { by: "#a", on: 2026-03-01 }\n`,
    ],
  ])('%s does no harm', (_, source) => {
    expect(told(source)).toEqual([]);
  });

  const change = (from: string, to: string) => SALES.replace(from, to);

  test.each([
    [
      'title: Sales\n',
      '1:1 from is missing: write from: fact_orders f',
      '1:1 measures is missing: write measures: { orders: { count: f.orderNumber } }',
    ],
    [change('description:', 'descripton:'), '2:1 descripton is no key of the dataset: did you mean description?'],
    [
      change('aliases: [market]', 'alias: [market]'),
      '12:30 alias is no key of dimensions.country: did you mean aliases?',
    ],
    [
      change('sum: f.orderAmount,', 'total: f.orderAmount,'),
      '20:12 total is no key of measures.sales: did you mean sum?',
    ],
    [
      change('sum: f.orderAmount,', ''),
      '20:3 measure sales says nothing to add up: write one of sum, average, min, max, count, rows, ratio',
    ],
    [
      change('sum: f.orderAmount,', 'sum: f.orderAmount, count: f.x,'),
      '20:3 measure sales has sum and count: keep one',
    ],
    [
      change('{ table: dim_locations, on: f.postalCode = l.postalCode }', '{ on: f.postalCode = l.postalCode }'),
      '7:6 joins.l.table is missing: write table: dim_products',
    ],
    [
      change('sql: l.country', 'sql: q.country'),
      '12:19 q. in dimensions.country.sql is the alias of no table: declare it under joins, or write one of f, l, p, c',
    ],
    [change('in: country', 'in: countri'), '13:30 in of state: there is no dimension countri: did you mean country?'],
    [
      change('{ sql: l.country,', '{ sql: l.country, in: city,'),
      '12:34 in goes round in a circle: country in city in state in country, take one away',
      '13:30 in goes round in a circle: state in country in city in state, take one away',
      '14:28 in goes round in a circle: city in state in country in city, take one away',
    ],
    [
      change('margin / sales', 'margin / margin rate'),
      '25:25 ratio of margin_rate comes back to itself: divide two other measures',
    ],
    [
      change('margin / sales', 'margin / sale'),
      '25:25 ratio of margin_rate: there is no measure sale: did you mean sales?',
    ],
    [change('margin / sales', 'margin'), '25:25 ratio of margin_rate: write two measures, sales / orders'],
    [
      change('aliases: [market]', 'aliases: [revenue]'),
      '20:3 measure sales: revenue already means dimension country, choose another',
    ],
    [
      change('aliases: [market]', 'aliases: [month]'),
      '12:3 dimension country: month is a word of the question language, choose another',
    ],
    [
      change('aliases: [market]', 'aliases: [last year]'),
      '12:3 dimension country: last year is a word of the question language, choose another',
    ],
    [
      change('aliases: [market]', 'aliases: [line]'),
      '15:3 dimension product_line: line already means dimension country, choose another',
    ],
    [
      change('country: { sql', 'top: { sql'),
      expect.anything(),
      '12:3 dimension top: top is a word of the question language, choose another',
      expect.anything(),
    ],
    [change('measure: sales,', 'measure: saled,'), '27:21 there is no measure saled: did you mean sales?'],
    [
      change('by: country', 'by: planet'),
      expect.stringMatching(/^27:32 there is no dimension planet: there are country, state/),
    ],
    [
      change('last 12 months', 'whenever'),
      '27:49 whenever is no period here: write one such as last 12 months, 2025 or all time',
    ],
    [
      change('on: f.postalCode = l.postalCode', 'on: f.postalCode = p.postalCode').replace(
        'on: f.productCode = p.productCode',
        'on: l.productCode = p.productCode',
      ),
      '7:3 joins need each other in a circle: l, p, l',
    ],
    [change('America', 'US]  , "U S": [US'), '12:3 dimension country: US is a synonym of USA and of U S, keep one'],
    [`${SALES}goal: { measure: saled, value: 1 }\n`, '28:18 there is no measure saled: did you mean sales?'],
    [`${SALES}verified: { by: me, on: soon }\n`, '28:25 verified.on must be a day such as 2026-03-01'],
    [change('owner: "#analytics"', 'owner: 5'), '3:8 owner must be a text: write "5" in quotes'],
    [change('[revenues]', 'revenues'), '4:10 aliases must be a list: [one, two]'],
    ['from: [', expect.stringMatching(/^\d+:\d+ this is not YAML: a bracket or quote is never closed/)],
    [
      change('title: Sales', '\ttitle: Sales'),
      '1:1 this is not YAML: a tab stands at the beginning of the line: indent with spaces',
    ],
    [
      change('title: Sales', 'title: Sales: all'),
      '1:8 this is not YAML: a text with a colon has to stand in quotes: "Sales: all"',
    ],
    [`${SALES}measures: {}\n`, '28:1 this is not YAML: this key stands twice in its mapping: keep one'],
    [
      `${SALES}---\ntitle: More\n`,
      '28:1 this is not YAML: a second document begins here: take the --- away, and write one dataset a file',
    ],
    [change('country: { sql', '__proto__: { sql'), '12:3 __proto__ cannot be a name: choose another'],
    [
      change('{ sum: f.orderAmount,', '{ summ: f.orderAmount,'),
      '20:12 summ is no key of measures.sales: did you mean sum?',
    ],
    [
      change('format: "$,.0f", aliases: [revenue', 'format: "0,0.00", aliases: [revenue'),
      expect.stringMatching(/^20:\d+ measures\.sales\.format is no d3-format: write one such as/),
    ],
    [
      change('vendor: { sql: p.productVendor }', 'vendor: 3'),
      '17:11 dimensions.vendor cannot be a number: write { sql: l.country }',
    ],
    [
      change('customers: { count: f.customerNumber }', 'customers: COUNT(f.x)'),
      '23:14 measures.customers cannot be a text: write { sum: f.amount }',
    ],
    [
      change('sum: f.orderAmount', 'count: "*"'),
      '20:20 measure sales: count takes a column: write rows: true, which counts rows',
    ],
    [
      change('sum: f.orderAmount', 'count: DISTINCT f.orderNumber'),
      '20:19 measure sales: count is of distinct values in any case: write count: f.orderNumber',
    ],
    [`${SALES}chart: line\n`, '28:8 chart must be auto, or such as { mark: bar, x: Country, y: Sales }'],
  ])('%#: a mistake is told with its place and what to write', (source, ...expected) => {
    expect(told(source)).toEqual(expected);
  });

  test('a file name is a command word', () => {
    expect(told(SALES, 'My Sales.yml')).toEqual([expect.stringMatching(/such as sales-by-country\.yml$/)]);
  });

  test('a default that is a number has to be written as a text, and a long name shorter', () => {
    const numbered = SALES.replace(/period: [^,}]+/, 'period: 2025 ');
    expect(told(numbered)).toEqual([
      expect.stringMatching(/^27:\d+ default\.period must be a text: write "2025" in quotes$/),
    ]);
    expect(told(SALES.replace('  sales:', `  ${'s'.repeat(61)}:`))[0]).toBe(
      '20:3 ssssssssssssssssssss… is too long for a name: at most 60 characters, and the whole can be its label',
    );
  });
});
