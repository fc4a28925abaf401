import type { Grain } from '../calendar/bucket.ts';
import type { MeasureColumn } from '../table/fields.ts';
import type { Table } from '../table/table.ts';
import type { NumberOptions } from '../text/number.ts';
import type { DrawnKind } from './chart-type.ts';
import type { Scene } from './options.ts';
import type { Point } from './points.ts';

import { cutBucket, formatTime } from '../calendar/bucket.ts';
import { sumOf } from '../table/sum.ts';
import { numberOf } from '../table/table.ts';
import { formatChange, formatNumber, formatShare } from '../text/number.ts';
import { capital, shorten } from '../text/text.ts';
import { latestWords } from './incomplete.ts';
import { isCut } from './options.ts';
import { hasRepeats, isRest, pointsOf } from './points.ts';
import { correlate } from './statistics.ts';
import { takeLargest } from './top.ts';

type Told = { readonly name: string; readonly value: number; readonly earlier: number | null };

const LONGEST_HEADLINE = 480;

/**
 * The finding in numbers, in a sentence or two: the total where there is one, and who or when stands out; of several
 * measures one after the other, as far as they stay readable.
 */
export function headlineOf(scene: Scene, kind: DrawnKind): string {
  const { shape, table } = scene;
  const [measure, ...others] = shape.measures;
  if (!measure) return `${countRows(table.rows.length, scene.options)}.`;
  const isAlone = !shape.time && shape.dimensions.length === 0;
  if (isAlone && table.rows.length === 1) return numbersInWords(scene);
  if (kind === 'scatter' || (others.length > 0 && (isAlone || isCrowd(scene, measure)))) return relationInWords(scene);
  if (others.length === 0 || kind === 'histogram') return findingInWords(scene, measure, kind);
  let headline = '';
  for (const [index, each] of shape.measures.entries()) {
    const words = `${each.name}: ${findingInWords(scene, each, kind)}`;
    const left = shape.measures.length - index;
    if (index > 0 && headline.length + words.length > LONGEST_HEADLINE)
      return `${headline} ${left === 1 ? 'One more measure' : `${left} more measures`} beside it.`;
    headline += `${index === 0 ? '' : ' '}${words}`;
  }
  return headline;
}

function findingInWords(scene: Scene, measure: MeasureColumn, kind: DrawnKind): string {
  const { time, dimensions } = scene.shape;
  const isAlone = !time && dimensions.length === 0;
  if (kind === 'histogram' || isAlone || isCrowd(scene, measure)) return spreadInWords(scene, measure);
  const finding =
    (kind === 'waterfall' ? contributionInWords(scene, measure) : undefined) ??
    (dimensions.length > 0 ? leaderInWords(scene, measure) : courseInWords(scene, measure));
  return [totalInWords(scene, measure), finding].filter((sentence) => sentence !== undefined).join(' ');
}

/** Rows that share their places and cannot be added up: single values. */
function isCrowd({ table, shape }: Scene, measure: MeasureColumn): boolean {
  return !measure.isAdditive && hasRepeats(pointsOf(table, shape, measure));
}

/** `Sales: $4.21M (+13% against $3.73M last year).` for each measure of a single row. */
function numbersInWords({ table, shape, options }: Scene): string {
  const told = shape.measures.map((measure) => {
    const value = numberOf(table.rows[0]![measure.index]);
    const earlier = measure.earlier === undefined ? null : numberOf(table.rows[0]![measure.earlier]);
    const change = formatChange(value, earlier, look(measure, options));
    const words = options.comparison?.label ?? 'before';
    const against = change && ` (${change} against ${write(measure, earlier!, options)} ${words})`;
    return `${measure.name}: ${value === null ? 'no data' : write(measure, value, options)}${against ?? ''}`;
  });
  return `${told.join(', ')}.`;
}

/** `Half of the 800 values lie between $2,100 and $4,900; the middle one is $3,400.` */
function spreadInWords({ table, options }: Scene, measure: MeasureColumn): string {
  const values = table.rows.map((row) => numberOf(row[measure.index])).filter((value) => value !== null);
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => write(measure, sorted[Math.round((sorted.length - 1) * share)]!, options);
  const count = formatNumber(values.length, { style: 'full', locale: options.locale });
  return `Half of the ${count} values lie between ${at(0.25)} and ${at(0.75)}; the middle one is ${at(0.5)}.`;
}

/** Whether two measures go together, by Pearson's correlation. */
function relationInWords({ table, shape, options }: Scene): string {
  const [across, up] = [shape.measures[0]!, shape.measures[1]!];
  const rows = countRows(table.rows.length, options);
  const correlation = correlate(table, across.index, up.index);
  if (correlation === undefined) return `${rows} of ${across.name} and ${up.name}.`;
  const size = Math.abs(correlation);
  const names = `${across.name} and ${up.name}`;
  if (size < 0.3) return `${rows}: ${names} hardly depend on each other.`;
  const degree = size >= 0.7 ? '' : ' loosely';
  if (correlation < 0) return `${rows}: ${up.name} falls${degree} as ${across.name} rises.`;
  return `${rows}: ${up.name} rises${degree} with ${across.name}.`;
}

/** `$4.2M in all, +12% against last year.` Undefined where rows may not be added up. */
function totalInWords({ table, options }: Scene, measure: MeasureColumn): string | undefined {
  const total = sumOf(table, measure.index);
  if (!measure.isAdditive || total === null || table.rows.length < 2) return undefined;
  if (isCut(table.rows.length, options)) return `${write(measure, total, options)} in the ${countItems(table)} shown.`;
  const change =
    measure.earlier === undefined ? undefined : formatChange(total, sumOf(table, measure.earlier), options);
  const against = change ? `, ${change} against ${options.comparison?.label ?? 'before'}` : '';
  return `${write(measure, total, options)} in all${against}.`;
}

/** `USA leads with $1.9M (45%), then France with $0.6M.` In time, what cannot be added up is told of the latest bucket. */
function leaderInWords(scene: Scene, measure: MeasureColumn): string | undefined {
  const latest = measure.isAdditive ? undefined : latestTime(scene, measure);
  const words = ranksInWords(scene, measure, latest);
  if (words === undefined || latest === undefined) return words;
  const { grain } = scene.shape.time!;
  return `In ${namedIn(latest, grain)}, ${latestWords(latest, grain, scene.options)}: ${words}`;
}

function ranksInWords(scene: Scene, measure: MeasureColumn, latest: number | undefined): string | undefined {
  const { table, options } = scene;
  const told = tellLabels(scene, measure, latest);
  const named = told.filter(({ name }) => !isRest(name));
  const [first, second] = takeLargest(named.length > 1 ? named : told, ({ value }) => value, 2);
  const last = named.reduce<Told | undefined>((low, each) => (low && low.value < each.value ? low : each), undefined);
  if (!first) return undefined;
  const say = ({ value }: Told) => write(measure, value, options);
  const against = changeInWords(scene, measure, first);
  if (!second) return `${shorten(first.name)}: ${say(first)}${against}.`;
  const ties = named.filter((each) => say(each) === say(first)); // as they are written, so that nobody leads by nothing
  if (ties.length === named.length && ties.length > 1)
    return `${ties.length === 2 ? 'Both' : `All ${ties.length}`} have ${say(first)} each.`;
  if (ties.length > 1) return `${listInWords(ties.map(({ name }) => shorten(name)))} lead with ${say(first)} each.`;
  if (last && last.value < 0)
    return `${shorten(first.name)} is highest with ${say(first)}, ${shorten(last.name)} lowest with ${say(last)}.`;
  const total = sumOf(table, measure.index) ?? 0;
  const isPart =
    measure.isAdditive && total > 0 && !isCut(table.rows.length, options) && told.every(({ value }) => value >= 0);
  const share = isPart ? ` (${formatShare(first.value / total, options)})` : '';
  return `${shorten(first.name)} leads with ${say(first)}${share}${against}, then ${shorten(second.name)} with ${say(second)}.`;
}

/** `USA adds the most, $580K; Finland takes away the most, −$68.8K.` Undefined where nothing is compared. */
function contributionInWords(scene: Scene, measure: MeasureColumn): string | undefined {
  if (measure.earlier === undefined || scene.shape.dimensions.length === 0) return undefined;
  const changes = tellLabels(scene, measure)
    .filter(({ name }) => !isRest(name))
    .map(({ name, value, earlier }) => ({ name, change: value - (earlier ?? 0) }))
    .sort((a, b) => b.change - a.change);
  const say = ({ name, change }: { name: string; change: number }, verb: string) =>
    `${shorten(name)} ${verb}, ${change > 0 ? '+' : ''}${write(measure, change, scene.options)}`;
  const [most, least] = [changes[0], changes.at(-1)];
  const parts = [
    ...(most && most.change > 0 ? [say(most, 'adds the most')] : []),
    ...(least && least.change < 0 ? [say(least, 'takes away the most')] : []),
  ];
  return parts.length === 0 ? undefined : `${parts.join('; ')}.`;
}

/** The start of the last bucket with a value; undefined where there is no time. */
function latestTime({ table, shape }: Scene, measure: MeasureColumn): number | undefined {
  if (!shape.time) return undefined;
  const latest = pointsOf(table, shape, measure).reduce(
    (last, { time, value }) => (value === null ? last : Math.max(last, time ?? -Infinity)),
    -Infinity,
  );
  return latest === -Infinity ? undefined : latest;
}

/** `Nov 2025 is highest with $512K; Oct 2026, the latest, has $391K.` */
function courseInWords(scene: Scene, measure: MeasureColumn): string | undefined {
  const { table, shape, options } = scene;
  const { grain } = shape.time!;
  const told = pointsOf(table, shape, measure).filter(({ time, value }) => time !== null && value !== null);
  if (told.length === 0) return undefined;
  const last = told.reduce((a, b) => (b.time! >= a.time! ? b : a));
  const say = (point: Point) => write(measure, point.value!, options);
  const when = (point: Point) => formatTime(point.time!, grain);
  const against = changeInWords(scene, measure, last);
  if (told.length === 1) return `${capital(when(last))}: ${say(last)}${against}.`;
  const isFirst = (a: Point, b: Point) => a.value === b.value && a.time! < b.time!;
  const peak = told.reduce((a, b) => (b.value! > a.value! || isFirst(b, a) ? b : a));
  const isCut = ({ time }: Point) => cutBucket(time!, options.since) !== undefined;
  const whole = told.filter((point) => point === last || !isCut(point)); // a bucket in part is lowest without a reason
  const low = whole.reduce((a, b) => (b.value! < a.value! || isFirst(b, a) ? b : a));
  if (whole.length === told.length && peak.value === low.value) return `It stays at ${say(peak)} throughout.`;
  const latest = latestWords(last.time!, grain, options);
  if (peak === last && low !== last)
    return `${capital(when(last))}, ${latest}, is highest with ${say(last)}${against}; ${when(low)} was lowest with ${say(low)}.`;
  return `${capital(when(peak))} is highest with ${say(peak)}; ${when(last)}, ${latest}, has ${say(last)}${against}.`;
}

/** `, +12% against last year`: for one value, where no total has told it already. */
function changeInWords(
  { table, options }: Scene,
  measure: MeasureColumn,
  { value, earlier }: { readonly value: number | null; readonly earlier: number | null },
): string {
  const change =
    measure.isAdditive && table.rows.length > 1 ? undefined : formatChange(value, earlier, look(measure, options));
  return change ? `, ${change} against ${options.comparison?.label ?? 'before'}` : '';
}

/** Labels with their values: sums where they may be added up, single cells, of one time, where not. */
function tellLabels({ table, shape }: Scene, measure: MeasureColumn, latest?: number): readonly Told[] {
  const points = pointsOf(table, shape, measure);
  const isSingle = !shape.time && shape.dimensions.length === 1; // each label has one point already
  if (!measure.isAdditive || isSingle) {
    const shown = points.filter(({ time, value }) => value !== null && (latest === undefined || time === latest));
    return shown.map(({ label, split, value, earlier }) => {
      const name = label === '' || split === '' ? label || split : `${label} · ${split}`;
      return { name, value: value!, earlier };
    });
  }
  const field = shape.time ? 'split' : 'label';
  const told = new Map<string, { name: string; value: number; earlier: number | null }>();
  for (const point of points) {
    if (point.value === null) continue;
    const known = told.get(point[field]);
    if (!known) told.set(point[field], { name: point[field], value: point.value, earlier: point.earlier });
    else {
      known.value += point.value;
      if (point.earlier !== null) known.earlier = (known.earlier ?? 0) + point.earlier;
    }
  }
  return [...told.values()];
}

/** How many things a limit was set for: what the first column names, however many parts each has. */
function countItems({ rows }: Table): number {
  return new Set(rows.map(([first]) => first)).size;
}

function write(measure: MeasureColumn, value: number, options: Scene['options']): string {
  return formatNumber(value, look(measure, options));
}

function look({ format }: MeasureColumn, { numbers, locale }: Scene['options']): NumberOptions {
  return { format, style: numbers, locale };
}

function namedIn(time: number, grain: Grain): string {
  return `${grain === 'week' ? 'the ' : ''}${formatTime(time, grain)}`;
}

function countRows(count: number, { locale }: Scene['options']): string {
  return count === 1 ? '1 row' : `${formatNumber(count, { style: 'full', locale })} rows`;
}

function listInWords(names: readonly string[]): string {
  const shown = names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} others`] : names;
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
