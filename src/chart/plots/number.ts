import type { MeasureColumn } from '../../table/fields.ts';
import type { ChartInput, Plot } from '../options.ts';

import { formatTime } from '../../calendar/bucket.ts';
import { sumOf } from '../../table/sum.ts';
import { numberOf } from '../../table/table.ts';
import { formatChange } from '../../text/number.ts';
import { textColour } from '../palette.ts';
import { pointsOfMeasure } from '../points.ts';
import { pixelChannel } from './channels.ts';
import { layer, plotSpec, WIDTH, writerOf } from './plot.ts';

const MOST_TILES = 4;

const LEAST_COURSE = 3;

/** One big number, its change against the comparison beneath, and its course in time beside it when there is one. */
export function numberPlot(input: ChartInput): Plot {
  const { fields, palette } = input;
  const measures = fields.time ? fields.measures.slice(0, 1) : fields.measures.slice(0, MOST_TILES);
  const course = courseOf(input);
  const width = course.length > 0 ? WIDTH * 0.5 : (WIDTH + 24) / measures.length;
  const tiles = measures.map((measure, index) =>
    tileOf(input, measure, { left: index * width, isAlone: measures.length === 1 }),
  );
  const most = tiles.reduce((lines, rows) => Math.max(lines, rows.filter(isTold).length), 0);
  const height = (measures.length === 1 ? 84 : 78) + (most > 0 ? 2 + most * 22 : 0);
  const longest = tiles
    .flat()
    .reduce((most, { part, text }) => (part === 'number' ? Math.max(most, text.length) : most), 1);
  const size = Math.floor(Math.min(measures.length === 1 ? 64 : 44, (width - 20) / (longest * 0.62)));
  const text = { type: 'text', align: 'left', baseline: 'alphabetic', limit: width - 16 };
  const write = { text: { field: 'text' } };
  const colour = { color: { field: 'colour', type: 'nominal', scale: null } };
  const spec = plotSpec(
    {
      autosize: 'none',
      encoding: { x: pixelChannel('x', WIDTH), y: { ...pixelChannel('y', height), scale: null } },
      layer: [
        layer('name', { ...text, fontSize: 14, color: palette.muted }, write),
        layer('number', { ...text, fontSize: size, fontWeight: 600 }, write),
        layer('change', { ...text, fontSize: 15, fontWeight: 600 }, { ...write, ...colour }),
        layer('against', { ...text, fontSize: 15, color: palette.muted }, write),
        layer('course', { type: 'area', color: palette.main, fillOpacity: 0.12 }, { y2: { datum: height } }),
        layer('course', { type: 'line', color: palette.main, strokeWidth: 2.5 }, {}),
        layer('last', { type: 'circle', color: palette.main, size: 60, opacity: 1 }, {}),
      ],
    },
    { height },
  );
  return { spec, rows: [...tiles.flat(), ...placeCourse(course, height)] };
}

function tileOf(input: ChartInput, measure: MeasureColumn, { left, isAlone }: { left: number; isAlone: boolean }) {
  const { table, fields, options, palette } = input;
  const write = writerOf(input, measure);
  const valueAt = (index: number) => (measure.isAdditive ? sumOf(table, index) : numberOf(latestRow(input)?.[index]));
  const value = valueAt(measure.index);
  const baseline = measure.baseline === undefined ? null : valueAt(measure.baseline);
  const change = formatChange(value, baseline, { ...options, format: measure.format });
  const dated = points(input);
  const when =
    fields.time && dated.length > 0 && (dated.length === 1 || !measure.isAdditive)
      ? formatTime(dated.at(-1)!.time!, fields.time.grain)
      : undefined;
  const words = options.comparison?.label ?? 'before';
  const base = 66;
  const told = [
    when,
    change && `${change} against ${words}`,
    baseline === null ? undefined : `${write(baseline)} ${words}`,
  ];
  return [
    ...(isAlone ? [] : [{ part: 'name', x: left, y: 18, text: measure.name, colour: palette.muted }]),
    { part: 'number', x: left, y: base, text: write(value), colour: palette.text },
    ...told
      .filter((text) => text !== undefined)
      .map((text, line) => ({
        part: text === told[1] ? 'change' : 'against',
        x: left,
        y: base + 30 + line * 22,
        text,
        colour: textColour(
          value !== null && baseline !== null && value < baseline ? palette.down : palette.up,
          palette,
        ),
      })),
  ];
}

/** Whether a row is a line below the number. */
function isTold({ part }: { readonly part: string }): boolean {
  return part === 'change' || part === 'against';
}

function points({ table, fields }: ChartInput) {
  return pointsOfMeasure(table, fields, fields.measures[0]!)
    .filter(({ time }) => time !== null)
    .toSorted((a, b) => a.time! - b.time!);
}

/** What cannot be added up is shown as it is at the end of the time. */
function latestRow({ table, fields }: ChartInput) {
  if (!fields.time) return table.rows[0];
  const { index } = fields.time;
  return table.rows.reduce((latest, row) => ((row[index] ?? '') > (latest[index] ?? '') ? row : latest));
}

function courseOf(input: ChartInput) {
  if (!input.fields.time) return [];
  const dots = points(input).filter(({ value }) => value !== null);
  return dots.length < LEAST_COURSE ? [] : dots;
}

/** The course as pixels in the right part of the picture, from zero up. */
function placeCourse(course: ReturnType<typeof courseOf>, height: number) {
  if (course.length === 0) return [];
  const [first, last] = [course[0]!.time!, course.at(-1)!.time!];
  const high = course.reduce((most, { value }) => Math.max(most, value!), 0);
  const low = course.reduce((least, { value }) => Math.min(least, value!), 0);
  const placed = course.map(({ time, value }) => ({
    part: 'course',
    x: WIDTH * 0.54 + ((time! - first) / (last - first)) * (WIDTH * 0.46 - 6),
    y: 10 + (height - 10) * (1 - (value! - low) / (high - low || 1)),
  }));
  return [...placed, { ...placed.at(-1)!, part: 'last' }];
}
