import { expect, test } from 'vitest';

import type { AnswerContext } from '../../src/answer/context.ts';
import type { Statement } from '../../src/answer/statement.ts';
import type { DatasetQuery } from '../../src/check/dataset-check.ts';

import { buildCatalogue } from '../../src/catalogue/catalogue.ts';
import { parseDataset } from '../../src/catalogue/dataset-file.ts';
import { checkDatasetRuns } from '../../src/check/dataset-runs.ts';
import { UserError } from '../../src/error.ts';
import { tableOf } from '../charts/demo.ts';
import { visitsContext } from '../support/context.ts';

const DEALS = `title: Deals
from: deals d
time: d.day
dimensions:
  country: d.country
  city: d.city
measures:
  amount: { sum: d.amount }
  deals: { rows: true }
default: { measure: amount, by: country, period: last month }
freshness: SELECT max(day) FROM deals
`;

const NOW = new Date('2026-11-27T12:00:00Z');

const PNG = { png: new Uint8Array(), width: 1, height: 1 };

/** Checks the dataset on an Athena that says what `run` says of a statement; undefined for rows of what it selects. */
async function check({
  run,
  draw,
}: {
  run?: (statement: Statement) => string | Error | undefined;
  draw?: AnswerContext['draw'];
} = {}) {
  const { query } = parseDataset('deals.yml', DEALS);
  const statements: Statement[] = [];
  const drawn: string[] = [];
  const context = visitsContext({
    catalogue: () => buildCatalogue([query!]),
    values: async () => ['Oslo', 'Rome', 'Lyon'],
    run: async (statement) => {
      statements.push(statement);
      const said = run?.(statement);
      if (said instanceof Error) throw said;
      if (statement.sql.startsWith('SELECT max(day)')) return tableOf(['day: date'], [[said ?? '2026-11-26']]);
      const names = [...statement.sql.matchAll(/ AS "([^"]+)"/g)].map(([, name]) => name!);
      const isNumber = (name: string) => ['Amount', 'Deals'].includes(name);
      return tableOf(
        [...new Set(names)].map((name) => (isNumber(name) ? `${name}: bigint` : name)),
        [[...new Set(names)].map((name) => (isNumber(name) ? 7 : '2026-10-01'))],
      );
    },
    draw: async (chart) => {
      drawn.push(chart.headline);
      return draw ? draw(chart) : PNG;
    },
  });
  const diagnostics = await checkDatasetRuns(query as DatasetQuery, context, { now: NOW });
  return { diagnostics, statements, drawn };
}

const refused = (message: string) => new UserError(message);

test('a dataset of which everything runs has no diagnostics; all measures by a group are one statement', async () => {
  const { diagnostics, statements } = await check();
  expect(diagnostics).toEqual([]);
  const groups = statements.filter(({ sql }) => sql.includes('AS "Amount"') && sql.includes('AS "Deals"'));
  const names = groups.map(({ sql }) => / AS "([^"]+)"/.exec(sql)?.[1]);
  expect(names).toEqual(expect.arrayContaining(['Country', 'City', 'Day', 'Week', 'Month', 'Quarter', 'Year']));
  expect(new Set(names).size).toBe(names.length);
});

test('every measure is drawn by the default group, every other group by the default measure, and no other pair', async () => {
  const { statements, drawn } = await check();
  const groups = statements.filter(({ sql }) => sql.includes('AS "Amount"') && sql.includes('AS "Deals"'));
  const measures = ['Amount', 'Deals', 'Countries', 'Cities']; // what a dimension can be counted by is a measure, too
  expect(groups[0]!.sql).toMatch(new RegExp(measures.map((name) => `AS "${name}"`).join('[^]*')));
  expect(drawn).toHaveLength(groups.length + measures.length - 1);
});

test('a group that Athena refuses is told at the place of its dimension', async () => {
  const run = ({ sql }: Statement) => (sql.includes('AS "City"') ? refused('no such column') : undefined);
  expect((await check({ run })).diagnostics).toEqual([
    { file: 'deals.yml', line: 6, column: 3, message: 'by city: no such column' },
  ]);
});

test('a filter that Athena refuses is told once, be it by what is kept or by what is left out', async () => {
  const ofCountry = { file: 'deals.yml', line: 5, column: 3, message: 'filter country: odd type' };
  const isFilter = ({ sql, parameters }: Statement) => sql.includes('country') && parameters.includes("'Oslo'");
  const kept = await check({ run: (statement) => (isFilter(statement) ? refused('odd type') : undefined) });
  expect(kept.diagnostics).toEqual([ofCountry]);
  const excluded = await check({
    run: (statement) => (isFilter(statement) && / NOT |<>/.test(statement.sql) ? refused('odd type') : undefined),
  });
  expect(excluded.diagnostics).toEqual([ofCountry]);
  const filters = excluded.statements.filter(isFilter);
  expect(filters).toHaveLength(2);
  expect(filters.every(({ parameters }) => !parameters.includes("'Lyon'"))).toBe(true); // the first two values are enough
});

test('a way to show that Athena refuses is told at the measures, with its name', async () => {
  const run = ({ sql }: Statement) => (/ OVER \(.*ROWS/s.test(sql) ? refused('no such window') : undefined);
  const { diagnostics } = await check({ run });
  expect(diagnostics).toContainEqual({
    file: 'deals.yml',
    line: 8,
    column: 3,
    message: 'show=running_total: no such window',
  });
});

test('a chart that cannot be drawn is told with the question that shows it', async () => {
  const draw: AnswerContext['draw'] = async () => Promise.reject(new Error('no ink'));
  const { diagnostics } = await check({ draw });
  expect(diagnostics).toContainEqual({
    file: 'deals.yml',
    line: 9,
    column: 3,
    message: '"deals measure=deals" cannot be drawn: no ink',
  });
  expect(diagnostics).toContainEqual({
    file: 'deals.yml',
    line: 6,
    column: 3,
    message: '"deals by=city" cannot be drawn: no ink',
  });
});

test('freshness that Athena refuses is told, and the rest is checked all the same', async () => {
  const run = ({ sql }: Statement) => (sql.startsWith('SELECT max(day)') ? refused('no such table') : undefined);
  const { diagnostics, statements } = await check({ run });
  expect(diagnostics).toEqual([{ file: 'deals.yml', line: 11, column: 12, message: 'freshness: no such table' }]);
  expect(statements.length).toBeGreaterThan(10);
});

test.each([
  ['2026-10-01', []],
  ['2026-10-31 23:00:00.000', []],
  [
    '2026-09-30 12:00:00.000',
    ['the default period last month has no rows, as the data ends on 2026-09-30: write period: all time, or 2026'],
  ],
])('data to %s and a default period of October', async (newest, notes) => {
  const run = ({ sql }: Statement) => (sql.startsWith('SELECT max(day)') ? newest : undefined);
  const { diagnostics } = await check({ run });
  expect(diagnostics.map(({ message }) => message)).toEqual(notes);
  expect(diagnostics.every(({ isNote }) => isNote)).toBe(true);
});

test('a failure that is no refusal is a bug, and not a fault of the dataset', async () => {
  const run = ({ sql }: Statement) => (sql.includes('AS "City"') ? new Error('socket hang up') : undefined);
  await expect(check({ run })).rejects.toThrow('socket hang up');
});
