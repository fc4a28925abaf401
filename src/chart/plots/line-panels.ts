import { extent, max } from 'd3-array';

import type { DrawnMeasure, TimedInput } from '../chart-input.ts';
import type { Json, Plot } from './plot.ts';

import { formatBucket } from '../../calendar/bucket.ts';
import { widestOf } from '../../fonts/text-width.ts';
import { latestNotes } from '../incomplete.ts';
import { byTime, datedPoints } from '../points.ts';
import { numberTicks } from '../ticks.ts';
import { pixelEncoding } from './channels.ts';
import { axisWriterOf, layer, OWN_COLOUR, OWN_TEXT, plotSpec, writerOf } from './plot.ts';
import { WIDTH } from './size.ts';

/** In pixels. */
const PANEL = { head: 30, height: 74, gap: 14, foot: 20 };

const PANEL_STEP = PANEL.head + PANEL.height + PANEL.gap;

/** Draws the lines of each measure in panels one above the other over the same time. */
export function linePanels(input: TimedInput): Plot {
  const { measures, time, palette, options } = input;
  const name = (at: number) => formatBucket(at, time.grain, options.locale);
  const [first = 0, last = 0] = extent(datedPoints(measures[0].points), (point) => point.time);
  const lines = measures.map((measure) => panelLine(input, measure));
  const points = lines.flatMap((line) => line.points);
  const latest = max(points, (point) => (point.value === null ? null : point.time));
  const names = lines.flatMap((line) => line.names);
  const left = widestOf(names) + 10;
  const height = measures.length * PANEL_STEP - PANEL.gap + PANEL.foot;
  const x = (at: number) => left + (last === first ? 0.5 : (at - first) / (last - first)) * (WIDTH - left);
  const rows = [
    ...lines.flatMap((line, index) =>
      panelRows(line, { top: index * PANEL_STEP + PANEL.head, left, x, latest, palette }),
    ),
    { part: 'start', x: left, y: height - 6, text: name(first) },
    { part: 'value', x: WIDTH, y: height - 6, text: name(last) },
  ];
  const text = { type: 'text', baseline: 'middle' };
  const stroke = { type: 'line', color: palette.main, strokeWidth: 2.25, invalid: 'break-paths-show-path-domains' };
  const layers = [
    layer('grid', { type: 'rule' }, { x2: { field: 'x2' }, color: OWN_COLOUR }),
    layer('line', stroke, { detail: { field: 'label', type: 'nominal' } }),
    layer('head', { ...text, align: 'left', fontWeight: 600 }, OWN_TEXT),
    layer('value', { ...text, align: 'right', color: palette.muted }, OWN_TEXT),
    layer('start', { ...text, align: 'left', color: palette.muted }, OWN_TEXT),
  ];
  const spec = plotSpec({ autosize: 'none', encoding: pixelEncoding(height), layer: layers }, { height });
  return { spec, rows, notes: latest === undefined ? [] : latestNotes(latest, last, input) };
}

type PanelLine = ReturnType<typeof panelLine>;

function panelLine(input: TimedInput, measure: DrawnMeasure) {
  const points = byTime(datedPoints(measure.points));
  const values = points.map(({ value }) => value ?? Number.NaN);
  const ticks = numberTicks(values, { count: 2, zero: true });
  const names = axisWriterOf(input, measure)(ticks.values);
  return { name: measure.name, points, ticks, names, write: writerOf(input, measure) };
}

type PanelOptions = {
  /** The top and the left of the panel's plot, in pixels. */
  readonly top: number;
  readonly left: number;
  readonly x: (time: number) => number;
  /** The time of the last value of any measure. */
  readonly latest: number | undefined;
  readonly palette: TimedInput['palette'];
};

function panelRows(line: PanelLine, { top, left, x, latest, palette }: PanelOptions): readonly Json[] {
  const { name, points, ticks, names, write } = line;
  const [low, high] = ticks.domain;
  const y = (value: number) => top + PANEL.height * (1 - (value - low) / (high - low));
  const end = points.find(({ time }) => time === latest);
  return [
    { part: 'head', x: 0, y: top - 22, text: name },
    ...(end ? [{ part: 'value', x: WIDTH, y: top - 22, text: write(end.value) }] : []),
    ...ticks.values.flatMap((tick, index) => [
      { part: 'grid', x: left, x2: WIDTH, y: y(tick), colour: tick === 0 ? palette.axis : palette.grid },
      { part: 'value', x: left - 8, y: y(tick), text: names[index] },
    ]),
    ...points.map(({ time, value }) => {
      return { part: 'line', label: name, x: x(time), y: value === null ? null : y(value) };
    }),
  ];
}
