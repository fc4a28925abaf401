import type { Ask, Grouping, Measure, OracleColumn, OracleTable, Show } from './ask.ts';
import type { Group } from './groups.ts';
import type { Grain } from './span.ts';
import type { OrderLine } from './star.ts';

import { isGrain } from './ask.ts';
import { byLabels, grouped, keeps, labelOf, passes, within } from './groups.ts';
import { countedValue, divided, isCount, measureOf } from './measure.ts';
import { bucketOf, next, spanOfText, unitsIn } from './span.ts';

type Lines = readonly OrderLine[];

/** The columns and rows that a question should be answered with; rows in the order of their labels. */
export function answerOf(lines: Lines, ask: Ask, { today }: { readonly today: string }): OracleTable {
  const groupings = [ask.by, ask.split].filter((grouping) => grouping !== undefined);
  const inPeriod = within(lines, spanOfText(ask.period));
  const left = inPeriod.filter((line) => passes(line, ask.filters ?? []));
  const isKept = keeps(left, ask.isByChange ? { ...ask, top: undefined, bottom: undefined } : ask, (measure, members) =>
    weightOf(measure, members, { lines, left, ask, today }),
  );
  const shown = left.filter(isKept);
  const groups = ask.against === undefined ? grouped(shown, groupings) : bothPeriods(lines, ask, shown, isKept);
  const context = { lines, inPeriod, left, isKept, groupings, ask, today };
  const rows = [...groups.values()].map(({ key, members }) => [
    ...key,
    ...ask.measures.map((measure) => shownValue(measure, members, key, context)),
    ...(ask.against === undefined ? [] : againstOf(key, context)),
  ]);
  const labels = groupings.map((grouping): OracleColumn => ({ name: grouping, kind: grouping }));
  const kept = ask.isByChange ? mostChanged(rows, labels.length, ask) : rows;
  return { columns: [...labels, ...numberColumns(ask)], rows: [...kept].sort(byLabels(labels.length)) };
}

/** The rows whose first measure has changed most against the other period; a missing value is nothing. */
function mostChanged(rows: OracleTable['rows'], first: number, { measures, top, bottom }: Ask): OracleTable['rows'] {
  const changeOf = (row: OracleTable['rows'][number]) =>
    Number(row[first] ?? 0) - Number(row[first + measures.length] ?? 0);
  const sign = top === undefined ? 1 : -1;
  return [...rows].sort((left, right) => sign * (changeOf(left) - changeOf(right))).slice(0, top ?? bottom);
}

function numberColumns({ measures, show, against }: Ask): readonly OracleColumn[] {
  const isRatio = (measure: Measure) =>
    measure === 'margin rate' || (typeof show === 'string' && /share|rate/.test(show));
  const columns = measures.map(
    (measure): OracleColumn => ({
      name: measure,
      kind: isRatio(measure) ? 'ratio' : 'number',
    }),
  );
  return against === undefined
    ? columns
    : [...columns, ...columns.map((column) => ({ ...column, name: `${column.name} before` }))];
}

type Context = {
  readonly lines: Lines;
  readonly inPeriod: Lines;
  readonly left: Lines;
  readonly isKept: (line: OrderLine) => boolean;
  readonly groupings: readonly Grouping[];
  readonly ask: Ask;
  readonly today: string;
};

function shownValue(measure: Measure, members: Lines, key: readonly string[], context: Context): number | null {
  const { ask, left } = context;
  const value = measureOf(members, measure);
  if (ask.show === undefined) return value;
  const isOfWhole = (line: OrderLine) => {
    const index = context.groupings.indexOf(ask.shareWithin!);
    return ask.shareWithin === undefined || labelOf(line, ask.shareWithin) === key[index];
  };
  if (ask.show === 'share' || ask.show === 'with share')
    return divided(value, measureOf(left.filter(isOfWhole), measure));
  if (ask.show === 'share of all') return divided(value, measureOf(allOf(context).filter(isOfWhole), measure));
  if (ask.show === 'running total') return runningTotal(measure, key, context);
  if (typeof ask.show === 'string') return changeOf(value, measure, key, ask.show, context);
  return averageOf(measure, members, ask.show.per, context);
}

type AverageContext = Pick<Context, 'lines' | 'ask' | 'today'>;

function averageOf(
  measure: Measure,
  members: Lines,
  per: Grain | Measure,
  { lines, ask, today }: AverageContext,
): number | null {
  const total = totalPer(measure, members, per);
  if (!isGrain(per)) return divided(total, measureOf(members, per));
  const days = lines.map(({ day }) => day).sort();
  const { start = bucketOf(days[0]!, per), end = today } = spanOfText(ask.period);
  const isOpen = spanOfText(ask.period).start === undefined;
  const over = isOpen ? next(bucketOf(days.at(-1)!, per), per) : end;
  return divided(total, unitsIn(start, over > today && start < today && !isOpen ? today : over, per));
}

/** By what rows are ranked and kept: by the average or the share where that is shown of the measure, else by the measure. */
function weightOf(
  measure: Measure,
  members: Lines,
  { left, ...context }: AverageContext & Pick<Context, 'left'>,
): number | null {
  const { show, measures } = context.ask;
  if (!measures.includes(measure)) return measureOf(members, measure);
  if (show === 'share') return divided(measureOf(members, measure), measureOf(left, measure));
  return typeof show === 'object' ? averageOf(measure, members, show.per, context) : measureOf(members, measure);
}

/** The measure of each unit, added up: a customer of three months counts in each of them. Lines without a unit are of none. */
function totalPer(measure: Measure, members: Lines, per: Grain | Measure): number | null {
  if (!isCount(measure)) return measureOf(members, measure);
  const units = new Map<string, OrderLine[]>();
  for (const line of members) {
    const unit = isGrain(per) ? bucketOf(line.day, per) : countedValue(line, per);
    if (unit !== undefined) units.set(unit, [...(units.get(unit) ?? []), line]);
  }
  return [...units.values()].reduce((sum, lines) => sum + measureOf(lines, measure)!, 0);
}

/** What all the filters leave but those on what is grouped by; without a grouping, everything in the period. */
function allOf({ inPeriod, groupings, ask }: Context): Lines {
  if (groupings.length === 0) return inPeriod;
  const others = (ask.filters ?? []).filter(
    ({ dimension }) => !groupings.includes(dimension) || dimension === ask.shareWithin,
  );
  return inPeriod.filter((line) => passes(line, others));
}

/** The measure over everything in the series up to and with the bucket. */
function runningTotal(measure: Measure, key: readonly string[], { left, isKept, groupings }: Context): number | null {
  const time = groupings.findIndex(isGrain);
  const upTo = left.filter(
    (line) =>
      isKept(line) &&
      groupings.every((grouping, index) =>
        index === time ? labelOf(line, grouping) <= key[index]! : labelOf(line, grouping) === key[index],
      ),
  );
  return measureOf(upTo, measure);
}

function changeOf(
  value: number | null,
  measure: Measure,
  key: readonly string[],
  show: Extract<Show, `change${string}`>,
  { lines, groupings, ask }: Context,
): number | null {
  const time = groupings.findIndex(isGrain);
  const grain = groupings[time] as Grain;
  const isYear = show.endsWith('last year');
  const before = key.map((label, index) => {
    if (index !== time) return label;
    return isYear ? next(label, 'year', -1) : next(label, grain, -1);
  });
  const earlier = lines.filter(
    (line) =>
      passes(line, ask.filters ?? []) &&
      groupings.every((grouping, index) => labelOf(line, grouping) === before[index]),
  );
  const baseline = earlier.length === 0 ? null : measureOf(earlier, measure);
  if (value === null || baseline === null) return null;
  return show.includes('rate') ? divided(value - baseline, Math.abs(baseline)) : value - baseline;
}

/** The groups of both periods; those of the other one have no lines of their own when this period lacks them. */
function bothPeriods(lines: Lines, ask: Ask, shown: Lines, isKept: (line: OrderLine) => boolean): Map<string, Group> {
  const groupings = [ask.by, ask.split].filter((grouping) => grouping !== undefined);
  const groups = grouped(shown, groupings);
  if (groupings.some(isGrain)) return groups;
  const earlier = within(lines, spanOfText(ask.against!)).filter(
    (line) => passes(line, ask.filters ?? []) && isKept(line),
  );
  for (const [text, { key }] of grouped(earlier, groupings)) {
    if (!groups.has(text)) groups.set(text, { key, members: [] });
  }
  return groups;
}

/** The measures of a row in the other period; the buckets of a time are moved by the months between both. */
function againstOf(key: readonly string[], { lines, groupings, ask }: Context): readonly (number | null)[] {
  const [now, before] = [spanOfText(ask.period).start!, spanOfText(ask.against!).start!];
  const months = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  const shifted = key.map((label, index) =>
    isGrain(groupings[index]) ? next(label, 'month', months(before) - months(now)) : label,
  );
  const earlier = within(lines, spanOfText(ask.against!)).filter(
    (line) =>
      passes(line, ask.filters ?? []) &&
      groupings.every((grouping, index) => labelOf(line, grouping) === shifted[index]),
  );
  return ask.measures.map((measure) => measureOf(earlier, measure));
}
