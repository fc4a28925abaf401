import type { MeasureColumn } from '../../table/fields.ts';
import type { ChartInput, Plot } from '../options.ts';

import { formatTime } from '../../calendar/bucket.ts';
import { latestNotes } from '../incomplete.ts';
import { OTHER, pointsOfMeasure } from '../points.ts';
import { numberTicks } from '../ticks.ts';
import { mergeOthers, topCategories } from '../top.ts';
import { pixelChannel } from './channels.ts';
import { stepOf } from './labels.ts';
import { axisWriterOf, layer, OWN_COLOUR, plotSpec, WIDTH, writerOf } from './plot.ts';

const MOST_PANELS = 3;

const MOST_BARS = 11;

const HEAD = 30;

const GAP = 26;

const LETTER = 7.7;

const COURSE = { height: 74, gap: 14, foot: 20 };

/** Several measures of the same things, each in a panel and on a scale of its own. */
export function panelsPlot(input: ChartInput): Plot {
  const { time, measures } = input.fields;
  const left = measures.length - MOST_PANELS;
  const drawn = time ? coursePanels(input) : barPanels(input);
  const more = left > 0 ? [`The first ${MOST_PANELS} of ${measures.length} measures are shown.`] : [];
  return { ...drawn, notes: [...(drawn.notes ?? []), ...more] };
}

/** Bars beside each other, the names once at the left, in the order of the first measure. */
function barPanels(input: ChartInput): Plot {
  const { palette, fields } = input;
  const measures = fields.measures.slice(0, MOST_PANELS);
  const isAdditive = measures.every((measure) => measure.isAdditive);
  const { labels, notes } = topCategories(pointsOfMeasure(input.table, fields, measures[0]!), {
    most: MOST_BARS,
    isAdditive,
  });
  const step = stepOf(labels.length);
  const longest = labels.reduce((most, label) => Math.max(most, label.length), 0);
  const names = Math.min(longest * LETTER + 18, 178);
  const width = (WIDTH - names - GAP * (measures.length - 1)) / measures.length;
  const middle = (index: number) => HEAD + (index + 0.5) * step;
  const rows = [
    ...labels.map((text, index) => ({ part: 'name', x: names - 10, y: middle(index), text })),
    ...measures.flatMap((measure, panel) => {
      const left = names + panel * (width + GAP);
      const write = writerOf(input, measure);
      const values = valuesAt(input, measure, labels);
      const room = values.reduce<number>((most, value) => Math.max(most, write(value).length), 0) * LETTER + 6;
      const low = values.reduce<number>((least, value) => Math.min(least, value ?? 0), 0);
      const high = values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
      const place = (value: number) => left + ((value - low) / (high - low || 1)) * (width - room);
      return [
        { part: 'head', x: left, y: HEAD / 2 - 3, text: measure.name },
        { part: 'zero', x: place(0), y: HEAD - 4, y2: HEAD + labels.length * step },
        ...values.flatMap((value, index) => [
          {
            part: 'bar',
            x: place(0),
            x2: place(value ?? 0),
            y: middle(index) - step * 0.36,
            y2: middle(index) + step * 0.36,
            colour: low < 0 && high > 0 && (value ?? 0) < 0 ? palette.down : palette.main,
          },
          { part: 'value', x: place(Math.max(value ?? 0, 0)) + 6, y: middle(index), text: write(value) },
        ]),
      ];
    }),
  ];
  const text = { type: 'text', baseline: 'middle' };
  const write = { text: { field: 'text' } };
  const height = HEAD + labels.length * step;
  const layers = [
    layer('zero', { type: 'rule', color: palette.axis }, { y2: { field: 'y2' } }),
    layer('bar', { type: 'rect' }, { x2: { field: 'x2' }, y2: { field: 'y2' }, color: OWN_COLOUR }),
    layer('name', { ...text, align: 'right', limit: names - 10 }, write),
    layer('value', { ...text, align: 'left' }, write),
    layer('head', { ...text, align: 'left', fontWeight: 600, limit: width }, write),
  ];
  return { spec: pixelSpec(layers, height), rows, notes };
}

/** Lines above each other over the same time. */
function coursePanels(input: ChartInput): Plot {
  const { table, fields, palette } = input;
  const measures = fields.measures.slice(0, MOST_PANELS);
  const { grain } = fields.time!;
  const times = pointsOfMeasure(table, fields, measures[0]!).flatMap(({ time }) => (time === null ? [] : [time]));
  const first = times.reduce((a, b) => Math.min(a, b));
  const last = times.reduce((a, b) => Math.max(a, b));
  const below = HEAD + COURSE.height + COURSE.gap;
  const height = measures.length * below - COURSE.gap + COURSE.foot;
  const courses = measures.map((measure) => courseOf(input, measure));
  const latest = courses
    .flatMap(({ points }) => points)
    .reduce((most, { time, value }) => (value === null ? most : Math.max(most, time!)), -Infinity);
  const longest = Math.max(...courses.flatMap(({ names }) => names.map((name) => name.length)));
  const left = longest * LETTER + 8;
  const x = (time: number) => left + (last === first ? 0.5 : (time - first) / (last - first)) * (WIDTH - left);
  const rows = [
    ...courses.flatMap(({ name, points, ticks: { domain, values }, names, write }, panel) => {
      const [low, high] = domain;
      const top = panel * below + HEAD;
      const y = (value: number) => top + COURSE.height * (1 - (value - low) / (high - low));
      const end = points.find(({ time }) => time === latest);
      return [
        { part: 'head', x: 0, y: top - 22, text: name },
        ...(end ? [{ part: 'value', x: WIDTH, y: top - 22, text: write(end.value) }] : []),
        ...values.flatMap((tick, index) => [
          { part: 'grid', x: left, x2: WIDTH, y: y(tick), colour: tick === 0 ? palette.axis : palette.grid },
          { part: 'value', x: left - 8, y: y(tick), text: names[index] },
        ]),
        ...points.map(({ time, value }) => ({
          part: 'line',
          label: name,
          x: x(time!),
          y: value === null ? null : y(value),
        })),
      ];
    }),
    { part: 'start', x: left, y: height - 6, text: formatTime(first, grain) },
    { part: 'value', x: WIDTH, y: height - 6, text: formatTime(last, grain) },
  ];
  const text = { type: 'text', baseline: 'middle' };
  const write = { text: { field: 'text' } };
  const layers = [
    layer('grid', { type: 'rule' }, { x2: { field: 'x2' }, color: OWN_COLOUR }),
    layer(
      'line',
      { type: 'line', color: palette.main, strokeWidth: 2.25, invalid: 'break-paths-show-path-domains' },
      { detail: { field: 'label', type: 'nominal' } },
    ),
    layer('head', { ...text, align: 'left', fontWeight: 600 }, write),
    layer('value', { ...text, align: 'right', color: palette.muted }, write),
    layer('start', { ...text, align: 'left', color: palette.muted }, write),
  ];
  const notes = latest === -Infinity ? [] : latestNotes(latest, last, input);
  return { spec: pixelSpec(layers, height), rows, notes };
}

function courseOf({ table, fields, options }: ChartInput, measure: MeasureColumn) {
  const points = pointsOfMeasure(table, fields, measure)
    .filter(({ time }) => time !== null)
    .toSorted((a, b) => a.time! - b.time!);
  const ticks = numberTicks(
    points.map(({ value }) => value ?? Number.NaN),
    { count: 2, zero: true },
  );
  const names = axisWriterOf({ options }, measure)(ticks.values);
  return { name: measure.name, points, ticks, names, write: writerOf({ options }, measure) };
}

function pixelSpec(layers: readonly object[], height: number) {
  const encoding = { x: pixelChannel('x', WIDTH), y: { ...pixelChannel('y', height), scale: null } };
  return plotSpec({ autosize: 'none', encoding, layer: layers }, { height });
}

/** A measure's values for the labels shown; the last label may stand for all the others. */
function valuesAt({ table, fields }: ChartInput, measure: MeasureColumn, labels: readonly string[]) {
  const points = pointsOfMeasure(table, fields, measure);
  const others = labels.find((label) => label.startsWith(`${OTHER} (`));
  const folded = others
    ? mergeOthers(points, 'label', new Set(labels.filter((label) => label !== others)), others)
    : points;
  const values = new Map(folded.map(({ label, value }) => [label, value]));
  return labels.map((label) => values.get(label) ?? null);
}
