import { expect, test } from 'vitest';

import {
  aliasesIn,
  countedSql,
  fromSql,
  measureSql,
  shownSql,
  timeGroupSql,
  valuesSql,
} from '../../src/catalogue/dataset-sql.ts';
import { CONTEXT } from '../support/rules.ts';

const dataset = CONTEXT.query.dataset!;

test.each([
  ['string', "COALESCE(NULLIF(TRIM(l.x), ''), 'Unknown')"],
  ['number', "COALESCE(CAST(l.x AS varchar), 'Unknown')"],
  ['date', 'CAST(l.x AS date)'],
  ['boolean', "CASE WHEN l.x THEN 'Yes' WHEN NOT (l.x) THEN 'No' ELSE 'Unknown' END"],
] as const)('shownSql() of a %s', (type, expected) => expect(shownSql({ sql: 'l.x', type })).toBe(expected));

test('countedSql() leaves out what is unknown', () => {
  expect(countedSql({ sql: 'l.x', type: 'string' })).toBe("NULLIF(NULLIF(TRIM(l.x), ''), 'Unknown')");
  expect(countedSql({ sql: 'l.x', type: 'date' })).toBe('l.x');
});

test('fromSql() joins only what is needed', () => {
  expect(fromSql(dataset, [])).toBe('fact_orders f');
  expect(fromSql(dataset, ['l'])).toBe('fact_orders f\nLEFT JOIN dim_locations l ON f.postalCode = l.postalCode');
});

test('valuesSql() lists the raw values of a dimension in the fact table', () =>
  expect(valuesSql(dataset, dataset.dimensions.find(({ name }) => name === 'vendor')!)).toBe(
    "SELECT DISTINCT COALESCE(p.productVendor, '') FROM fact_orders f\nLEFT JOIN dim_products p ON f.productCode = p.productCode ORDER BY 1",
  ));

test.each([
  ['sales', 'SUM(f.orderAmount)'],
  ['orders', 'COUNT(DISTINCT f.orderNumber)'],
  ['average_order', 'CAST(SUM(f.orderAmount) AS double) / NULLIF(COUNT(DISTINCT f.orderNumber), 0)'],
])('measureSql(%s)', (name, expected) =>
  expect(measureSql(dataset.measures.find((measure) => measure.name === name)!, dataset.measures)).toBe(expected),
);

test.each([
  [{ kind: 'rows' }, 'COUNT(*)'],
  [{ kind: 'average', sql: 'f.x' }, 'AVG(CAST(f.x AS double))'],
  [{ kind: 'min', sql: 'f.x' }, 'MIN(f.x)'],
  [{ kind: 'max', sql: 'f.x' }, 'MAX(f.x)'],
] as const)('measureSql() of %j', (aggregate, expected) =>
  expect(measureSql({ ...dataset.measures[0]!, aggregate }, [])).toBe(expected),
);

test.each([
  ['f.amount * l.rate', ['f', 'l']],
  ['amount', []],
  ["'f.amount' || l.x -- p.y", ['l']],
  ['"My Table".x + f.y', ['My Table', 'f']],
  ['transform(f.list, e -> e.price)', ['f']],
  ['f.address.city', ['f']],
])('aliasesIn(%s) → %j', (sql, expected) => expect(aliasesIn(sql)).toEqual(expected));

test.each([
  ['week', "date_trunc('week', v.at)"],
  ['weekday', "date_format(v.at, '%W')"],
  ['quarter_of_year', "'Q' || CAST(quarter(v.at) AS varchar)"],
])('timeGroupSql(%s)', (name, expected) => expect(timeGroupSql(name, 'v.at')).toBe(expected));
