import { describe, expect, test } from 'vitest';

import { datasetTemplate } from '../../../src/answer/dataset/dataset-template.ts';
import { readCatalogue } from '../../../src/catalogue/catalogue.ts';
import { parse } from '../../../src/question/parse.ts';
import { checkGrammar } from '../../../src/trino/grammar.ts';

const catalogue = await readCatalogue('queries');

const query = catalogue.find('sales')!;

const NOW = new Date('2026-06-15T12:00:00Z');

const CALENDAR = { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 };

/** The statement of a canonical text; `Norway` has two raw forms. */
function statementOf(text: string) {
  const { request } = parse(text, catalogue, () => []);
  const rawForms = (_: string, value: string) => (value === 'Norway' ? ['Norway', 'Norway  '] : [value]);
  return datasetTemplate(query, request, { now: NOW, calendar: CALENDAR, rawForms });
}

const choicesOf = (name: string) =>
  query.params.find((param) => param.name === name)!.choices.map((choice) => choice.name);

describe('datasetTemplate() writes what Trino takes', () => {
  const measures = choicesOf('measure');
  test.each(choicesOf('by'))('every measure by %s', (by) => {
    for (const measure of measures)
      expect(checkGrammar(statementOf(`sales measure=${measure} by=${by}`).sql), measure).toBeUndefined();
  });

  test.each([
    'sales by=month split=country top=3',
    'sales by=country split=product within=country top=2',
    'sales measure=sales,orders by=customer rank_by=orders bottom=5',
    'sales by=city over=1000 at_most=5000 having=units',
    'sales by=product_line show=share_of_all product_line=Planes',
    'sales measure=customers show=share',
    'sales by=month show=running_total split=country',
    'sales by=month show=change split=country',
    'sales by=week show=change_last_year',
    'sales by=none show=average_per_month period="all time"',
    'sales by=none show=average_per_customer',
    'sales by=weekday sort=name',
  ])('%s', (text) => expect(checkGrammar(statementOf(text).sql)).toBeUndefined());
});

describe('datasetTemplate() reads no more than a question needs', () => {
  test.each([
    ['sales by=month', 0],
    ['sales by=country', 1],
    ['sales measure=margin by=country', 2],
    ['sales by=month customer=Ann', 1],
    ['sales by=none', 0],
  ])('%s joins %i tables', (text, count) => {
    expect(statementOf(text).sql.match(/LEFT JOIN/g) ?? []).toHaveLength(count);
  });

  test.each([
    ['sales by=month split=country top=3', 1],
    ['sales by=country split=product within=country top=2 over=10', 1],
    ['sales show=share by=customer top=10', 1],
    ['sales by=month split=country top=3 rank_by=units', 2], // units are not among the groups
    ['sales measure=orders by=month split=country top=3', 2], // distinct counts are counted anew
    ['sales measure=customers show=share', 2],
    ['sales by=month split=country show=change top=3', 2], // the groups begin a month before the period
  ])('%s reads the fact table %i times', (text, count) => {
    expect(statementOf(text).sql.match(/FROM fact_orders/g)).toHaveLength(count);
  });

  test('filters compare the raw column with every raw form', () => {
    const { sql, parameters } = statementOf('sales country=Norway period=2025');
    expect(sql).toContain('l.country IN (?, ?)');
    expect(parameters).toEqual(["DATE '2025-01-01'", "DATE '2026-01-01'", "'Norway'", "'Norway  '"]);
  });

  test('what is left out leaves the unknown in', () => {
    expect(statementOf('sales country!=France').sql).toContain('(l.country IS NULL OR l.country NOT IN (?))');
    expect(statementOf('sales country!=Unknown').sql).toContain("NOT (l.country IS NULL OR TRIM(l.country) = '')");
    expect(statementOf('sales country=Unknown').sql).toContain("(l.country IS NULL OR TRIM(l.country) = '')");
  });

  test('an open end of time is no condition', () => {
    expect(statementOf('sales period="all time"').sql).not.toContain('orderDate');
    expect(statementOf('sales period="since 2025"').sql.match(/orderDate/g)).toHaveLength(1);
  });

  test('a value never stands in the text', () => {
    const { sql, parameters } = statementOf(`sales customer="x'; DROP TABLE t; --"`);
    expect(sql).not.toContain('DROP');
    expect(parameters.at(-1)).toBe("'x''; DROP TABLE t; --'");
  });
});

test.each([
  ['sales measure=margin_rate show=share', 'margin rate has no share: ask for it as it is'],
  ['sales measure=orders by=month show=running_total', 'orders cannot be added up: ask for it without a running total'],
  ['sales by=country top=3 of=city', 'only what is shown can be ranked: ask by city'],
])('%s is refused: %s', (text, message) => expect(() => statementOf(text)).toThrow(message));
