import { describe, expect, test } from 'vitest';

import type { Chart } from '../../src/chart/chart.ts';
import type { ChartType } from '../../src/chart/chart-type.ts';
import type { Case } from '../charts/demo.ts';

import { chart } from '../../src/chart/chart.ts';
import { widestOf } from '../../src/fonts/text-width.ts';
import { caseOf, months, salesAt, tableOf } from '../charts/demo.ts';
import * as easy from '../charts/easy.ts';
import * as hard from '../charts/hard.ts';

function draw({ table, options }: Case, as?: ChartType): Chart {
  return chart(table, as ? { ...options, as } : options);
}

/** All scale domains of numbers and all tick values in a spec. */
function scalesOf(spec: unknown): { domain: readonly number[]; values: readonly number[] }[] {
  if (typeof spec !== 'object' || spec === null) return [];
  const { type, scale, axis } = spec as { type?: string; scale?: { domain?: number[] }; axis?: { values?: number[] } };
  const own =
    type === 'quantitative' && axis?.values && scale?.domain ? [{ domain: scale.domain, values: axis.values }] : [];
  return [...own, ...Object.values(spec).flatMap(scalesOf)];
}

describe('an axis reaches as far as its values', () => {
  test.each<[string, Case, ChartType | undefined]>([
    ['line', easy.lineByMonth(), undefined],
    ['lines', easy.linesByProductLine(), undefined],
    ['area', easy.areaByMonth(), undefined],
    ['stacked area', easy.areaSplit(), undefined],
    ['columns', easy.columnsByMonth(), undefined],
    ['stacked columns', easy.stackedByMonth(), undefined],
    ['grouped columns', easy.groupedByMonth(), undefined],
    ['histogram', easy.histogramOfOrders(), undefined],
    ['scatter', easy.scatterOfOrders(), undefined],
    ['below zero', hard.negativeLine(), undefined],
    ['close together', hard.nearlyFlatLine(), undefined],
  ])('%s', (_, each) => {
    const { spec, rows } = draw(each);
    const scales = scalesOf(spec);
    expect(scales.length).toBeGreaterThan(0);
    for (const { domain, values } of scales.filter(({ values: ticks }) => ticks.length > 1)) {
      expect(values.length).toBeLessThanOrEqual(9);
      expect(domain[1]).toBeGreaterThanOrEqual(values.at(-1)!);
    }
    const high = rows.reduce((most, row) => Math.max(most, Number(row.count ?? row.end ?? row.value ?? row.y ?? 0)), 0);
    expect(Math.max(...scales.flatMap(({ values }) => values))).toBeGreaterThanOrEqual(Math.min(high, 1e12));
  });
});

describe('what cannot be added up is never shown as a total', () => {
  test('a big number says of when it is', () => {
    const texts = draw(hard.customersAsANumber()).rows.flatMap(({ text }) => (text ? [text] : []));
    expect(texts).toEqual(['51', 'Oct 2026', '+4% against last year', '49 last year']);
  });

  test('so do the numbers beside small courses', () => {
    expect(draw(easy.smallMultiples()).frame.source).toContain('The numbers are of Oct 2026, the latest.');
    expect(draw(easy.measuresByMonth()).frame.source).toContain('The numbers are of Oct 2026, the latest.');
  });

  test('a course that ended before has no number beside it', () => {
    const values = draw(hard.smallMultiplesOfUnequalLength()).rows.filter(({ part }) => part === 'value');
    expect(values.map(({ text }) => text)).toEqual(['$1.71M', '–', '–', '–', '–', '–', '–']);
  });
});

test.each<[string, Case]>([
  ['five lines', easy.linesByProductLine()],
  ['lines that end together', hard.touchingSeries()],
  ['eight lines', hard.twelveSeries()],
])('names at the ends of %s neither touch nor leave the plot, and stay as near as they can', (_, each) => {
  const { rows, spec } = draw(each);
  const [low, high] = scalesOf(spec)[0]!.domain as [number, number];
  const perPixel = (high - low) / 192;
  const ends = rows.filter(({ part }) => part === 'end');
  const places = ends.map(({ place }) => (Number(place) - low) / perPixel).sort((a, b) => a - b);
  for (const [index, place] of places.entries()) {
    expect(place).toBeGreaterThanOrEqual(-0.01);
    expect(place).toBeLessThanOrEqual(192.01);
    if (index > 0) expect(place - places[index - 1]!).toBeGreaterThanOrEqual(16.99);
  }
});

test('a missing month is a gap in an area', () => {
  const { rows } = draw(hard.areaWithGap());
  expect(rows).toHaveLength(11);
  expect(rows.filter(({ end }) => end === undefined)).toHaveLength(1);
});

test('a waterfall keeps the order of its result', () => {
  expect(draw(hard.waterfallOfLosses()).rows.map(({ label }) => label)).toEqual([
    'Revenue',
    'Cost of goods',
    'Marketing',
    'Administration',
    'Interest',
    'Total',
  ]);
});

test('bars with names on two lines have room for both', () => {
  const names = ['Souveniers And Things Co. of Chatswood', 'Mini Gifts Distributors Ltd., San Francisco Bay Area'];
  const table = tableOf(
    ['Customer: varchar', 'Sales: decimal'],
    [...names, 'A', 'B', 'C', 'D'].map((name, index) => [name, salesAt(index)]),
  );
  const { spec, rows } = draw(caseOf(table));
  expect(spec.height).toBe(6 * 42);
  expect(rows.map(({ label }) => label).slice(0, 2)).toEqual([
    'Souveniers And Things Co. of\nChatswood',
    'Mini Gifts Distributors Ltd., San\nFrancisco Bay Area',
  ]);
});

test('names of dots touch neither each other nor other dots', () => {
  const { rows } = draw(hard.fortyNamedDots());
  const named = rows.filter(({ part }) => part === 'name');
  expect(named.length).toBeGreaterThan(5);
  expect(new Set(named.map(({ align }) => align)).size).toBeGreaterThan(1);
});

test('cells below zero have a hue of their own', () => {
  const { rows } = draw(hard.heatmapBelowZero());
  const isRed = (colour: string) => Number.parseInt(colour.slice(1, 3), 16) > Number.parseInt(colour.slice(5, 7), 16);
  const deep = rows.filter(({ text }) => /^−(9|1\d)/.test(String(text)));
  expect(deep.length).toBeGreaterThan(0);
  for (const { colour } of deep) expect(isRed(String(colour))).toBe(true);
  for (const { colour } of rows.filter(({ text }) => /^\+(9|1\d)/.test(String(text))))
    expect(isRed(String(colour))).toBe(false);
});

test('an axis has one unit', () => {
  const table = tableOf(
    ['Month: date', 'Sales: decimal'],
    months('2025-11-01', 12).map((month, index) => [month, 900 + index * 1000]),
  );
  expect(JSON.stringify(draw(caseOf(table)).spec)).toContain(
    String.raw`\"$0\",\"$2.5K\",\"$5.0K\",\"$7.5K\",\"$10.0K\",\"$12.5K\"`,
  );
});

test('a bar of all others that would dwarf the rest is written, not drawn', () => {
  const rows = Array.from({ length: 90 }, (_, index) => [`Product ${index}`, 1000 - index]);
  const { rows: drawn, frame } = draw(caseOf(tableOf(['Product: varchar', 'Sales: decimal'], rows)));
  expect(drawn.at(-1)).toMatchObject({ label: 'Other (75)', value: 71_100, bar: null, text: '$71.1K, not drawn' });
  expect(frame.source).toContain('The bar of the others would dwarf the rest.');
  const few = draw(caseOf(tableOf(['Product: varchar', 'Sales: decimal'], rows.slice(0, 17))));
  expect(few.rows.at(-1)).toMatchObject({ label: 'Other (2)', bar: 1969 });
});

test('shares in time are columns of the same height', () => {
  const { type, rows } = draw(easy.linesByProductLine(), 'share');
  expect(type).toBe('share');
  const ends = [...Map.groupBy(rows, ({ time }) => time).values()].map((parts) => Number(parts.at(-1)!.end));
  for (const end of ends) expect(end).toBeCloseTo(1);
  expect(rows.map(({ text }) => text)).toContainEqual(expect.stringMatching(/^\d+%$/));
});

test('a bucket that stands alone is seen in an area', () => {
  const table = tableOf(
    ['Month: date', 'Sales: decimal'],
    ['2025-01-01', '2025-04-01', '2025-05-01', '2025-09-01'].map((month, index) => [month, 10 + index]),
  );
  const { rows } = draw(caseOf(table), 'area');
  const width = (value: number) => {
    const times = rows.flatMap(({ time, end }) => (end === value ? [Number(time)] : []));
    return Math.max(...times) - Math.min(...times);
  };
  for (const alone of [10, 13]) expect(width(alone)).toBeGreaterThan(0);
  for (const joined of [11, 12]) expect(width(joined)).toBe(0);
});

test('what a period cuts, and what does not fit across, is said', () => {
  const cut = draw({
    ...easy.heatmapByMonth(),
    options: { ...easy.heatmapByMonth().options, until: new Date('2026-10-10') },
  });
  expect(cut.frame.source).toContain('nly the start of Oct 2026 is in it.');
  const heads = ['Line: varchar', 'Country: varchar', 'Customers: bigint'];
  const cells = ['A', 'B', 'C', 'D', 'E'].flatMap((line) =>
    Array.from({ length: 17 }, (_, index) => [line, `Country ${index}`, 100 - index]),
  );
  const wide = draw(caseOf(tableOf(heads, cells)));
  expect(wide.type).toBe('heatmap');
  expect(wide.frame.source).toContain('Across, the largest 9 of 17 are shown.');
});

test('a bar of one part carries its number once', () => {
  const table = tableOf(
    ['Country: varchar', 'City: varchar', 'Sales: decimal'],
    [
      ['Spain', 'Madrid', 500],
      ['USA', 'Boston', 400],
      ['USA', 'Chicago', 300],
    ],
  );
  const { rows } = draw(caseOf(table), 'stacked');
  expect(rows.filter(({ text }) => text === '$500')).toHaveLength(1);
  expect(rows.filter(({ text }) => text === '$400')).toHaveLength(1);
});

test('names beside panels have room', () => {
  const { spec, rows } = draw(easy.measuresByCountry());
  const widest = widestOf(rows.flatMap(({ part, text }) => (part === 'name' ? [String(text)] : [])));
  const limits = JSON.stringify(spec).match(/"align":"right","limit":([\d.]+)/);
  expect(Number(limits?.[1])).toBeGreaterThanOrEqual(widest + 8);
});

test('NULL in a drawn table is Unknown where it names something', () => {
  const table = tableOf(
    ['Country: varchar', 'Sales: decimal'],
    [
      [null, 5],
      ['USA', null],
    ],
  );
  const texts = draw(caseOf(table), 'table').rows.map(({ text }) => text);
  expect(texts).toContain('Unknown');
  expect(texts).toContain('–');
});

test('a histogram says what its height is', () => {
  expect(JSON.stringify(draw(easy.histogramOfOrders()).spec)).toContain('"title":"How many"');
});

test('a heat map in time stands in its order and adds up the others, however its rows come', () => {
  const rows = ['2026-04-01', '2026-07-01', '2026-01-01'].flatMap((quarter) =>
    Array.from({ length: 17 }, (_, index) => [`Country ${index}`, quarter, 100 - index]),
  );
  const { spec, rows: cells } = draw(
    caseOf(tableOf(['Country: varchar', 'Quarter: date', 'Sales: decimal'], rows)),
    'heatmap',
  );
  const { encoding } = spec as { encoding: { x: { scale: { domain: readonly number[] } } } };
  expect(encoding.x.scale.domain).toEqual(['2026-01-01', '2026-04-01', '2026-07-01'].map((day) => Date.parse(day)));
  expect(cells.filter(({ down }) => down === 'Other (5)').map(({ text }) => text)).toEqual(['$430', '$430', '$430']);
});
