import type { Chart, Scene } from './chart.ts';
import type { Point } from './points.ts';
import type { MeasureColumn } from './shape.ts';

import { formatChange, formatNumber, formatShare, formatTime } from './format.ts';
import { mergePoints, pointsOf } from './points.ts';
import { openBucket } from './shape.ts';
import { sumOf } from './sum.ts';
import { numberOf } from './table.ts';

type Told = { readonly name: string; readonly value: number; readonly earlier: number | null };

const LONGEST_ALT = 2000;
const KIND_NAMES: Readonly<Record<Chart['kind'], string>> = {
  number: 'Number',
  bar: 'Bar chart',
  column: 'Column chart',
  line: 'Line chart',
  area: 'Area chart',
  stacked: 'Stacked bar chart',
  grouped: 'Grouped bar chart',
  share: 'Bar chart of shares',
  heatmap: 'Heat map',
  multiples: 'Small line charts',
  pie: 'Pie chart',
  scatter: 'Scatter plot',
  histogram: 'Histogram',
  waterfall: 'Waterfall chart',
  table: 'Table',
  custom: 'Chart',
  empty: 'No chart',
};

/** The finding in numbers, in a sentence or two: the total where there is one, and who or when stands out. */
export function headlineOf(scene: Scene): string {
  const { shape, table } = scene;
  const measure = shape.measures[0];
  if (!measure) return table.rows.length === 1 ? 'One row.' : `${formatNumber(table.rows.length)} rows.`;
  if (!shape.time && shape.dimensions.length === 0) return numbersInWords(scene);
  const finding = shape.dimensions.length > 0 ? leaderInWords(scene, measure) : courseInWords(scene, measure);
  return [totalInWords(scene, measure), finding].filter((sentence) => sentence !== undefined).join(' ');
}

/** For people who do not see the picture: what it is, the finding, and as many of its values as have room. */
export function altOf(scene: Scene, kind: Chart['kind'], headline: string): string {
  const { title, subtitle } = scene.options;
  const about = [title, subtitle].filter((part) => part !== '').join('. ');
  const start = `${KIND_NAMES[kind]}: ${about.slice(0, LONGEST_ALT / 2)}. ${headline}`.slice(0, LONGEST_ALT - 200);
  const values = scene.shape.measures[0] ? valuesInWords(scene, scene.shape.measures[0]) : [];
  let told = 0;
  let list = '';
  while (told < values.length && start.length + list.length + values[told]!.length < LONGEST_ALT - 60) {
    list += `${told === 0 ? '' : '; '}${values[told]}`;
    told++;
  }
  if (told < 2) return start;
  return `${start} Values: ${list}${told < values.length ? `; and ${values.length - told} more` : ''}.`;
}

/** A table of one row or of numbers alone: each measure by name. */
function numbersInWords({ table, shape, options }: Scene): string {
  const only = table.rows.length === 1 ? table.rows[0]! : undefined;
  if (!only)
    return `${formatNumber(table.rows.length)} rows of ${listInWords(shape.measures.map(({ name }) => name))}.`;
  const told = shape.measures.map((measure) => {
    const value = numberOf(only[measure.index]);
    const earlier = measure.earlier === undefined ? null : numberOf(only[measure.earlier]);
    const change = formatChange(value, earlier);
    const against =
      change && ` (${change} against ${write(measure, earlier!, options)} ${options.comparison?.label ?? 'before'})`;
    return `${measure.name}: ${value === null ? 'no data' : write(measure, value, options)}${against ?? ''}`;
  });
  return `${told.join(', ')}.`;
}

/** `$4.2M in all, +12% against last year.` Undefined where rows may not be added up or some were not asked for. */
function totalInWords({ table, options }: Scene, measure: MeasureColumn): string | undefined {
  const total = sumOf(table, measure.index);
  if (!measure.isAdditive || total === null || table.rows.length < 2) return undefined;
  if (options.limit !== undefined && table.rows.length >= options.limit)
    return `${write(measure, total, options)} in the ${table.rows.length} shown.`;
  const change = measure.earlier === undefined ? undefined : formatChange(total, sumOf(table, measure.earlier));
  const against = change ? `, ${change} against ${options.comparison?.label ?? 'before'}` : '';
  return `${write(measure, total, options)} in all${against}.`;
}

/** `USA leads with $1.9M (45%), then France with $0.6M.` */
function leaderInWords(scene: Scene, measure: MeasureColumn): string | undefined {
  const { table, options } = scene;
  const told = tellLabels(scene, measure);
  const [first, second] = told;
  if (!first) return undefined;
  const value = write(measure, first.value, options);
  if (!second) return `${first.name}: ${value}.`;
  const total = sumOf(table, measure.index);
  const isWhole = (measure.isAdditive && options.limit === undefined) || (options.limit ?? 0) > table.rows.length;
  const isPart =
    measure.isAdditive && isWhole && total !== null && total > 0 && told.every((other) => other.value >= 0);
  const share = isPart ? ` (${formatShare(first.value / total)})` : '';
  if (first.value === second.value) {
    const equals = told.filter(({ value: other }) => other === first.value).map(({ name }) => name);
    return `${listInWords(equals)} ${equals.length === told.length ? 'all have' : 'lead with'} ${value}${equals.length > 1 ? ' each' : ''}.`;
  }
  return `${first.name} leads with ${value}${share}, then ${second.name} with ${write(measure, second.value, options)}.`;
}

/** `Nov 2025 is highest with $512K; Oct 2026, the latest, has $391K.` */
function courseInWords(scene: Scene, measure: MeasureColumn): string | undefined {
  const { shape, table, options } = scene;
  const { grain } = shape.time!;
  const told = pointsOf(table, shape, measure)
    .filter(({ time, value }) => time !== null && value !== null)
    .toSorted((a, b) => a.time! - b.time!);
  const last = told.at(-1);
  if (!last) return undefined;
  const say = (point: Point) => write(measure, point.value!, options);
  const when = (point: Point) => formatTime(point.time!, grain);
  if (told.length === 1) return `${capital(when(last))}: ${say(last)}.`;
  const peak = told.reduce((a, b) => (b.value! > a.value! ? b : a));
  const low = told.reduce((a, b) => (b.value! < a.value! ? b : a));
  const isOpen = openBucket(last.time!, grain, options.now) !== undefined;
  if (peak.value === low.value) return `It stays at ${say(peak)} throughout.`;
  if (peak === last)
    return `${capital(when(last))}, the latest, is highest with ${say(last)}; ${when(low)} was lowest with ${say(low)}.`;
  const latest = isOpen
    ? `${when(last)}, not over yet, has ${say(last)}`
    : `${when(last)}, the latest, has ${say(last)}`;
  return `${capital(when(peak))} is highest with ${say(peak)}; ${latest}.`;
}

/** Labels with their values, largest first: sums where they may be added up, single cells where not. */
function tellLabels({ table, shape }: Scene, measure: MeasureColumn): readonly Told[] {
  const all = pointsOf(table, shape, measure).filter(({ value }) => value !== null);
  const latest = all.reduce((a, { time }) => Math.max(a, time ?? -Infinity), -Infinity);
  const shown = measure.isAdditive || !shape.time ? all : all.filter(({ time }) => time === latest);
  const field = shape.time ? 'split' : 'label';
  const flat = measure.isAdditive
    ? mergePoints(shown.map((point) => ({ ...point, time: null, label: point[field], split: '' })))
    : shown.map((point) => ({ ...point, label: [point.label, point.split].filter((part) => part !== '').join(' · ') }));
  return flat
    .map(({ label, value, earlier }) => ({ name: label, value: value!, earlier }))
    .sort((a, b) => b.value - a.value);
}

function valuesInWords(scene: Scene, measure: MeasureColumn): readonly string[] {
  const { shape, table, options } = scene;
  const say = ({ value, earlier }: Point) =>
    [
      value === null ? 'no data' : write(measure, value, options),
      earlier === null ? undefined : `(${write(measure, earlier, options)} ${options.comparison?.label ?? 'before'})`,
    ]
      .filter((part) => part !== undefined)
      .join(' ');
  const points = pointsOf(table, shape, measure);
  const sorted = shape.time ? points : points.toSorted((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity));
  return sorted.map((point) => {
    const time = point.time === null ? undefined : formatTime(point.time, shape.time!.grain);
    const name = [time, point.label, point.split].filter((part) => part !== undefined && part !== '').join(', ');
    return `${name} ${say(point)}`.trim();
  });
}

function write({ format }: MeasureColumn, value: number, { numbers }: Scene['options']): string {
  return formatNumber(value, { format, style: numbers });
}

function listInWords(names: readonly string[]): string {
  const shown = names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} others`] : names;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
