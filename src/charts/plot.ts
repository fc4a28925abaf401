import type { Scene } from '../chart.ts';
import type { MeasureColumn } from '../shape.ts';
import type { NumberTicks, TimeTicks } from '../ticks.ts';

import { formatNumber } from '../format.ts';

type Json = Readonly<Record<string, unknown>>;

/** The plot's width in a picture of 600 logical pixels, and the height that makes it about 16:9 with its words. */
export const WIDTH = 568;
export const HEIGHT = 236;

/** A Vega-Lite spec of the house: a fixed outer size, rows from the data named `table`. */
export function plotSpec(parts: Json, { height = HEIGHT }: { height?: number } = {}): Json {
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    data: { name: 'table' },
    width: WIDTH,
    height,
    padding: 0,
    autosize: { type: 'fit', contains: 'padding' },
    ...parts,
  };
}

/** How a measure's values are written in this chart. */
export function writerOf({ options }: Scene, { format }: MeasureColumn): (value: number | null) => string {
  return (value) => (value === null ? 'no data' : formatNumber(value, { format, style: options.numbers }));
}

/** A quantitative channel over round numbers that people can read. */
export function numberChannel(
  field: string,
  ticks: NumberTicks,
  write: (value: number) => string,
  axis: Json = {},
): Json {
  return {
    field,
    type: 'quantitative',
    scale: { domain: ticks.domain, nice: false, zero: false },
    axis: { title: null, values: ticks.values, labelExpr: lookUp(ticks.values, write), ...axis },
  };
}

/** An axis that shows nothing but where zero is. */
export function zeroLine(colour: string): Json {
  return { title: null, values: [0], labels: false, grid: true, gridColor: colour };
}

/** A time channel in UTC, its ticks named as people name them and the year told once. */
export function timeChannel(field: string, ticks: TimeTicks, domain: readonly [number, number]): Json {
  return {
    field,
    type: 'temporal',
    scale: { type: 'utc', domain, nice: false },
    axis: {
      title: null,
      values: ticks.values,
      grid: false,
      labelExpr: timeLabels(ticks),
      labelFlush: false,
      labelOverlap: false,
      tickSize: 5,
    },
  };
}

/** A Vega expression that names each tick by its place; the names are made here, where the formats are. */
function lookUp(values: readonly number[], write: (value: number) => string): string {
  return `${JSON.stringify(values.map(write))}[indexof(${JSON.stringify(values)}, datum.value)]`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function timeLabels({ grain, values }: TimeTicks): string {
  const names = values.map((value, index) => {
    const [above, below] = timeLabel(new Date(value), grain);
    const before = index > 0 ? timeLabel(new Date(values[index - 1]!), grain)[1] : undefined;
    return below === undefined ? above : [above, below === before ? '' : below];
  });
  return `${JSON.stringify(names)}[indexof(${JSON.stringify(values)}, datum.value)]`;
}

function timeLabel(date: Date, grain: TimeTicks['grain']): readonly [above: string, below?: string] {
  const year = String(date.getUTCFullYear());
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
  if (grain === 'year') return [year];
  if (grain === 'quarter') return [`Q${Math.floor(date.getUTCMonth() / 3) + 1}`, year];
  if (grain === 'month') return [MONTHS[date.getUTCMonth()]!, year];
  if (grain === 'week' || grain === 'day') return [day, year];
  return [date.toISOString().slice(11, 16), day];
}
