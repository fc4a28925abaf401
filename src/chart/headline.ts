import type { Grain } from '../calendar/bucket.ts';
import type { MeasureColumn } from '../table/fields.ts';
import type { Table } from '../table/table.ts';
import type { NumberOptions } from '../text/number.ts';
import type { DrawnType } from './chart-type.ts';
import type { ChartInput } from './options.ts';
import type { Point } from './points.ts';

import { cutBucket, formatTime } from '../calendar/bucket.ts';
import { sumOf } from '../table/sum.ts';
import { numberOf } from '../table/table.ts';
import { formatChange, formatNumber, formatShare } from '../text/number.ts';
import { capital, truncate } from '../text/text.ts';
import { latestWords } from './incomplete.ts';
import { isTruncated } from './options.ts';
import { hasRepeats, isOtherOrUnknown, pointsOfMeasure } from './points.ts';
import { correlate } from './statistics.ts';
import { largest } from './top.ts';

type Told = { readonly name: string; readonly value: number; readonly baseline: number | null };

const LONGEST_HEADLINE = 480;

const LONGEST_NAME = 60;

/**
 * The finding in numbers, in a sentence or two: the total where there is one, and who or when stands out; of several
 * measures one after the other, as far as they stay readable.
 */
export function writeHeadline(input: ChartInput, type: DrawnType): string {
  const { fields, table } = input;
  const [measure, ...others] = fields.measures;
  if (!measure) return `${countRows(table.rows.length, input.options)}.`;
  const isAlone = !fields.time && fields.dimensions.length === 0;
  if (isAlone && table.rows.length === 1) return numbersInWords(input);
  if (type === 'scatter' || (others.length > 0 && (isAlone || isCrowd(input, measure)))) return relationInWords(input);
  if (others.length === 0 || type === 'histogram') return findingInWords(input, measure, type);
  let headline = '';
  for (const [index, each] of fields.measures.entries()) {
    const words = `${each.name}: ${findingInWords(input, each, type)}`;
    const left = fields.measures.length - index;
    if (index > 0 && headline.length + words.length > LONGEST_HEADLINE)
      return `${headline} ${left === 1 ? 'One more measure' : `${left} more measures`} beside it.`;
    headline += `${index === 0 ? '' : ' '}${words}`;
  }
  return headline;
}

function findingInWords(input: ChartInput, measure: MeasureColumn, type: DrawnType): string {
  const { time, dimensions } = input.fields;
  const isAlone = !time && dimensions.length === 0;
  if (type === 'histogram' || isAlone || isCrowd(input, measure)) return spreadInWords(input, measure);
  const finding =
    (type === 'waterfall' ? contributionInWords(input, measure) : undefined) ??
    (dimensions.length > 0 ? leaderInWords(input, measure) : courseInWords(input, measure));
  return [totalInWords(input, measure), finding].filter((sentence) => sentence !== undefined).join(' ');
}

/** Rows that share their places and cannot be added up: single values. */
function isCrowd({ table, fields }: ChartInput, measure: MeasureColumn): boolean {
  return !measure.isAdditive && hasRepeats(pointsOfMeasure(table, fields, measure));
}

/** `Sales: $4.21M (+13% against $3.73M last year).` for each measure of a single row. */
function numbersInWords({ table, fields, options }: ChartInput): string {
  const told = fields.measures.map((measure) => {
    const value = numberOf(table.rows[0]![measure.index]);
    const baseline = measure.baseline === undefined ? null : numberOf(table.rows[0]![measure.baseline]);
    const change = formatChange(value, baseline, look(measure, options));
    const words = options.comparison?.label ?? 'before';
    const against = change && ` (${change} against ${write(measure, baseline!, options)} ${words})`;
    return `${measure.name}: ${value === null ? 'no data' : write(measure, value, options)}${against ?? ''}`;
  });
  return `${told.join(', ')}.`;
}

/** `Half of the 800 values lie between $2,100 and $4,900; the middle one is $3,400.` */
function spreadInWords({ table, options }: ChartInput, measure: MeasureColumn): string {
  const values = table.rows.map((row) => numberOf(row[measure.index])).filter((value) => value !== null);
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => write(measure, sorted[Math.round((sorted.length - 1) * share)]!, options);
  const count = formatNumber(values.length, { style: 'full', locale: options.locale });
  return `Half of the ${count} values lie between ${at(0.25)} and ${at(0.75)}; the middle one is ${at(0.5)}.`;
}

/** Whether two measures go together, by Pearson's correlation. */
function relationInWords({ table, fields, options }: ChartInput): string {
  const [across, up] = [fields.measures[0]!, fields.measures[1]!];
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
function totalInWords({ table, options }: ChartInput, measure: MeasureColumn): string | undefined {
  const total = sumOf(table, measure.index);
  if (!measure.isAdditive || total === null || table.rows.length < 2) return undefined;
  if (isTruncated(table.rows.length, options))
    return `${write(measure, total, options)} in the ${countItems(table)} shown.`;
  const change =
    measure.baseline === undefined ? undefined : formatChange(total, sumOf(table, measure.baseline), options);
  const against = change ? `, ${change} against ${options.comparison?.label ?? 'before'}` : '';
  return `${write(measure, total, options)} in all${against}.`;
}

/** `USA leads with $1.9M (45%), then France with $0.6M.` In time, what cannot be added up is told of the latest bucket. */
function leaderInWords(input: ChartInput, measure: MeasureColumn): string | undefined {
  const latest = measure.isAdditive ? undefined : latestTime(input, measure);
  const words = ranksInWords(input, measure, latest);
  if (words === undefined || latest === undefined) return words;
  const { grain } = input.fields.time!;
  return `In ${namedIn(latest, grain)}, ${latestWords(latest, grain, input.options)}: ${words}`;
}

function ranksInWords(input: ChartInput, measure: MeasureColumn, latest: number | undefined): string | undefined {
  const { table, options } = input;
  const told = tellLabels(input, measure, latest);
  const named = told.filter(({ name }) => !isOtherOrUnknown(name));
  const [first, second] = largest(named.length > 1 ? named : told, ({ value }) => value, 2);
  const last = named.reduce<Told | undefined>((low, each) => (low && low.value < each.value ? low : each), undefined);
  if (!first) return undefined;
  const say = ({ value }: Told) => write(measure, value, options);
  const against = changeInWords(input, measure, first);
  if (!second) return `${truncate(first.name, LONGEST_NAME)}: ${say(first)}${against}.`;
  const ties = named.filter((each) => say(each) === say(first)); // as they are written, so that nobody leads by nothing
  if (ties.length === named.length && ties.length > 1)
    return `${ties.length === 2 ? 'Both' : `All ${ties.length}`} have ${say(first)} each.`;
  if (ties.length > 1)
    return `${listInWords(ties.map(({ name }) => truncate(name, LONGEST_NAME)))} lead with ${say(first)} each.`;
  if (last && last.value < 0)
    return `${truncate(first.name, LONGEST_NAME)} is highest with ${say(first)}, ${truncate(last.name, LONGEST_NAME)} lowest with ${say(last)}.`;
  const total = sumOf(table, measure.index) ?? 0;
  const isPart =
    measure.isAdditive &&
    total > 0 &&
    !isTruncated(table.rows.length, options) &&
    told.every(({ value }) => value >= 0);
  const share = isPart ? ` (${formatShare(first.value / total, options)})` : '';
  return `${truncate(first.name, LONGEST_NAME)} leads with ${say(first)}${share}${against}, then ${truncate(second.name, LONGEST_NAME)} with ${say(second)}.`;
}

/** `USA adds the most, $580K; Finland takes away the most, −$68.8K.` Undefined where nothing is compared. */
function contributionInWords(input: ChartInput, measure: MeasureColumn): string | undefined {
  if (measure.baseline === undefined || input.fields.dimensions.length === 0) return undefined;
  const changes = tellLabels(input, measure)
    .filter(({ name }) => !isOtherOrUnknown(name))
    .map(({ name, value, baseline }) => ({ name, change: value - (baseline ?? 0) }))
    .sort((a, b) => b.change - a.change);
  const say = ({ name, change }: { name: string; change: number }, verb: string) =>
    `${truncate(name, LONGEST_NAME)} ${verb}, ${change > 0 ? '+' : ''}${write(measure, change, input.options)}`;
  const [most, least] = [changes[0], changes.at(-1)];
  const parts = [
    ...(most && most.change > 0 ? [say(most, 'adds the most')] : []),
    ...(least && least.change < 0 ? [say(least, 'takes away the most')] : []),
  ];
  return parts.length === 0 ? undefined : `${parts.join('; ')}.`;
}

/** The start of the last bucket with a value; undefined where there is no time. */
function latestTime({ table, fields }: ChartInput, measure: MeasureColumn): number | undefined {
  if (!fields.time) return undefined;
  const latest = pointsOfMeasure(table, fields, measure).reduce(
    (last, { time, value }) => (value === null ? last : Math.max(last, time ?? -Infinity)),
    -Infinity,
  );
  return latest === -Infinity ? undefined : latest;
}

/** `Nov 2025 is highest with $512K; Oct 2026, the latest, has $391K.` */
function courseInWords(input: ChartInput, measure: MeasureColumn): string | undefined {
  const { table, fields, options } = input;
  const { grain } = fields.time!;
  const told = pointsOfMeasure(table, fields, measure).filter(({ time, value }) => time !== null && value !== null);
  if (told.length === 0) return undefined;
  const last = told.reduce((a, b) => (b.time! >= a.time! ? b : a));
  const say = (point: Point) => write(measure, point.value!, options);
  const when = (point: Point) => formatTime(point.time!, grain);
  const against = changeInWords(input, measure, last);
  if (told.length === 1) return `${capital(when(last))}: ${say(last)}${against}.`;
  const isFirst = (a: Point, b: Point) => a.value === b.value && a.time! < b.time!;
  const peak = told.reduce((a, b) => (b.value! > a.value! || isFirst(b, a) ? b : a));
  const isTruncated = ({ time }: Point) => cutBucket(time!, options.since) !== undefined;
  const whole = told.filter((point) => point === last || !isTruncated(point)); // a bucket in part is lowest without a reason
  const low = whole.reduce((a, b) => (b.value! < a.value! || isFirst(b, a) ? b : a));
  if (whole.length === told.length && peak.value === low.value) return `It stays at ${say(peak)} throughout.`;
  const latest = latestWords(last.time!, grain, options);
  if (peak === last && low !== last)
    return `${capital(when(last))}, ${latest}, is highest with ${say(last)}${against}; ${when(low)} was lowest with ${say(low)}.`;
  return `${capital(when(peak))} is highest with ${say(peak)}; ${when(last)}, ${latest}, has ${say(last)}${against}.`;
}

/** `, +12% against last year`: for one value, where no total has told it already. */
function changeInWords(
  { table, options }: ChartInput,
  measure: MeasureColumn,
  { value, baseline }: { readonly value: number | null; readonly baseline: number | null },
): string {
  const change =
    measure.isAdditive && table.rows.length > 1 ? undefined : formatChange(value, baseline, look(measure, options));
  return change ? `, ${change} against ${options.comparison?.label ?? 'before'}` : '';
}

/** Labels with their values: sums where they may be added up, single cells, of one time, where not. */
function tellLabels({ table, fields }: ChartInput, measure: MeasureColumn, latest?: number): readonly Told[] {
  const points = pointsOfMeasure(table, fields, measure);
  const isSingle = !fields.time && fields.dimensions.length === 1; // each label has one point already
  if (!measure.isAdditive || isSingle) {
    const shown = points.filter(({ time, value }) => value !== null && (latest === undefined || time === latest));
    return shown.map(({ label, split, value, baseline }) => {
      const name = label === '' || split === '' ? label || split : `${label} · ${split}`;
      return { name, value: value!, baseline };
    });
  }
  const field = fields.time ? 'split' : 'label';
  const told = new Map<string, { name: string; value: number; baseline: number | null }>();
  for (const point of points) {
    if (point.value === null) continue;
    const known = told.get(point[field]);
    if (!known) told.set(point[field], { name: point[field], value: point.value, baseline: point.baseline });
    else {
      known.value += point.value;
      if (point.baseline !== null) known.baseline = (known.baseline ?? 0) + point.baseline;
    }
  }
  return [...told.values()];
}

/** How many things a limit was set for: what the first column names, however many parts each has. */
function countItems({ rows }: Table): number {
  return new Set(rows.map(([first]) => first)).size;
}

function write(measure: MeasureColumn, value: number, options: ChartInput['options']): string {
  return formatNumber(value, look(measure, options));
}

function look({ format }: MeasureColumn, { numbers, locale }: ChartInput['options']): NumberOptions {
  return { format, style: numbers, locale };
}

function namedIn(time: number, grain: Grain): string {
  return `${grain === 'week' ? 'the ' : ''}${formatTime(time, grain)}`;
}

function countRows(count: number, { locale }: ChartInput['options']): string {
  return count === 1 ? '1 row' : `${formatNumber(count, { style: 'full', locale })} rows`;
}

function listInWords(names: readonly string[]): string {
  const shown = names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} others`] : names;
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
