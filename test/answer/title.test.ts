import { describe, expect, test } from 'vitest';

import type { Table } from '../../src/table/table.ts';

import { comparedSpans } from '../../src/answer/compared-spans.ts';
import { filterWords, periodWords, subtitleOf, titleOf, whyTitle } from '../../src/answer/title.ts';
import { dayWords, spanWords } from '../../src/calendar/words.ts';
import { readCatalogue } from '../../src/catalogue/catalogue.ts';
import { parse } from '../../src/question/parse.ts';

const NOW = new Date('2026-11-23T12:00:00Z');

const CALENDAR = { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 };

const catalogue = await readCatalogue('queries');

test.each([
  ['2026-07-01', '2026-10-01', '1 Jul – 30 Sep 2026'],
  ['2026-07-01', '2026-08-01', '1 – 31 Jul 2026'],
  ['2025-11-01', '2026-11-01', '1 Nov 2025 – 31 Oct 2026'],
  ['2026-11-23', '2026-11-24', '23 Nov 2026'],
  ['2026-11-23', '9999-12-31', 'from 23 Nov 2026'],
  ['0001-01-01', '2025-01-01', 'until 31 Dec 2024'],
  ['0001-01-01', '9999-12-31', ''],
])('spanWords(%s, %s) = %j', (start, end, words) => {
  expect(spanWords({ start, end })).toBe(words);
});

test.each([
  ['last quarter', 'Last quarter (1 Jul – 30 Sep 2026)'],
  ['2025', '2025'],
  ['2025-Q3', 'Q3 2025'],
  ['2025-03', 'Mar 2025'],
  ['2025-03-01', '1 Mar 2025'],
  ['2025-03-01..2025-04', '1 Mar – 30 Apr 2025'],
  ['ytd', 'Year to date (1 Jan – 23 Nov 2026)'],
  ['since 2024', 'Since 1 Jan 2024'],
  ['before 2025', 'Before 1 Jan 2025'],
  ['all time', 'All time'],
  ['today', 'Today (23 Nov 2026)'],
])('periodWords(%s) = %s', (period, words) => {
  expect(periodWords(period, { now: NOW, calendar: CALENDAR })).toBe(words);
});

test('dayWords(day)', () => expect(dayWords('2026-03-09')).toBe('9 Mar 2026'));

test.each([
  ['sales', 'Last 12 months (1 Nov 2025 – 31 Oct 2026)'],
  ['sales 2025 in France and Spain vs last year', '2025 · Country: France, Spain · vs last year (1 Jan – 31 Dec 2024)'],
  [
    'sales country!=USA top 5 vs previous',
    'Last 12 months (1 Nov 2025 – 31 Oct 2026) · Country: not USA · Top: 5 · vs the period before (1 Nov 2024 – 31 Oct 2025)',
  ],
  ['sales country=A,B,C,D,E all time', 'All time · Country: A, B, C and 2 more'],
  ['margin rate by country 2025 over 40%', '2025 · Margin rate over 40%'],
  ['countries with more than 12.5% of sales 2025', '2025 · Sales over 12.5%'],
  ['sales over 1234567.5', 'Last 12 months (1 Nov 2025 – 31 Oct 2026) · Sales over 1,234,567.5'],
  ['sales-by-country', ''],
])('subtitleOf(%s)', (text, words) => {
  const { query, request } = parse(text, catalogue, () => ['France', 'Spain', 'USA', 'A', 'B', 'C', 'D', 'E']);
  const compared = comparedSpans(query, request, { now: NOW, calendar: CALENDAR });
  expect(subtitleOf(query, request, { now: NOW, calendar: CALENDAR, compared })).toBe(words);
});

describe('titleOf(query, table)', () => {
  const table = (...columns: [string, string][]) =>
    ({ columns: columns.map(([name, type]) => ({ name, type })) }) as unknown as Table;
  test.each([
    [
      'sales',
      table(['Month', 'date'], ['Product line', 'varchar'], ['Sales', 'decimal']),
      'Sales by month and product line',
    ],
    ['sales', table(['SKU', 'varchar'], ['Sales', 'decimal']), 'Sales by SKU'],
    ['sales', table(['Sales', 'decimal']), 'Sales'],
    ['sales', table(['Month', 'date'], ['Sales', 'decimal'], ['Orders', 'bigint']), 'Sales and orders by month'],
    [
      'sales',
      table(['Month', 'date'], ['Sales', 'decimal'], ['Sales, change on the month before', 'double']),
      'Sales and change on the month before by month',
    ],
    ['sales-by-country', table(['country', 'varchar'], ['sales', 'decimal']), 'Sales by country'],
  ])('%s', (name, columns, title) => {
    expect(titleOf(catalogue.find(name)!, columns)).toBe(title);
  });
});

test.each([
  [2, 'Why sales rose'],
  [-1, 'Why sales fell'],
  [0, 'Why sales stayed the same'],
  [undefined, 'Why sales changed'],
])('whyTitle(Sales, %j) is %s', (change, title) => expect(whyTitle('Sales', change)).toBe(title));

test('filterWords() says what a value without letters is', () => {
  const country = catalogue.find('sales')!.params.find(({ name }) => name === 'country')!;
  expect(filterWords(country, ['', 'France'], { isExcluded: true })).toBe('Country: not (blank), France');
});
