import { describe, expect, test } from 'vitest';

import type { ChartType } from '../../src/chart/chart-type.ts';
import type { ChartOptions } from '../../src/chart/options.ts';
import type { PlainChart } from '../../src/chart/plain-chart.ts';

import { plainChart } from '../../src/chart/plain-chart.ts';
import { inputOf } from '../support/chart-input.ts';

type Rows = readonly (readonly (string | number | null)[])[];

const plainOf = (type: ChartType, heads: readonly string[], rows: Rows, options: Partial<ChartOptions> = {}) =>
  plainChart(type, inputOf(heads, rows, { additive: ['Sales'], ...options }));

/** `Sales: 1, 2 | Last year: 3, 4` */
const seriesIn = (plain: PlainChart | undefined) =>
  plain?.series.map(({ name, values }) => `${name}: ${values.join(', ')}`).join(' | ');

const BY_COUNTRY = ['Country: varchar', 'Sales: decimal'];

const BY_MONTH = ['Month: date', 'Sales: decimal'];

const MONTHS: Rows = [
  ['2026-01-01', 5],
  ['2026-02-01', 7],
  ['2026-03-01', 6],
];

describe('plainChart(type, input)', () => {
  test('bars are ranked as in the picture, and name their unit', () => {
    const rows: Rows = [
      ['France', 3.5],
      ['USA', 9],
      [null, 1],
    ];
    expect(plainOf('bar', BY_COUNTRY, rows, { formats: { Sales: '$,.0f' } })).toEqual({
      type: 'bar',
      categories: ['USA', 'France', 'Unknown'],
      series: [{ name: 'Sales', values: [9, 3.5, 1] }],
      categoryTitle: 'Country',
      valueTitle: 'Sales ($)',
      notes: [],
    });
  });

  test.each([
    ['.1%', 0.125, 'Sales (%)', 12.5],
    ['€,.2f', 0.125, 'Sales (€)', 0.125],
    [',.0f kg', 0.125, 'Sales (kg)', 0.125],
    [undefined, 0.1 + 0.2, 'Sales', 0.3],
  ])('a format %s makes %d %s of %d', (format, value, title, shown) => {
    const plain = plainOf('bar', BY_COUNTRY, [['USA', value]], { formats: format ? { Sales: format } : {} });
    expect([plain?.valueTitle, plain?.series[0]?.values]).toEqual([title, [shown]]);
  });

  test('of many categories the largest stay, and the others are one where they may be added up', () => {
    const rows: Rows = Array.from({ length: 30 }, (_, index) => [`Country ${index}`, 100 - index]);
    const summed = plainOf('bar', BY_COUNTRY, rows);
    expect([summed?.categories.length, summed?.categories.at(-1)]).toEqual([16, 'Other (15)']);
    const single = plainOf('bar', BY_COUNTRY, rows, { additive: [] });
    expect([single?.categories.length, single?.notes]).toEqual([15, ['The largest 15 of 30 are shown.']]);
  });

  test('a line has its times as categories, and says which one is not over yet', () => {
    const plain = plainOf('line', BY_MONTH, MONTHS, { now: new Date('2026-03-10') });
    expect(plain).toMatchObject({
      type: 'line',
      categories: ['Jan 2026', 'Feb 2026', 'Mar 2026'],
      notes: ['Mar 2026 is not over yet.'],
    });
  });

  test.each<[string, ChartType, Rows]>([
    ['a month is missing', 'line', [MONTHS[0]!, MONTHS[2]!]],
    ['a number is missing', 'line', [MONTHS[0]!, ['2026-02-01', null]]],
    ['a time is unknown', 'column', [...MONTHS, [null, 4]]],
    ['there are more points than anybody reads', 'bar', Array.from({ length: 1001 }, (_, index) => [`C ${index}`, 1])],
    ['its type has no plain one', 'waterfall', MONTHS],
  ])('nothing is guessed where %s', (_, type, rows) => {
    expect(plainOf(type, type === 'bar' ? BY_COUNTRY : BY_MONTH, rows)).toBeUndefined();
  });

  test('columns leave a month out that is missing, as each has its name', () => {
    expect(plainOf('column', BY_MONTH, [MONTHS[0]!, MONTHS[2]!])?.categories).toEqual(['Jan 2026', 'Mar 2026']);
  });

  test('series have a value for each category: none is zero for what is added up, and no chart otherwise', () => {
    const heads = ['Country: varchar', 'Line: varchar', 'Sales: decimal'];
    const rows: Rows = [
      ['USA', 'Cars', 5],
      ['USA', 'Planes', 2],
      ['France', 'Cars', 1],
    ];
    const plain = plainOf('stacked', heads, rows);
    expect([plain?.type, plain?.categories, seriesIn(plain)]).toEqual([
      'bar',
      ['USA', 'France'],
      'Cars: 5, 1 | Planes: 2, 0',
    ]);
    expect(plainOf('grouped', heads, rows, { additive: [] })).toBeUndefined();
  });

  test('an area of several series is drawn as lines, which hide nothing of one another', () => {
    const rows: Rows = MONTHS.flatMap(([month, sales]) => [
      [month!, 'Cars', sales!],
      [month!, 'Planes', 1],
    ]);
    const plain = plainOf('area', ['Month: date', 'Line: varchar', 'Sales: decimal'], rows);
    expect([plain?.type, seriesIn(plain)]).toEqual(['line', 'Cars: 5, 7, 6 | Planes: 1, 1, 1']);
    expect(plainOf('area', BY_MONTH, MONTHS)?.type).toBe('area');
  });

  test('a comparison is a series of its own', () => {
    const plain = plainOf('bar', ['Country: varchar', 'Sales: decimal', 'Before: decimal'], [['USA', 5, 4]], {
      comparison: { label: 'last year', columns: { Sales: 'Before' } },
    });
    expect(seriesIn(plain)).toBe('Sales: 5 | Last year: 4');
  });

  test('a pie has its parts as categories', () => {
    const plain = plainOf('pie', BY_COUNTRY, [
      ['France', 3],
      ['USA', 9],
    ]);
    expect([plain?.type, plain?.categories, seriesIn(plain)]).toEqual(['pie', ['USA', 'France'], 'Sales: 9, 3']);
  });
});
