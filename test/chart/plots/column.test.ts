import { expect, test } from 'vitest';

import { columnPlot } from '../../../src/chart/plots/column.ts';
import { inputOf } from '../../support/chart-input.ts';

const categories = (count: number) =>
  inputOf(
    ['Country: varchar', 'Sales: decimal'],
    Array.from({ length: count }, (_, index) => [`Country ${index}`, count - index]),
    { additive: ['Sales'] },
  );

const layersOf = ({ spec }: ReturnType<typeof columnPlot>) => (spec as { layer: readonly object[] }).layer;

test('categories stand by size, each with its value while they are few', () => {
  const plot = columnPlot(categories(3));
  expect(plot.rows.map(({ label, value }) => [label, value])).toEqual([
    ['Country 0', 3],
    ['Country 1', 2],
    ['Country 2', 1],
  ]);
  expect(layersOf(plot)).toHaveLength(2);
});

test('many categories are added up as Other, and lose their values', () => {
  const plot = columnPlot(categories(20));
  expect(plot.rows).toHaveLength(13);
  expect(plot.rows.map(({ label }) => String(label)).join()).toContain('Other');
  expect(layersOf(plot)).toHaveLength(1);
});

test('buckets of time keep their order, and an incomplete one is fainter', () => {
  const input = inputOf(
    ['Month: date', 'Sales: decimal'],
    [
      ['2026-02-01', 1],
      ['2026-01-01', 5],
    ],
    { now: new Date('2026-02-10T00:00:00Z') },
  );
  const plot = columnPlot(input);
  expect(plot.rows.map(({ value, isPart }) => [value, isPart])).toEqual([
    [5, false],
    [1, true],
  ]);
  expect(plot.notes!.join(' ')).toMatch(/^Fainter/);
});

test('a baseline is a mark over each column, named in the legend', () => {
  const input = inputOf(['Country: varchar', 'Sales: decimal', 'Before: decimal'], [['A', 5, 4]], {
    comparison: { label: 'last year', columns: { Sales: 'Before' } },
  });
  const plot = columnPlot(input);
  expect(layersOf(plot)).toHaveLength(3);
  expect(plot.legend!.length).toBeGreaterThan(0);
});

test('what is below zero has room for its text', () => {
  const plot = columnPlot(
    inputOf(
      ['Country: varchar', 'Sales: decimal'],
      [
        ['A', -5],
        ['B', 5],
      ],
    ),
  );
  const [{ encoding }] = layersOf(plot) as [{ encoding: { y: { scale: { domain: readonly [number, number] } } } }];
  expect(encoding.y.scale.domain[0]).toBeLessThan(-5);
});
