import { least, max } from 'd3-array';

import type { ChartInput, DrawnMeasure } from '../chart-input.ts';
import type { CategoryTotal } from './category-totals.ts';

import { formatBucket } from '../../calendar/bucket.ts';
import { formatShare } from '../../text/number.ts';
import { uncapital } from '../../text/text.ts';
import { latestWords } from '../incomplete.ts';
import { isTruncated } from '../options.ts';
import { isOtherOrUnknown, isUnknown } from '../points.ts';
import { largest } from '../top.ts';
import { categoryTotals } from './category-totals.ts';
import { listNames, writeChange, writeName, writeValue } from './value-words.ts';

/**
 * Writes which category or series is largest: `USA leads with $1.9M (45%), then France with $0.6M.` Along a time, a
 * measure that cannot be added up is compared in the latest bucket. Undefined where there is no value.
 */
export function leaderSentence(input: ChartInput, measure: DrawnMeasure): string | undefined {
  const { time, options } = input;
  const latest = time && !measure.isAdditive ? latestTime(measure) : undefined;
  const sentence = rankSentence(input, measure, categoryTotals(input, measure, latest));
  if (sentence === undefined || latest === undefined || !time) return sentence;
  const name = formatBucket(latest, time.grain, options.locale);
  return `In ${time.grain === 'week' ? `the ${name}` : name}, ${latestWords(latest, time.grain, options)}: ${sentence}`;
}

/** The start of the last bucket with a value; undefined where there is none. */
function latestTime({ points }: DrawnMeasure): number | undefined {
  return max(points, ({ time, value }) => (value === null ? null : time));
}

function rankSentence(input: ChartInput, measure: DrawnMeasure, totals: readonly CategoryTotal[]): string | undefined {
  const { options } = input;
  const named = totals.filter(({ name }) => !isOtherOrUnknown(name));
  const ranked = named.length > 1 ? named : totals;
  const [first, second] = largest(ranked, ({ value }) => (options.isAscending ? -value : value), 2);
  if (!first) return undefined;
  const write = ({ value }: CategoryTotal) => writeValue(measure, value, options);
  const change =
    measure.total === null || input.table.rows.length < 2 ? writeChange(measure, first, options) : undefined;
  const against = change ? `, ${change}` : '';
  const leader = writeName(first.name);
  const unknown = totals.filter(({ name }) => isUnknown(name));
  const isLess = second !== undefined && unknown.some(({ value }) => value > second.value);
  const isPlural = unknown.length > 1;
  const start =
    isLess && named.length > 1
      ? `${listNames(unknown.map(write))} ${isPlural ? 'are' : 'is'} Unknown; of what is known, `
      : '';
  if (!second) return `${leader}: ${write(first)}${against}.`;
  if (options.isAscending) return fromBelow(ranked, write, against);
  const isTie = write(second) === write(first); // as they are written, so that nobody leads by nothing
  const ties = isTie ? named.filter((each) => write(each) === write(first)) : [];
  if (ties.length > 1) return tieSentence(ties, { count: named.length, value: write(first), start });
  const last = least(named, ({ value }) => value);
  if (last && last.value < 0)
    return `${leader} is highest with ${write(first)}, ${writeName(last.name)} lowest with ${write(last)}.`;
  const share = start === '' ? shareOf(first, input, measure, totals) : ''; // of the whole, not of what is known
  return `${start}${leader} leads with ${write(first)}${share}${against}, then ${writeName(second.name)} with ${write(second)}.`;
}

/** `Sunday has the least with $73K, then Saturday with $310K.` */
function fromBelow(ranked: readonly CategoryTotal[], write: (total: CategoryTotal) => string, against: string): string {
  const [first, second, ...others] = ranked.toSorted((left, right) => left.value - right.value);
  const least = writeName(first!.name);
  if (write(first!) !== write(second!))
    return `${least} has the least with ${write(first!)}${against}, then ${writeName(second!.name)} with ${write(second!)}.`;
  const ties = [first!, second!, ...others].filter((each) => write(each) === write(first!));
  return `${listNames(ties.map(({ name }) => writeName(name)))} have the least with ${write(first!)} each.`;
}

function tieSentence(
  ties: readonly CategoryTotal[],
  { count, value, start }: { readonly count: number; readonly value: string; readonly start: string },
): string {
  const all = count === 2 ? 'Both' : `All ${count}`;
  if (ties.length === count) return `${start}${start === '' ? all : uncapital(all)} have ${value} each.`;
  return `${start}${listNames(ties.map(({ name }) => writeName(name)))} lead with ${value} each.`;
}

/** ` (45%)` of the whole; nothing where there is no whole that it could be a part of. */
function shareOf(
  { value }: CategoryTotal,
  { table, options }: ChartInput,
  { name, total }: DrawnMeasure,
  totals: readonly CategoryTotal[],
): string {
  if (options.formats?.[name]?.includes('%')) return ''; // it is a part already
  const isPart = totals.every((each) => each.value >= 0) && !isTruncated(table.rows.length, options);
  return isPart && total !== null && total > 0 ? ` (${formatShare(value / total, options)})` : '';
}
