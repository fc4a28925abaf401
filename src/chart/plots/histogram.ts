import type { ChartInput, Plot } from '../options.ts';

import { numberOf } from '../../table/table.ts';
import { formatNumber } from '../../text/number.ts';
import { numberTicks, roundStep } from '../ticks.ts';
import { numberChannel, TITLE_ABOVE } from './channels.ts';
import { axisWriterOf, plotSpec } from './plot.ts';

const MOST_BINS = 24;

/** How often values of each size occur, in bins of one round width. */
export function histogramPlot(input: ChartInput): Plot {
  const { table, fields, palette } = input;
  const measure = fields.measures[0]!;
  const values = table.rows.map((row) => numberOf(row[measure.index])).filter((value) => value !== null);
  const bins = binsOf(Float64Array.from(values).sort());
  const counts = numberTicks(
    bins.map(({ count }) => count),
    { zero: true },
  );
  const [first, last] = [bins[0]!.start, bins.at(-1)!.end];
  const ticks = numberTicks([first, last], { count: 6 });
  const inside = {
    domain: [first, last] as const,
    values: ticks.values.filter((value) => value >= first && value <= last),
  };
  const spec = plotSpec(
    {
      mark: { type: 'bar', color: palette.main, stroke: palette.background, strokeWidth: 1 },
      encoding: {
        x: numberChannel('start', inside, axisWriterOf(input, measure), {
          palette,
          title: measure.name,
          grid: false,
          domain: true,
          ticks: true,
        }),
        x2: { field: 'end' },
        y: numberChannel('count', counts, axisWriterOf(input), {
          palette,
          title: 'How many',
          ...TITLE_ABOVE,
        }),
        y2: { datum: 0 },
      },
    },
    { height: 250 },
  );
  const left = table.rows.length - values.length;
  return {
    spec,
    rows: bins,
    notes:
      left === 0
        ? []
        : [
            `${formatNumber(left, { style: 'full', locale: input.options.locale })} rows have no value and are not drawn.`,
          ],
  };
}

/** Bins of the Freedman–Diaconis width, rounded; at most 24. Sorted values in, contiguous bins out. */
function binsOf(values: Float64Array) {
  const [low, high] = [values[0]!, values.at(-1)!];
  const quarter = (share: number) => values[Math.floor((values.length - 1) * share)]!;
  const spread = (2 * (quarter(0.75) - quarter(0.25))) / Math.cbrt(values.length);
  const width = roundStep(Math.max(spread, (high - low) / MOST_BINS) || Math.abs(high) || 1);
  const start = Math.floor(low / width);
  const bins = Array.from({ length: Math.floor(high / width) - start + 1 }, (_, index) => ({
    start: (start + index) * width,
    end: (start + index + 1) * width,
    count: 0,
  }));
  for (const value of values) bins[Math.min(Math.floor(value / width) - start, bins.length - 1)]!.count++;
  return bins;
}
