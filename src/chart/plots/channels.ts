import type { Grain } from '../../calendar/bucket.ts';
import type { Palette } from '../palette.ts';
import type { NumberTicks, TimeTicks } from '../ticks.ts';
import type { AxisWriter, Json } from './plot.ts';

import { timeTicks } from '../ticks.ts';
import { BANDS, WIDTH } from './plot.ts';

/** Sets the title of an upright axis level above it, where it is read before the numbers. */
export const TITLE_ABOVE = {
  titleAngle: 0,
  titleAlign: 'left',
  titleAnchor: 'end',
  titleX: 0,
  titleY: -12,
  titleBaseline: 'bottom',
};

/** A channel whose values are pixels already, for what no scale of Vega's lays out. */
export function pixelChannel(field: string, size: number): Json {
  return {
    field,
    type: 'quantitative',
    axis: null,
    scale: { domain: [0, size], range: [0, size], nice: false, zero: false },
  };
}

/** A quantitative channel over round numbers. */
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

/** An axis that shows nothing but where zero is. */
export function zeroLine(colour: string): Json {
  return { title: null, values: [0], labels: false, grid: true, gridColor: colour };
}

/** The length of horizontal bars, with room at the left for what is written beside those below zero. */
export function lengthChannel(rows: readonly { readonly edge: number; readonly text: string }[], colour: string): Json {
  const low = rows.reduce((least, { edge }) => Math.min(least, edge), 0);
  const high = rows.reduce((most, { edge }) => Math.max(most, edge), 0);
  const characters = rows.reduce((most, { edge, text }) => (edge < 0 ? Math.max(most, text.length) : most), 0);
  const share = (characters * 7.7 + 12) / (WIDTH * 0.72);
  const room = low < 0 ? (share / (1 - share)) * (high - low) : 0;
  const domain = low === 0 && high === 0 ? [0, 1] : [low - room, high];
  return { type: 'quantitative', stack: null, axis: zeroLine(colour), scale: { domain, nice: false, zero: false } };
}

/** A time channel in UTC, its ticks named as people name them and the year told once. */
export function timeChannel(field: string, ticks: TimeTicks, domain: readonly [number, number]): Json {
  return {
    field,
    type: 'temporal',
    scale: { type: 'utc', domain, nice: false },
    axis: { ...timeAxis(ticks), grid: false, labelFlush: false, tickSize: 5 },
  };
}

/** A channel of equal places in time: the starts of buckets, each named where there is room. */
export function bucketChannel(field: string, times: readonly number[], grain: Grain): Json {
  const ticks = timeTicks(times[0]!, times.at(-1)!, grain);
  const marked = ticks.values.filter((value) => times.includes(value));
  const isShort = times.length <= 8 || marked.length < 2;
  const shown = isShort ? { grain, values: times.slice(0, 13) } : { ...ticks, values: marked };
  return {
    field,
    type: 'ordinal',
    sort: null,
    scale: { ...BANDS, domain: times },
    axis: { ...timeAxis(shown), labelAngle: 0, domain: false },
  };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The names of a time axis; the year stands below the first tick and where it changes. */
function timeAxis({ grain, values }: TimeTicks): Json {
  const names = values.map((value, index) => {
    const [above, below] = timeLabel(new Date(value), grain);
    const before = index > 0 ? timeLabel(new Date(values[index - 1]!), grain)[1] : undefined;
    return below === undefined ? above : [above, below === before ? '' : below];
  });
  return { title: null, values, labelOverlap: false, labelExpr: lookUp(values, names, 'time(datum.value)') };
}

function timeLabel(date: Date, grain: Grain): readonly [above: string, below?: string] {
  const year = String(date.getUTCFullYear());
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
  if (grain === 'year') return [year];
  if (grain === 'quarter') return [`Q${Math.floor(date.getUTCMonth() / 3) + 1}`, year];
  if (grain === 'month') return [MONTHS[date.getUTCMonth()]!, year];
  if (grain === 'week' || grain === 'day') return [day, year];
  return [date.toISOString().slice(11, 16), day];
}

/** A Vega expression that names each value by its place; the names are made here, where the formats are. */
function lookUp(values: readonly unknown[], names: readonly unknown[], value: string): string {
  return `${JSON.stringify(names)}[indexof(${JSON.stringify(values)}, ${value})]`;
}
