import { expect, test } from 'vitest';

import { lineLayers, linesOf, peakRows } from '../../../src/chart/plots/line-layers.ts';
import { datedPoints } from '../../../src/chart/points.ts';
import { chooseSeries } from '../../../src/chart/series.ts';
import { months } from '../../charts/demo.ts';
import { inputOf } from '../../support/chart-input.ts';

const MONTHS = months('2026-01-01', 5);

const linesBy = (heads: readonly string[], rows: readonly (readonly (string | number)[])[]) => {
  const input = inputOf(heads, rows);
  const points = datedPoints(input.measures[0].points);
  return linesOf(input, chooseSeries(points, { palette: input.palette, isAdditive: true }));
};

const alone = linesBy(
  ['Month: date', 'Sales: decimal'],
  MONTHS.map((month, index) => [month, [1, 9, 3, 2, 5][index]!]),
);

const split = linesBy(
  ['Month: date', 'Line: varchar', 'Sales: decimal'],
  MONTHS.flatMap((month) => ['Cars', 'Ships'].map((line) => [month, line, 1])),
);

test('linesOf(input, series) makes one line of a measure, and one of each series', () => {
  expect(alone.map(({ name }) => name)).toEqual(['Sales']);
  expect(split.map(({ name }) => name).sort()).toEqual(['Cars', 'Ships']);
});

test('peakRows(lines, last, write) writes the highest value of a line alone, and none at its end', () => {
  const last = Date.parse(MONTHS[4]!);
  const write = (value: number | null) => `${value}!`;
  expect(peakRows(alone, last, write)).toMatchObject([{ time: Date.parse(MONTHS[1]!), text: '9!' }]);
  expect(peakRows(alone, Date.parse(MONTHS[1]!), write)).toEqual([]);
  expect(peakRows(split, last, write)).toEqual([]);
});

test('lineLayers(rows, y, …) are those of the parts that there are', () => {
  const { palette } = inputOf(['Sales: decimal'], [[1]]);
  const count = (parts: readonly string[]) =>
    lineLayers(
      parts.map((part) => ({ part })),
      {},
      { palette, isDense: false },
    ).length;
  expect([count(['solid', 'solid']), count(['solid', 'dot', 'end'])]).toEqual([1, 3]);
});
