import { expect, test } from 'vitest';

import type { Query } from '../../src/catalogue/query.ts';
import type { Request } from '../../src/question/request.ts';
import type { Table } from '../../src/table/table.ts';

import { resultOf } from '../../src/answer/shown-result.ts';
import { render } from '../../src/answer/statement.ts';
import { parseDataset } from '../../src/catalogue/dataset-file.ts';
import { parseQueryFile } from '../../src/catalogue/query-file.ts';
import { tableOf } from '../charts/demo.ts';

const AT = {
  now: new Date('2026-11-27T12:00:00Z'),
  calendar: { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 },
} as const;

const { query: visits } = parseQueryFile(
  'visits.sql',
  `/*---
title: Visits to the site
params:
  by: { type: choice, default: page, choices: { page: { sql: page, label: Page }, none: { sql: "'all'", label: All } } }
  over: { type: number, optional: true }
  bottom: { type: integer, optional: true, max: 100 }
  top: { type: integer, default: 3, max: 100 }
---*/
SELECT {{by}} AS "Page", SUM(hits) AS "Hits", MAX(hits) AS "Largest" FROM visits GROUP BY 1
[[ HAVING SUM(hits) > {{over}} ]] ORDER BY 2 DESC LIMIT {{top}} [[ OFFSET {{bottom}} ]]`,
);

const { query: sales } = parseDataset(
  'sales.yml',
  `from: orders o
time: o.day
dimensions: { country: o.country }
measures: { sales: { sum: o.amount, format: "$,.0f" }, orders: { count: o.number } }
`,
);

const SPAN = { start: '2026-01-01', end: '2027-01-01' };

const EARLIER = { start: '2025-01-01', end: '2026-01-01' };

/** What is shown of a result, and of the one of last year where there is one. */
function shown(query: Query, values: Request['values'], table: Table, lastYear?: Table) {
  const request: Request = { query: query.name, values, excluded: [] };
  const earlier = lastYear && { label: 'last year', span: SPAN, earlierSpan: EARLIER, table: lastYear };
  return resultOf(table, query, request, { statement: render(query, request, AT), earlier });
}

const HITS = tableOf(
  ['Page', 'Hits: bigint', 'Largest: bigint'],
  [
    ['home', 9, 4],
    ['about', 5, 5],
  ],
);

test('a query is titled by its columns, and adds up only what its statement adds up', () => {
  const { table, title, columns, options } = shown(visits!, {}, HITS);
  expect([table, title, columns, options.comparison]).toEqual([HITS, 'Hits and largest by page', undefined, undefined]);
  expect(options).toMatchObject({ additive: ['Hits'], isAscending: false, isKeptBySize: false, isOrdered: false });
});

test('a dataset is titled by what is asked of it, and knows its sums and formats', () => {
  const table = tableOf(
    ['Country', 'Sales: double', 'Orders: bigint'],
    [
      ['France', 3, 1],
      [null, 2, 1],
    ],
  );
  const { title, options } = shown(sales!, { measure: ['sales', 'orders'] }, table);
  expect(title).toBe('Sales and orders by country');
  expect(options).toMatchObject({ additive: ['Sales'], formats: { Sales: '$,.0f' } });
});

test('the earlier result stands beside, and its columns are named', () => {
  const lastYear = tableOf(['Country', 'Sales: double'], [['France', 5]]);
  const now = tableOf(['Country', 'Sales: double'], [['France', 3]]);
  const { table, columns, options } = shown(sales!, {}, now, lastYear);
  expect(table.columns.map(({ name }) => name)).toEqual(['Country', 'Sales', 'Sales, last year']);
  expect(table.rows).toEqual([['France', '3', '5']]);
  expect(columns).toEqual({ Sales: 'Sales, last year' });
  expect(options.formats).toMatchObject({ 'Sales, last year': '$,.0f' });
  expect(options.comparison).toMatchObject({ label: 'last year' });
});

test('times read from the earliest, unless a ranking was asked for', () => {
  const months = [
    ['2026-02-01', 1],
    ['2026-01-01', 2],
  ] as const;
  const table = tableOf(['Month: date', 'Sales: double'], months);
  const firsts = (values: Request['values']) =>
    shown(sales!, { by: ['month'], ...values }, table).table.rows.map(([at]) => at);
  expect(firsts({})).toEqual(['2026-01-01', '2026-02-01']);
  expect(firsts({ top: ['2'] })).toEqual(['2026-02-01', '2026-01-01']);
});

test('a limit on the numbers says that rows were kept by their size, a limit on how many does not', () => {
  expect(shown(sales!, { over: ['4'] }, HITS).options.isKeptBySize).toBe(true);
  expect(shown(sales!, { top: ['4'] }, HITS).options.isKeptBySize).toBe(false);
  expect(shown(sales!, { country: ['France'] }, HITS).options.isKeptBySize).toBe(false);
});

test('a ranking of the smallest is told from one of the largest', () => {
  expect(shown(sales!, { bottom: ['2'] }, HITS).options).toMatchObject({ isAscending: true, kept: 2 });
  expect(shown(sales!, { top: ['2'] }, HITS).options).toMatchObject({ isAscending: false, kept: 2 });
  expect(shown(sales!, {}, HITS).options.kept).toBeUndefined();
});

test('what the author says of the chart is kept: the order of the rows, the goal and the spec', () => {
  const { query: steps } = parseQueryFile(
    'steps.sql',
    `/*---
params:
  by: { type: choice, default: step, choices: { step: { sql: step, label: Step } } }
  top: { type: integer, default: 2, max: 10 }
goal: { measure: Hits, value: 7 }
chart: { mark: bar, encoding: { x: { field: "{{by.label}}" }, y: { field: Hits } } }
---*/
SELECT {{by}} AS "{{by.label}}", SUM(hits) AS "Hits" FROM visits GROUP BY 1 ORDER BY MIN(place) LIMIT {{top}}`,
  );
  const table = tableOf(
    ['Step', 'Hits: bigint'],
    [
      ['seen', 9],
      ['bought', 2],
    ],
  );
  expect(shown(steps!, {}, table).options).toMatchObject({
    isOrdered: true,
    goal: { value: 7 },
    limit: 2,
    spec: { mark: 'bar', encoding: { x: { field: 'Step' } } },
  });
});
