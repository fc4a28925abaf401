import { expect, test } from 'vitest';

import type { TimedInput } from '../../../src/chart/chart-input.ts';

import { linePanels } from '../../../src/chart/plots/line-panels.ts';
import { inputOf } from '../../support/chart-input.ts';

const plotOf = (rows: readonly (readonly (string | number | null)[])[]) =>
  linePanels(inputOf(['Month: date', 'Sales: decimal', 'Orders: bigint'], rows) as TimedInput);

const of = ({ rows }: ReturnType<typeof linePanels>, part: string) => rows.filter((row) => row.part === part);

const MONTHS = [
  ['2026-01-01', 10, 3],
  ['2026-02-01', 20, null],
  ['2026-03-01', 30, 5],
];

test('each measure has a panel with its name, its last value and its line', () => {
  const plot = plotOf(MONTHS);
  expect(of(plot, 'head').map(({ text }) => text)).toEqual(['Sales', 'Orders']);
  expect(of(plot, 'line')).toHaveLength(6);
  expect(of(plot, 'value').map(({ text }) => text)).toEqual(expect.arrayContaining(['$30', '5']));
});

test('a value that is missing breaks its line', () =>
  expect(of(plotOf(MONTHS), 'line').filter(({ y }) => y === null)).toHaveLength(1));

test('the panels have the same time, and none leaves the frame', () => {
  const plot = plotOf(MONTHS);
  const xs = of(plot, 'line').map(({ x }) => Number(x));
  expect(xs.slice(0, 3)).toEqual(xs.slice(3));
  const { height } = plot.spec as { height: number };
  for (const { y } of plot.rows) if (y !== null) expect(Number(y)).toBeLessThanOrEqual(height);
});

test('a single point stands in the middle', () => {
  const [point] = of(plotOf(MONTHS.slice(0, 1)), 'line');
  expect(Number(point!.x)).toBeCloseTo(300, -1);
});
