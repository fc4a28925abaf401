import { bin, max } from 'd3-array';

import type { ChartInput } from '../chart-input.ts';
import type { Plot } from './plot.ts';

import { numberOf } from '../../table/table.ts';
import { countRows } from '../sentences/value-words.ts';
import { numberTicks, roundStep } from '../ticks.ts';
import { numberChannel, TITLE_ABOVE } from './channels.ts';
import { axisWriterOf, plotSpec } from './plot.ts';

const MOST_BINS = 24;

const BIN_HEIGHT = 250;

/** Draws how often values occur in bins of one round width. */
export function histogramPlot(input: ChartInput): Plot {
  const { table, palette, options, measures } = input;
  const [measure] = measures;
  const values = table.rows.map((row) => numberOf(row[measure.index])).filter((value) => value !== null);
  const rows = binsOf(Float64Array.from(values).sort());
  const counts = numberTicks([max(rows, ({ count }) => count) ?? 0], { zero: true });
  const [first, last] = [rows[0]?.start ?? 0, rows.at(-1)?.end ?? 1];
  const ticks = numberTicks([first, last], { count: 6 }).values.filter((value) => value >= first && value <= last);
  const sizes = { palette, title: measure.name, grid: false, domain: true, ticks: true };
  const spec = plotSpec(
    {
      mark: { type: 'bar', color: palette.main, stroke: palette.background, strokeWidth: 1 },
      encoding: {
        x: numberChannel('start', { domain: [first, last], values: ticks }, axisWriterOf(input, measure), sizes),
        x2: { field: 'end' },
        y: numberChannel('count', counts, axisWriterOf(input), { palette, title: 'How many', ...TITLE_ABOVE }),
        y2: { datum: 0 },
      },
    },
    { height: BIN_HEIGHT },
  );
  const left = table.rows.length - values.length;
  const notes = left === 0 ? [] : [`${countRows(left, options)} have no value and are not drawn.`];
  return { spec, rows, notes };
}

/** Bins of the Freedman–Diaconis width, rounded to a round number; at most 24. Sorted values in, contiguous bins out. */
function binsOf(values: Float64Array) {
  const [low, high] = [values[0] ?? 0, values.at(-1) ?? 0];
  const quarter = (share: number) => values[Math.floor((values.length - 1) * share)] ?? 0;
  const spread = (2 * (quarter(0.75) - quarter(0.25))) / Math.cbrt(values.length);
  const width = roundStep(Math.max(spread, (high - low) / MOST_BINS) || Math.abs(high) || 1);
  const start = Math.floor(low / width);
  const edges = Array.from({ length: Math.floor(high / width) - start + 2 }, (_, index) => (start + index) * width);
  const bins = bin()
    .domain([edges[0] ?? 0, edges.at(-1) ?? 1])
    .thresholds(edges.slice(1, -1))(values);
  return bins.map(({ x0, x1, length }) => ({ start: x0 ?? 0, end: x1 ?? 0, count: length }));
}
