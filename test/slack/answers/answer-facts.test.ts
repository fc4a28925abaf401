import { expect, test } from 'vitest';

import type { Answer } from '../../../src/answer/answer.ts';

import { readCatalogue } from '../../../src/catalogue/catalogue.ts';
import { parseQueryFile } from '../../../src/catalogue/query-file.ts';
import { parse } from '../../../src/question/parse.ts';
import { factsOf } from '../../../src/slack/answers/answer-facts.ts';
import { tableOf } from '../../charts/demo.ts';

const catalogue = await readCatalogue('queries');

const calendar = { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 } as const;

const now = new Date('2026-11-27T12:00:00Z');

function answered(text: string) {
  const { query, request } = parse(text, catalogue, () => []);
  const table = tableOf(['Sales: decimal'], [[5]]);
  return {
    query,
    request,
    table,
    statement: { sql: 'SELECT 5', parameters: [] },
    asOf: '2026-11-26',
  } as unknown as Answer;
}

test('factsOf() has the period as of that moment, and the number of a single row', () =>
  expect(factsOf(answered('sales by=none period="last month"'), now, calendar)).toMatchObject({
    rows: [['5']],
    asOf: '2026-11-26',
    periodStart: '2026-10-01',
    periodEnd: '2026-11-01',
    figures: [{ name: 'Sales', value: 5 }],
  }));

test('factsOf() of a query without a period has none', () => {
  const { query } = parseQueryFile('now.sql', '/*---\ntitle: Now\n---*/\nSELECT 5 AS "Sales"');
  const { rows, periodStart, periodEnd } = factsOf(
    { ...answered('sales'), query, request: { query: 'now', values: {}, excluded: [] } } as Answer,
    now,
    calendar,
  );
  expect([rows, periodStart, periodEnd]).toEqual([[['5']], undefined, undefined]);
});
