import type { Ask, Cell, Filter, Grouping, Measure, Threshold } from './ask.ts';
import type { OpenSpan } from './span.ts';
import type { OrderLine } from './star.ts';

import { isGrain } from './ask.ts';
import { bucketOf, weekdayOf } from './span.ts';

type Lines = readonly OrderLine[];

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** The order lines of a span. */
export const within = (lines: Lines, { start = '', end = '9999' }: OpenSpan) =>
  lines.filter(({ day }) => day >= start && day < end);

/** Whether an order line passes all filters. */
export function passes(line: OrderLine, filters: readonly Filter[]): boolean {
  return filters.every(
    ({ dimension, values, isExcluded = false }) => values.includes(labelOf(line, dimension)) !== isExcluded,
  );
}

/** What a line is called when rows are grouped: a value, the first day of a unit of time, or the name of a day or month. */
export function labelOf(line: OrderLine, grouping: Grouping): string {
  if (isGrain(grouping)) return bucketOf(line.day, grouping);
  if (grouping === 'weekday') return WEEKDAYS[weekdayOf(line.day)]!;
  if (grouping === 'month of the year') return MONTHS[Number(line.day.slice(5, 7)) - 1]!;
  return line.values.get(grouping) ?? 'Unknown';
}

/** Order lines that share the labels of their groupings. */
export type Group = { readonly key: readonly string[]; readonly members: OrderLine[] };

/** Puts order lines into groups, by the JSON of their labels; one group when nothing is grouped by. */
export function grouped(lines: Lines, groupings: readonly Grouping[]): Map<string, Group> {
  const groups = new Map<string, Group>(groupings.length === 0 ? [['[]', { key: [], members: [] }]] : []);
  for (const line of lines) {
    const key = groupings.map((grouping) => labelOf(line, grouping));
    const text = JSON.stringify(key);
    if (!groups.has(text)) groups.set(text, { key, members: [] });
    groups.get(text)!.members.push(line);
  }
  return groups;
}

/** The number by which order lines are ranked and compared with thresholds. */
export type Weigh = (measure: Measure, members: Lines) => number | null;

/** Whether a line belongs to what the thresholds and then the ranking leave. */
export function keeps(left: Lines, ask: Ask, weigh: Weigh): (line: OrderLine) => boolean {
  const ranked = ask.of ?? (isGrain(ask.by) && ask.split !== undefined ? ask.split : ask.by);
  const isLimited = (ask.top ?? ask.bottom ?? ask.having) !== undefined;
  if (ranked === undefined || !isLimited) return () => true;
  const keys = ask.within === undefined ? [ranked] : [ask.within, ranked];
  const passing = [...grouped(left, [ranked]).values()]
    .filter(({ members }) =>
      (ask.having ?? []).every((threshold) => reaches(weigh(threshold.measure, members), threshold)),
    )
    .map(({ key }) => key[0]!);
  const rest = left.filter((line) => passing.includes(labelOf(line, ranked)));
  const count = ask.top ?? ask.bottom;
  const kept = new Set<string>();
  for (const { members } of grouped(rest, ask.within === undefined ? [] : [ask.within]).values()) {
    for (const { key } of rankedGroups(members, keys, ask, weigh).slice(0, count)) kept.add(JSON.stringify(key));
  }
  return (line) => kept.has(JSON.stringify(keys.map((grouping) => labelOf(line, grouping))));
}

function rankedGroups(lines: Lines, keys: readonly Grouping[], ask: Ask, weigh: Weigh): readonly Group[] {
  const measure = ask.rankBy ?? ask.measures[0]!;
  const sign = ask.bottom === undefined ? -1 : 1;
  return [...grouped(lines, keys).values()]
    .map((group) => ({ ...group, score: weigh(measure, group.members) }))
    .sort((left, right) => compareScores(left.score, right.score, sign) || byLabels(keys.length)(left.key, right.key));
}

function compareScores(left: number | null, right: number | null, sign: number): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return Math.abs(left - right) < 1e-9 * Math.abs(left) ? 0 : sign * (left - right);
}

function reaches(value: number | null, { over, under, atLeast, atMost }: Threshold): boolean {
  if (value === null) return false;
  return (
    (over === undefined || value > over) &&
    (under === undefined || value < under) &&
    (atLeast === undefined || value >= atLeast) &&
    (atMost === undefined || value <= atMost)
  );
}

/** Orders rows by their first `count` cells. */
export const byLabels = (count: number) => (left: readonly Cell[], right: readonly Cell[]) => {
  for (let index = 0; index < count; index += 1) {
    const [one, other] = [String(left[index]), String(right[index])];
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
};
