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

test('a digest reads anew how new the data are before its statement runs, people beside it', async () => {
  const did: string[] = [];
  const world = worldOf(LINES);
  const seen: AnswerContext = {
    ...world,
    run: async (...given) => {
      did.push('run');
      return world.run(...given);
    },
    freshness: async (_, options) => {
      await new Promise(setImmediate); // time in which a statement would begin to run
      did.push(options?.isNew ? 'read anew' : 'freshness');
      return '2026-10-31';
    },
  };
  const options = { now: new Date('2026-11-01T09:00:00Z'), signal: new AbortController().signal };
  await answer('sales by product line', { ...seen, asked: { person: 'U1' } }, options);
  expect(did.splice(0)).toEqual(['run', 'freshness']);
  await answer('sales by product line', { ...seen, asked: { person: 'digest monday', isDigest: true } }, options);
  expect(did).toEqual(['read anew', 'run', 'freshness']);
});

describe('the locale of the look reaches every number and date', () => {
  const rows = [
    ['2026-09-07', '1234567.5'],
    ['2026-09-08', '23456'],
    ['2026-09-09', '987654.25'],
  ];
  const options = { now: new Date('2026-11-01T09:00:00Z'), signal: new AbortController().signal };
  const worldIn = (locale: string | undefined): AnswerContext => ({
    ...worldOf([]),
    look: { numbers: 'full', ...(locale && { locale }) },
    run: async () => ({ ...tableOf(['Day: date', 'Sales: decimal'], rows), reused: true, ranAt: new Date(0) }),
  });

  test.each([
    [undefined, '7 Sep 2026', '$1,234,568', '1 – 30 Sep 2026', '31 Oct 2026', '1 Jan 1970 00:00'],
    ['en-GB', '7 Sep 2026', '$1,234,568', '1 – 30 Sep 2026', '31 Oct 2026', '1 Jan 1970 00:00'],
    ['en-US', 'Sep 7, 2026', '$1,234,568', 'Sep 1 – 30, 2026', 'Oct 31, 2026', 'Jan 1, 1970 00:00'],
    ['de-DE', '7 Sep 2026', '$1.234.568', '1 – 30 Sep 2026', '31 Oct 2026', '1 Jan 1970 00:00'],
    ['fr-FR', '7 Sep 2026', '$1\u202f234\u202f568', '1 – 30 Sep 2026', '31 Oct 2026', '1 Jan 1970 00:00'],
    ['hi-IN', '7 Sep 2026', '$12,34,568', '1 – 30 Sep 2026', '31 Oct 2026', '1 Jan 1970 00:00'],
  ])('%s', async (locale, day, sales, span, asOf, ranAt) => {
    const { chart, subtitle, reusedFrom } = await answer(
      'sales by day 2026-09-01..2026-09-30',
      worldIn(locale),
      options,
    );
    expect(subtitle).toBe(span);
    expect(reusedFrom).toBe(ranAt);
    expect(chart.headline).toContain(`${day} is highest with ${sales}`);
    expect(chart.alt).toContain(`Values: ${day} ${sales}; `);
    expect(JSON.stringify(chart)).toContain(`data to ${asOf}`);
    const asTable = await answer('sales by day 2026-09-01..2026-09-30 as table', worldIn(locale), options);
    expect(answerViewOf(asTable, undefined).table?.rows[0]).toEqual([day, sales]);
    expect(answerViewOf(asTable, undefined).receipt).toContain(`Data to ${asOf} · 3 rows · from ${ranAt}, reused`);
  });

  test('along the axes of a picture', async () => {
    const { chart } = await answer('sales by day 2026-09-01..2026-09-30', worldIn('en-US'), options);
    expect(JSON.stringify(chart.spec)).toContain('[\\"Sep 7\\",\\"2026\\"]');
    const german = await answer('sales by day 2026-09-01..2026-09-30', worldIn('de-DE'), options);
    expect(JSON.stringify(german.chart.spec)).toContain('$1.000.000');
  });
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
    ['sales by country over 10', '2 countries, $50 together. USA leads with $30, then France with $20.'],
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
