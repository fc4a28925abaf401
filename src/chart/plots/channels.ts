import { max, min } from 'd3-array';

import type { Grain } from '../../calendar/bucket.ts';
import type { Palette } from '../palette.ts';
import type { NumberTicks, TimeTicks } from '../ticks.ts';
import type { AxisWriter, Json } from './plot.ts';

import { writeDate } from '../../calendar/date-text.ts';
import { widestOf } from '../../fonts/text-width.ts';
import { timeTicks } from '../ticks.ts';
import { BANDS, WIDTH } from './size.ts';

/** Axis options that set the title of a vertical axis horizontally above it. */
export const TITLE_ABOVE = {
  titleAngle: 0,
  titleAlign: 'left',
  titleAnchor: 'end',
  titleX: 0,
  titleY: -12,
  titleBaseline: 'bottom',
};

/** Makes a channel whose values are pixels from 0 to `size`, for what no scale of Vega lays out. */
export function pixelChannel(field: string, size: number): Json {
  return {
    field,
    type: 'quantitative',
    axis: null,
    scale: { domain: [0, size], range: [0, size], nice: false, zero: false },
  };
}

/** Makes the channels of a plot that is laid out in pixels, from its left and top. */
export function pixelEncoding(height: number): Json {
  return { x: pixelChannel('x', WIDTH), y: { ...pixelChannel('y', height), scale: null } };
}

/** Makes a quantitative channel over round numbers. Options beside the palette are added to its axis. */
export function numberChannel(
  field: string,
  ticks: NumberTicks,
  write: AxisWriter,
  { palette, ...axis }: Json & { readonly palette: Palette },
): Json {
  return {
    field,
    type: 'quantitative',
    stack: null,
    scale: { domain: ticks.domain, nice: false, zero: false },
    axis: {
      title: null,
      values: ticks.values,
      labelExpr: lookUp(ticks.values, write(ticks.values), 'datum.value'),
      gridColor: { condition: { test: 'datum.value === 0', value: palette.axis }, value: palette.grid },
      ...axis,
    },
  };
}

/** Makes an axis that shows only the zero line. */
export function zeroLine(colour: string): Json {
  return { title: null, values: [0], labels: false, grid: true, gridColor: colour };
}

/** Makes the channel of the length of horizontal bars, with room at the left for the labels of negative ones. */
export function lengthChannel(rows: readonly { readonly edge: number; readonly text: string }[], colour: string): Json {
  const low = Math.min(min(rows, ({ edge }) => edge) ?? 0, 0);
  const high = Math.max(max(rows, ({ edge }) => edge) ?? 0, 0);
  const widest = widestOf(rows.flatMap(({ edge, text }) => (edge < 0 ? [text] : [])));
  const share = (widest + 12) / (WIDTH * 0.72);
  const room = low < 0 ? (share / (1 - share)) * (high - low) : 0;
  const domain = low === 0 && high === 0 ? [0, 1] : [low - room, high];
  return { type: 'quantitative', stack: null, axis: zeroLine(colour), scale: { domain, nice: false, zero: false } };
}

/** Makes a time channel in UTC, with ticks in people's words and the year written once. */
export function timeChannel(field: string, ticks: TimeTicks, domain: readonly [number, number], locale?: string): Json {
  return {
    field,
    type: 'temporal',
    scale: { type: 'utc', domain, nice: false },
    axis: { ...timeAxis(ticks, locale), grid: false, labelFlush: false, tickSize: 5 },
  };
}

/** Makes a channel of bands, one for each start of a bucket, of which as many are labelled as have room. Requires ascending times. */
export function bucketChannel(field: string, times: readonly number[], grain: Grain, locale?: string): Json {
  const ticks = timeTicks(times[0] ?? 0, times.at(-1) ?? 0, grain);
  const marked = ticks.values.filter((value) => times.includes(value));
  const isShort = times.length <= 8 || marked.length < 2;
  const shown = isShort ? { grain, values: times.slice(0, 13) } : { ...ticks, values: marked };
  return {
    field,
    type: 'ordinal',
    sort: null,
    scale: { ...BANDS, domain: times },
    axis: { ...timeAxis(shown, locale), labelAngle: 0, domain: false },
  };
}

/** The names of a time axis; the year stands below the first tick and where it changes. */
function timeAxis({ grain, values }: TimeTicks, locale: string | undefined): Json {
  const labels = values.map((value) => tickLabel(new Date(value), grain, locale));
  const names = labels.map(([above, below], index) => {
    if (below === undefined) return above;
    return [above, below === labels[index - 1]?.[1] ? '' : below];
  });
  return { title: null, values, labelOverlap: false, labelExpr: lookUp(values, names, 'time(datum.value)') };
}

function tickLabel(date: Date, grain: Grain, locale: string | undefined): readonly [above: string, below?: string] {
  const year = String(date.getUTCFullYear());
  const month = date.getUTCMonth() + 1;
  const day = writeDate({ day: date.getUTCDate(), month }, locale);
  if (grain === 'year') return [year];
  if (grain === 'quarter') return [`Q${Math.ceil(month / 3)}`, year];
  if (grain === 'month') return [writeDate({ month }), year];
  if (grain === 'week' || grain === 'day') return [day, year];
  return [date.toISOString().slice(11, 16), day];
}

/** Writes a Vega expression that names each value by its index; the names are made here, where the formats are. */
export function lookUp(values: readonly unknown[], names: readonly unknown[], value: string): string {
  return `${JSON.stringify(names)}[indexof(${JSON.stringify(values)}, ${value})]`;
}
