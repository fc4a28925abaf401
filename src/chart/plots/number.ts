import { extent, greatest, max } from 'd3-array';

import type { ChartInput, DrawnMeasure } from '../chart-input.ts';
import type { DatedPoint } from '../points.ts';
import type { Json, Plot } from './plot.ts';

import { formatBucket } from '../../calendar/bucket.ts';
import { widestOf } from '../../fonts/text-width.ts';
import { numberOf } from '../../table/table.ts';
import { textColour } from '../palette.ts';
import { byTime, datedPoints } from '../points.ts';
import { writeChange } from '../sentences/value-words.ts';
import { pixelEncoding } from './channels.ts';
import { layer, OWN_TEXT, plotSpec, writerOf } from './plot.ts';
import { WIDTH } from './size.ts';

const MOST_TILES = 4;

const LEAST_SPARKLINE = 3; // values

const NUMBER_BASE = 66; // pixels from the top

const LINE_HEIGHT = 22; // pixels

/** Draws one large number for each measure, with its change against the baseline below, and its line in time beside it when there is one. */
export function numberPlot(input: ChartInput): Plot {
  const { time, measures, palette } = input;
  const shown = time ? measures.slice(0, 1) : measures.slice(0, MOST_TILES);
  const isAlone = shown.length === 1;
  const sparkline = sparklinePoints(input);
  const width = sparkline.length > 0 ? WIDTH * 0.5 : (WIDTH + 24) / shown.length;
  const tiles = shown.map((measure, index) => tileOf(input, measure, { left: index * width, isAlone }));
  const lines = max(tiles, ({ below }) => below.length) ?? 0;
  const height = (isAlone ? 84 : 78) + (lines > 0 ? 2 + lines * LINE_HEIGHT : 0);
  const widest = widestOf(
    tiles.map(({ number }) => number.text),
    { fontSize: 1, fontWeight: 600 },
  );
  const size = Math.floor(Math.min(isAlone ? 64 : 44, (width - 20) / widest));
  const text = { type: 'text', align: 'left', baseline: 'alphabetic', limit: width - 16 };
  const colour = { color: { field: 'colour', type: 'nominal', scale: null } };
  const layers = [
    layer('name', { ...text, fontSize: 14, color: palette.muted }, OWN_TEXT),
    layer('number', { ...text, fontSize: size, fontWeight: 600 }, OWN_TEXT),
    layer('change', { ...text, fontSize: 15, fontWeight: 600 }, { ...OWN_TEXT, ...colour }),
    layer('baseline', { ...text, fontSize: 15, color: palette.muted }, OWN_TEXT),
    layer('sparkline', { type: 'area', color: palette.main, fillOpacity: 0.12 }, { y2: { datum: height } }),
    layer('sparkline', { type: 'line', color: palette.main, strokeWidth: 2.5 }, {}),
    layer('last', { type: 'circle', color: palette.main, size: 60, opacity: 1 }, {}),
  ];
  const rows = tiles.flatMap(({ name, number, below }) => [...(isAlone ? [] : [name]), number, ...below]);
  return {
    spec: plotSpec({ autosize: 'none', encoding: pixelEncoding(height), layer: layers }, { height }),
    rows: [...rows, ...sparklineRows(sparkline, height)],
  };
}

function tileOf(input: ChartInput, measure: DrawnMeasure, { left, isAlone }: { left: number; isAlone: boolean }) {
  const { options, palette } = input;
  const { value, baseline, when } = valuesOf(input, measure);
  const write = writerOf(input, measure);
  const change = writeChange(measure, { value, baseline }, options);
  const lines = [
    ...(when === undefined ? [] : [{ part: 'baseline', text: when }]),
    ...(change ? [{ part: 'change', text: change }] : []),
    ...(baseline === null
      ? []
      : [{ part: 'baseline', text: `${write(baseline)} ${options.comparison?.label ?? 'before'}` }]),
  ];
  const isLess = value !== null && baseline !== null && value < baseline;
  const colour = textColour(isLess ? palette.down : palette.up, palette);
  return {
    name: { part: 'name', x: left, y: isAlone ? 0 : 18, text: measure.name, colour: palette.muted },
    number: { part: 'number', x: left, y: NUMBER_BASE, text: write(value), colour: palette.text },
    below: lines.map((line, index) => {
      return { ...line, x: left, y: NUMBER_BASE + 30 + index * LINE_HEIGHT, colour };
    }),
  };
}

/** What a tile shows: the sum where there is one; else the value at the end of the time, and when that is. */
function valuesOf(input: ChartInput, measure: DrawnMeasure) {
  const { time, options } = input;
  const row = latestRow(input);
  const cellOf = (index: number | undefined) => (index === undefined ? null : numberOf(row?.[index]));
  const { isAdditive, total, baselineTotal } = measure;
  const last = byTime(datedPoints(input.measures[0].points)).at(-1);
  const isOfOneTime = !isAdditive || input.measures[0].points.length === 1;
  return {
    value: isAdditive ? total : cellOf(measure.index),
    baseline: isAdditive ? baselineTotal : cellOf(measure.baseline),
    when: time && last && isOfOneTime ? formatBucket(last.time, time.grain, options.locale) : undefined,
  };
}

/** What cannot be added up is shown as it is at the end of the time. */
function latestRow({ table, time }: ChartInput) {
  return time ? greatest(table.rows, (row) => row[time.index] ?? '') : table.rows[0];
}

function sparklinePoints({ time, measures: [{ points }] }: ChartInput): readonly DatedPoint[] {
  const valued = byTime(datedPoints(points)).filter(({ value }) => value !== null);
  return !time || valued.length < LEAST_SPARKLINE ? [] : valued;
}

/** The line as pixels in the right part of the picture, from zero up. */
function sparklineRows(points: readonly DatedPoint[], height: number): readonly Json[] {
  const [first = 0, last = 1] = extent(points, ({ time }) => time);
  const [low = 0, high = 0] = extent([0, ...points.map(({ value }) => value ?? 0)]);
  const placed = points.map(({ time, value }) => ({
    part: 'sparkline',
    x: WIDTH * 0.54 + ((time - first) / (last - first)) * (WIDTH * 0.46 - 6),
    y: 10 + (height - 10) * (1 - ((value ?? 0) - low) / (high - low || 1)),
  }));
  const end = placed.at(-1);
  return end ? [...placed, { ...end, part: 'last' }] : [];
}
