import { describe, expect, test } from 'vitest';

import type { ChartType } from '../../src/chart/chart-type.ts';
import type { ChartOptions } from '../../src/chart/options.ts';
import type { Case } from '../charts/demo.ts';

import { chart } from '../../src/chart/chart.ts';
import { readTableInput } from '../../src/chart/chart-input.ts';
import { CHART_TYPES } from '../../src/chart/chart-type.ts';
import * as authored from '../charts/authored.ts';
import { seriesColours } from '../charts/colours.ts';
import { COUNTRIES, caseOf, LINES, months, tableOf } from '../charts/demo.ts';
import * as easy from '../charts/easy.ts';
import * as hard from '../charts/hard.ts';
import * as hostile from '../charts/hostile.ts';

const CHAPTERS: Readonly<Record<string, Readonly<Record<string, () => Case>>>> = { easy, hard, hostile, authored };

const MONTHS = months('2025-11-01', 12);

/** Columns and rows of a table, and the kind that draws it when nobody says. */
describe('the automatic choice', () => {
  const perMonth = MONTHS.map((month, index) => [month, index]);
  const perMonthAndLine = MONTHS.flatMap((month) => LINES.map((line, index) => [month, line, index]));
  const perCountry = COUNTRIES.map((country, index) => [country, index]);
  const perCountryAndLine = COUNTRIES.flatMap((country) => LINES.map((line, index) => [country, line, index]));
  test.each<[string, readonly string[], (string | number)[][], ChartType | 'empty']>([
    ['one value', ['Sales: decimal'], [[5]], 'number'],
    ['several measures, one row', ['Sales: decimal', 'Orders: bigint'], [[5, 6]], 'number'],
    ['one bucket of time', ['Month: date', 'Sales: decimal'], [['2025-11-01', 5]], 'number'],
    ['up to three buckets', ['Month: date', 'Sales: decimal'], perMonth.slice(0, 3), 'column'],
    ['time', ['Month: date', 'Sales: decimal'], perMonth, 'line'],
    ['time and a split', ['Month: date', 'Line: varchar', 'Sales: decimal'], perMonthAndLine, 'line'],
    ['one bucket and a split', ['Month: date', 'Line: varchar', 'Sales: decimal'], perMonthAndLine.slice(0, 7), 'bar'],
    ['categories', ['Country: varchar', 'Sales: decimal'], perCountry, 'bar'],
    [
      'yes and no',
      ['Paid: boolean', 'Orders: bigint'],
      [
        ['true', 5],
        ['false', 2],
      ],
      'bar',
    ],
    [
      'years as numbers',
      ['Year: integer', 'Sales: decimal'],
      [
        [2023, 1],
        [2024, 2],
        [2025, 3],
      ],
      'column',
    ],
    [
      'whole numbers that rows were counted by',
      ['Grade: integer', 'Orders: bigint'],
      [
        [1, 7],
        [2, 3],
        [3, 5],
      ],
      'column',
    ],
    [
      'weekdays',
      ['Day: varchar', 'Sales: decimal'],
      [
        ['Monday', 1],
        ['Tuesday', 2],
        ['Friday', 3],
      ],
      'column',
    ],
    [
      'two dimensions that add up',
      ['Country: varchar', 'Line: varchar', 'Sales: decimal'],
      perCountryAndLine,
      'stacked',
    ],
    [
      'few of two dimensions',
      ['Country: varchar', 'Line: varchar', 'Customers: bigint'],
      perCountryAndLine.slice(0, 4),
      'grouped',
    ],
    [
      'many of two dimensions',
      ['Country: varchar', 'Line: varchar', 'Customers: bigint'],
      perCountryAndLine,
      'heatmap',
    ],
    [
      'two measures',
      ['Units: bigint', 'Sales: decimal'],
      [
        [1, 2],
        [3, 4],
      ],
      'scatter',
    ],
    ['one measure, many rows', ['Sales: decimal'], [[1], [2], [3]], 'histogram'],
    [
      'rows of one place that cannot be added',
      ['Country: varchar', 'Price: decimal'],
      [
        ['France', 1],
        ['France', 2],
      ],
      'histogram',
    ],
    ['no rows', ['Country: varchar', 'Sales: decimal'], [], 'empty'],
    ['no number', ['Country: varchar'], [['France']], 'empty'],
  ])('%s', (_, heads, rows, expected) => {
    const { table, options } = caseOf(tableOf(heads, rows));
    expect(chart(table, options).type).toBe(expected);
  });
});

test('buckets that a limit picked are no course', () => {
  const { table, options } = caseOf(
    tableOf(
      ['Month: date', 'Sales: decimal'],
      MONTHS.filter((_, index) => index % 2 === 0).map((month, index) => [month, index]),
    ),
    { limit: 6 },
  );
  expect(chart(table, options).type).toBe('column');
});

describe('as <kind>', () => {
  const { table: byCountry } = easy.barsByCountry();
  const { table: byMonth } = easy.lineByMonth();
  const { table: byMonthAndLine } = easy.linesByProductLine();
  test.each<[string, Case['table'], ChartType, string, string | undefined]>([
    ['bars of months are columns', byMonth, 'bar', 'column', undefined],
    ['bars with a time and a split add up the times', byMonthAndLine, 'bar', 'bar', undefined],
    ['a column with a split is stacked', byMonthAndLine, 'column', 'stacked', undefined],
    ['a number of categories is their sum', byCountry, 'number', 'number', undefined],
    ['lines need a time', byCountry, 'line', 'bar', 'Drawn as bars, not as lines: there is no time in it.'],
    [
      'a pie has few parts',
      byCountry,
      'pie',
      'bar',
      'Drawn as bars, not as a pie: a pie is readable with up to 5 parts.',
    ],
    [
      'stacking needs a split',
      byCountry,
      'stacked',
      'bar',
      'Drawn as bars, not as stacked bars: it is not split by anything.',
    ],
    [
      'a scatter plot needs two measures',
      byMonth,
      'scatter',
      'line',
      'Drawn as lines, not as a scatter plot: it needs two measures.',
    ],
  ])('%s', (_, table, as, kind, notice) => {
    const drawn = chart(table, caseOf(table, { as }).options);
    expect([drawn.type, drawn.notice]).toEqual([kind, notice]);
    if (notice) expect(drawn.frame.source).toContain(notice);
  });

  test('bars over all times are not titled by time', () => {
    const { table, options } = easy.linesByProductLine();
    const title = 'Sales by month and product line';
    expect(chart(table, { ...options, title, as: 'bar' }).frame.title).toBe('Sales by product line');
    expect(chart(table, { ...options, title, as: 'share' }).frame.title).toBe(title);
  });

  test('an area needs two points in time', () => {
    const { table, options } = hard.oneMonth();
    expect(chart(table, { ...options, as: 'area' }).notice).toContain('it needs two points in time');
  });

  test('percents of what a limit left over are said to be so', () => {
    const { table, options } = easy.pieOfFour();
    const limited = { ...options, as: 'pie', limit: table.rows.length } as const;
    expect(chart(table, limited).frame.source).toContain('The percentages are of what is shown.');
    expect(chart(table, { ...options, as: 'pie' }).frame.source).not.toContain('percentages');
  });

  test('what cannot be added up is never stacked, shared or summed', () => {
    const { table } = easy.heatmapOfCustomers();
    for (const as of ['stacked', 'share', 'waterfall', 'number'] as const) {
      expect(chart(table, caseOf(table, { as }).options).notice).toContain('Customers cannot be added up');
    }
  });

  test.each(CHART_TYPES)('%s draws or says why not, for every table', (as) => {
    for (const makeCase of [...Object.values(easy), ...Object.values(hard)]) {
      const { table, options } = makeCase();
      if (options.changes) continue; // what a change is made of is drawn in one way
      const { type, notice, frame } = chart(table, { ...options, as });
      const isUpright = ['bar', 'column'].includes(as) && ['column', 'stacked', 'grouped'].includes(type);
      const reason = `${makeCase.name}: ${type}, ${notice}, ${frame.source}`;
      if (type !== as && type !== 'empty' && !isUpright)
        expect(notice, reason).toMatch(/^Drawn as .*, not as .*: .*\.$/);
      const { measures, time } = readTableInput(table, { ...options, as }).fields;
      const shown = { multiples: 99, table: 99, empty: 99, scatter: 2, number: time ? 1 : 4 }[type as string] ?? 1;
      if (measures.length > shown) expect(frame.source, reason).toMatch(/Only .* (is|are) drawn/);
    }
  });
});

describe('the chart of a header', () => {
  const fails = (spec: ChartOptions['spec']) => {
    const { table, options } = easy.barsByCountry();
    return () => chart(table, { ...options, spec });
  };
  test.each<[string, NonNullable<ChartOptions['spec']>, string]>([
    [
      'a column that is not there',
      { mark: 'bar', x: 'Profit', y: 'Country' },
      'reads "Profit", and the result has Country, Sales',
    ],
    ['a field that is not there', { mark: 'bar', encoding: { x: { field: 'Profit' } } }, 'reads "Profit"'],
    ['no mark', { x: 'Sales', y: 'Country' }, 'has no mark'],
  ])('refuses %s', (_, spec, message) => {
    expect(fails(spec)).toThrow(message);
  });

  test('takes the result as its data, whatever data it names', () => {
    const { table, options } = easy.barsByCountry();
    const spec = { data: { url: 'https://example.com/x.csv' }, mark: 'bar', encoding: { x: { field: 'Sales' } } };
    const drawn = chart(table, { ...options, spec });
    expect(drawn.spec.data).toEqual({ name: 'table' });
    expect(drawn.rows[0]).toEqual({ Country: 'USA', Sales: 1_934_567 });
  });

  test('upright bars with a colour do not cover each other', () => {
    const { table, options } = easy.stackedByCountry();
    const [x = '', color = ''] = table.columns.map(({ name }) => name);
    expect(chart(table, { ...options, spec: { mark: 'bar', x, y: 'Sales', color } }).type).toBe('stacked');
  });

  test('a mark without channels is drawn over all columns', () => {
    const { table, options } = easy.barsByCountry();
    expect(chart(table, { ...options, spec: { mark: 'pie' } }).type).toBe(chart(table, { ...options, as: 'pie' }).type);
    const hours = caseOf(
      tableOf(
        ['Hour: bigint', 'Calls: bigint'],
        [0, 1, 2, 3].map((hour) => [hour, hour * 3]),
      ),
    );
    expect(chart(hours.table, { ...hours.options, spec: { mark: 'line' } }).type).toBe('line');
    const named = { mark: 'line', x: 'Hour', y: 'Calls' };
    expect(chart(hours.table, { ...hours.options, spec: named }).type).toBe('line');
    expect(chart(hours.table, hours.options).type).toBe('column');
  });

  test('an axis of the short form is written as the header says', () => {
    const { table, options } = authored.shortOfVegaLite();
    expect(chart(table, options).spec).toMatchObject({ encoding: { x: { axis: { format: '$,.0f' } } } });
  });

  test('a number on an axis of a whole spec is a quantity unless its author says otherwise', () => {
    const { table, options } = easy.barsByCountry();
    const y = { field: 'Country' };
    const encodingWith = (x: Readonly<Record<string, unknown>>) =>
      chart(table, { ...options, spec: { mark: 'bar', encoding: { x, y } } }).spec.encoding;
    expect(encodingWith({ field: 'Sales' })).toEqual({
      x: { type: 'quantitative', field: 'Sales' },
      y: { type: 'nominal', field: 'Country' },
    });
    expect(encodingWith({ field: 'Sales', type: 'ordinal' })).toEqual({
      x: { field: 'Sales', type: 'ordinal' },
      y: { type: 'nominal', field: 'Country' },
    });
    const binned = { field: 'Sales', bin: true };
    expect(encodingWith(binned)).toEqual({ x: binned, y: { type: 'nominal', field: 'Country' } });
  });

  test('gives way to `as`', () => {
    const { table, options } = authored.fullSpec();
    expect(chart(table, { ...options, as: 'histogram' }).type).toBe('histogram');
  });
});

test.each<[string, string, readonly string[], readonly string[]]>([
  ['a month', 'Shipped: date', ['2025-02-01', '2025-03-01'], ['Feb 2025', 'Mar 2025']],
  ['a quarter', 'Shipped quarter: date', ['2025-04-01', '2025-07-01'], ['Q2 2025', 'Q3 2025']],
  ['a day', 'Shipped: date', ['2025-05-12', '2025-05-13'], ['12 May 2025', '13 May 2025']],
  ['a year as text', 'Shipped: varchar', ['2024-01', '2025-01'], ['2024', '2025']],
])('%s that splits a time is named as people name it', (_, head, dates, names) => {
  const rows = MONTHS.flatMap((month) => dates.map((date) => [month, date, 5]));
  const table = tableOf(['Month: date', head, 'Sales: decimal'], rows);
  for (const as of [undefined, 'stacked', 'grouped', 'area'] as const) {
    const drawn = chart(table, caseOf(table, { as }).options);
    expect(Object.keys(seriesColours(drawn))).toEqual(names);
    expect(`${drawn.headline} ${drawn.alt}`).not.toMatch(/\d{4}-\d\d/);
  }
});

describe('a value has one colour', () => {
  const { table, options } = easy.linesByProductLine();
  const values = { 'Product line': [...LINES].sort() };
  const draw = (names: readonly string[], as?: ChartType) => {
    const rows = table.rows.filter((row) => names.includes(row[1]!));
    return seriesColours(chart({ ...table, rows }, { ...options, values, as }));
  };
  const all = draw(LINES);

  test.each<[string, readonly string[], ChartType | undefined]>([
    ['with fewer beside it', ['Planes', 'Motorcycles'], undefined],
    ['alone', ['Motorcycles'], undefined],
    ['in an area', LINES, 'area'],
    ['stacked', LINES, 'stacked'],
    ['beside each other', ['Vintage Cars', 'Planes'], 'grouped'],
    ['as shares of the whole', ['Planes', 'Classic Cars'], 'share'],
    ['in a pie', ['Planes', 'Classic Cars'], 'pie'],
  ])('%s', (_, names, as) => {
    const drawn = draw(names, as);
    for (const [name, colour] of Object.entries(drawn)) expect(`${name} ${colour}`).toBe(`${name} ${all[name]}`);
  });

  test('unlisted values have one too, and no two of a chart share theirs', () => {
    const names = Array.from({ length: 8 }, (_, index) => `Vendor ${index}`);
    const rows = names.flatMap((name) => MONTHS.map((month) => [month, name, 5]));
    const drawn = seriesColours(chart(tableOf(['Month: date', 'Vendor', 'Sales: decimal'], rows), options));
    expect(new Set(Object.values(drawn)).size).toBe(8);
  });
});

describe('every case of the gallery', () => {
  const short = (text: string) => (text.length > 200 ? `${text.slice(0, 200)}…` : text);
  test.each(Object.keys(CHAPTERS))('%s', async (chapter) => {
    const told = Object.entries(CHAPTERS[chapter]!).map(([name, makeCase]) => {
      const { table, options } = makeCase();
      const { type, headline, frame } = chart(table, options);
      const key = frame.legend.map(({ label }) => label).filter((label) => label !== '');
      return [`${name}: ${type}`, short(headline), key.join(', '), short(frame.source)].filter((line) => line !== '');
    });
    const text = told.map((lines) => `${lines.join('\n  ')}\n`).join('\n');
    await expect(text).toMatchFileSnapshot(`../charts/expected/${chapter}.txt`);
  });
});

test('a comparison that a split leaves no room for is said, not silently left out', () => {
  const column = (name: string, type: string) => ({ name, type, precision: 0, scale: 0 });
  const columns = [
    column('Month', 'date'),
    column('Line', 'varchar'),
    column('Sales', 'bigint'),
    column('Sales, last year', 'bigint'),
  ];
  const rows = ['2025-01-01', '2025-02-01', '2025-03-01'].flatMap((month) =>
    ['A', 'B'].map((line) => [month, line, '3', '2']),
  );
  const table = { columns, rows, scannedBytes: 0, elapsedMs: 0, engine: '', executionId: '', reused: false };
  const comparison = { label: 'last year', columns: { Sales: 'Sales, last year' } };
  const options = {
    title: 'Sales',
    subtitle: '',
    formats: {},
    additive: ['Sales'],
    comparison,
    now: new Date('2026-01-01'),
    timezone: 'UTC',
  };
  expect(chart(table, options).frame.source).toContain('The values of last year are in the table.');
});
