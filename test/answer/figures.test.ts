import { expect, test } from 'vitest';

import type { Answer } from '../../src/answer/answer.ts';

import { answer } from '../../src/answer/answer.ts';
import { figuresOf } from '../../src/answer/figures.ts';
import { buildCatalogue } from '../../src/catalogue/catalogue.ts';
import { parseQueryFile } from '../../src/catalogue/query-file.ts';

const SOURCE = `/*---
title: Sales
params:
  by: { type: choice, default: country, choices: { country: { sql: country, label: Country }, all: { sql: "'All'", label: All } } }
  top: { type: integer, default: 10, min: 1, max: 100 }
---*/
SELECT {{by}} AS "{{by.label}}", SUM(amount) AS "Sales", COUNT(DISTINCT person) AS "People", 2004 AS "Year"
FROM orders GROUP BY 1 ORDER BY 2 DESC LIMIT {{top}}`;

const columns = ['Country', 'Sales', 'People', 'Year'].map((name, index) => {
  return { name, type: index === 0 ? 'varchar' : 'bigint', precision: 0, scale: 0 };
});

/** The answer to a question whose statement gives these rows. */
async function answered(text: string, rows: readonly (readonly (string | null)[])[]): Promise<Answer> {
  const { query } = parseQueryFile('sales.sql', SOURCE);
  const catalogue = buildCatalogue([query!]);
  const table = {
    columns,
    rows: rows.map((row) => [...row]),
    scannedBytes: 1,
    elapsedMs: 1,
    engine: '3',
    executionId: 'e',
    reused: false,
  };
  return answer(
    text,
    {
      catalogue: () => catalogue,
      run: async () => table,
      draw: async () => ({ png: new Uint8Array(), width: 1, height: 1 }),
      values: async () => [],
      freshness: async () => undefined,
      calendar: { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 },
    },
    { now: new Date('2026-11-23T12:00:00Z'), signal: new AbortController().signal },
  );
}

const sales = (value: number) => ({ name: 'Sales', value, format: undefined });

test('figuresOf() adds up what may be added up, and no identifier', async () => {
  const rows = [
    ['France', '0.1', '3', '2004'],
    ['USA', '0.2', '4', '2004'],
    ['Unknown', null, '1', '2004'],
  ];
  expect(figuresOf(await answered('sales', rows))).toEqual([sales(0.3)]);
});

test('figuresOf() takes the numbers of the only row', async () => {
  const figures = figuresOf(await answered('sales by all', [['All', '5', '3', '2004']]));
  expect(figures).toEqual([sales(5), { name: 'People', value: 3, format: undefined }]);
});

test('figuresOf() has none where a limit may have left out a part, and none of nothing', async () => {
  const rows = [
    ['France', '1', '3', '2004'],
    ['USA', '2', '4', '2004'],
  ];
  expect(figuresOf(await answered('sales top 2', rows))).toEqual([]);
  expect(figuresOf(await answered('sales', []))).toEqual([]);
});
