import { describe, expect, test } from 'vitest';

import type { AnswerContext } from '../../src/answer/context.ts';

import { answer } from '../../src/answer/answer.ts';
import { readCatalogue } from '../../src/catalogue/catalogue.ts';
import { answerViewOf } from '../../src/slack/blocks/answer-view.ts';
import { seriesColours } from '../charts/colours.ts';
import { LINES, months, tableOf } from '../charts/demo.ts';

const catalogue = await readCatalogue('queries');

/** A world whose every result has the sales of some product lines, by month or without a time. */
function worldOf(lines: readonly string[], listed: readonly string[] = [...LINES].sort()): AnswerContext {
  return {
    catalogue: () => catalogue,
    run: async ({ sql }) =>
      sql.includes('"Month"')
        ? tableOf(
            ['Month: date', 'Product line', 'Sales: decimal'],
            months('2025-11-01', 12).flatMap((month) => lines.map((line, index) => [month, line, 100 - index])),
          )
        : tableOf(
            ['Product line', 'Sales: decimal'],
            lines.map((line, index) => [line, 100 - index]),
          ),
    draw: async () => ({ png: new Uint8Array(), width: 1, height: 1 }),
    values: async (_, { name }) => (name === 'product_line' ? listed : []),
    freshness: async () => '2026-10-31',
    calendar: { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 },
  };
}

async function coloursOf(text: string, lines: readonly string[], listed?: readonly string[]) {
  const { chart } = await answer(text, worldOf(lines, listed), {
    now: new Date('2026-11-01T09:00:00Z'),
    signal: new AbortController().signal,
  });
  return seriesColours(chart);
}

test('the look of the settings reaches picture, words, alternative text and what Slack shows', async () => {
  const world: AnswerContext = {
    ...worldOf([]),
    look: { theme: 'dark', numbers: 'full', locale: 'de' },
    run: async () =>
      tableOf(
        ['Country', 'Sales: decimal'],
        [
          ['USA', '1234567.8'],
          ['France', '23456'],
        ],
      ),
  };
  const { now, signal } = { now: new Date('2026-11-01T09:00:00Z'), signal: new AbortController().signal };
  const { chart } = await answer('sales by country', world, { now, signal });
  expect(chart.theme).toBe('dark');
  expect(chart.headline).toBe('$1.258.024 in all. USA leads with $1.234.568 (98%), then France with $23.456.');
  expect(chart.alt).toContain('Values: USA $1.234.568; France $23.456.');
  expect(chart.rows.map(({ text }) => text)).toEqual(['$1.234.568', '$23.456']);
  const asTable = await answer('sales by country as table', world, { now, signal });
  expect(answerViewOf(asTable, undefined).table?.rows).toEqual([
    ['USA', '$1.234.568'],
    ['France', '$23.456'],
  ]);
});

describe('a value keeps its colour through a conversation', () => {
  test.each([
    ['sales by month split by product line period=2026', ['Planes', 'Ships']],
    ['sales by product line as share', ['Trains', 'Planes', 'Classic Cars']],
    ['sales by month split by product line as area', ['Vintage Cars', 'Ships', 'Unknown']],
    ['sales by product line as pie', ['Ships', 'Trains']],
  ])('%s', async (text, lines) => {
    const whole = await coloursOf('sales by month split by product line', [...LINES, 'Unknown']);
    const shown = await coloursOf(text, lines);
    const expected = Object.fromEntries(lines.map((line) => [line, whole[line]]));
    expect(shown).toEqual(expected);
  });

  test('also when its list cannot be had', async () => {
    const drawn = await coloursOf('sales by month split by product line', LINES, []);
    expect(new Set(Object.values(drawn)).size).toBe(LINES.length);
  });
});

describe('what leaves rows out or cuts a bucket is told', () => {
  const world: AnswerContext = {
    ...worldOf([]),
    run: async ({ sql }) =>
      sql.includes('"Week"')
        ? tableOf(
            ['Week: date', 'Sales: decimal'],
            ['2026-09-28', '2026-10-05', '2026-10-12', '2026-10-19', '2026-10-26'].map((week, index) => [
              week,
              10 + index,
            ]),
          )
        : tableOf(
            ['Country', 'Sales: decimal'],
            [
              ['USA', 30],
              ['France', 20],
            ],
          ),
  };
  test.each([
    ['sales by country', '$50 in all. USA leads with $30 (60%), then France with $20.'],
    ['sales by country over 10', '$50 in the 2 shown. USA leads with $30, then France with $20.'],
    ['sales by country top 2', '$50 in the 2 shown. USA leads with $30, then France with $20.'],
    ['sales by country top 3', '$50 in all. USA leads with $30 (60%), then France with $20.'],
    [
      'sales by week 2026-10-01..2026-10-28',
      '$60 in all. Week of 26 Oct 2026, only in part, is highest with $14; week of 5 Oct 2026 was lowest with $11.',
    ],
  ])('%s', async (text, headline) => {
    const { now, signal } = { now: new Date('2026-12-01T09:00:00Z'), signal: new AbortController().signal };
    expect((await answer(text, world, { now, signal })).chart.headline).toBe(headline);
  });
});
