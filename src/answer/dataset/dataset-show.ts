import type { Fragment } from '../sql-fragment.ts';
import type { DatasetPlan, PlannedMeasure } from './dataset-plan.ts';

import { addDays, BOUNDS } from '../../calendar/day.ts';
import { addUnits } from '../../calendar/span.ts';
import { isAdditive, isRunningTotal } from '../../catalogue/dataset.ts';
import { timeGroupSql } from '../../catalogue/dataset-sql.ts';
import { UserError } from '../../error.ts';
import { fragment, placeholder, quoteName } from '../sql-fragment.ts';
import { isChange, refuseRatio } from './dataset-as-shown.ts';
import { averagedPer, grainOf, isOwnTime, shownName } from './dataset-columns.ts';
import { bucketStart, unitOf, unitsPerDay, unitsSql } from './dataset-time.ts';

/** The SQL that a way to show adds to a statement: columns, conditions, joins, and common tables over the same rows. */
export type ShownSql = {
  readonly columns: readonly string[];
  /** The columns that thresholds compare, in the order of the measures, where they compare a share or a change. */
  readonly compared?: readonly string[];
  readonly conditions: readonly Fragment[];
  readonly joins: string;
  /** The common tables; each is a function of the FROM and WHERE of the filtered rows. */
  readonly ctes: readonly ((rows: Fragment) => Fragment)[];
};

/** Returns the first day that is read: one bucket or one year earlier where a change is shown, so that the first row has a change too. */
export function earlierStart(plan: DatasetPlan): string {
  const { span, show, groups, dataset } = plan;
  const grain = grainOf(groups, dataset);
  if (span.start === BOUNDS.first || !grain || !isChange(show)) return span.start;
  const start = bucketStart(span.start, grain);
  if (show!.name === 'change') return addUnits(unitOf(grain), start, -1);
  return grain === 'week' ? addUnits('week', start, -52) : addUnits('year', start, -1);
}

/** Writes the columns of the measures in the way they are to be shown, with the SQL that they need. */
export function showSql(plan: DatasetPlan): ShownSql {
  const { show, measures } = plan;
  const none = { conditions: [], joins: '', ctes: [] };
  const plain = measures.map(({ choice }, index) => `g.m${index + 1} AS ${quoteName(choice.label)}`);
  if (!show) return { ...none, columns: plain };
  if (show.name === 'share' || show.name === 'share_of_all') return shareSql(plan, measures);
  if (show.name === 'with_share') {
    const { columns, joins, ctes } = shareSql(plan, measures);
    return { columns: besides(plain, columns), conditions: [], joins, ctes };
  }
  if (isRunningTotal(show.name)) {
    const running = runningColumns(plan, measures);
    return { ...none, columns: show.name === 'running_total' ? running : besides(plain, running) };
  }
  if (isChange(show)) return changeSql(plan, measures, plain);
  if (show.sql !== '') return { ...none, columns: plain };
  return averageSql(plan, measures, averagedPer(show.name)!);
}

/** The columns of measures, each followed by what is shown of it. */
function besides(plain: readonly string[], shown: readonly string[]): readonly string[] {
  return plain.flatMap((column, index) => [column, shown[index]!]);
}

/** Shares of the whole, or of each value of one group: of the groups added up where that may be, else counted anew over all rows. */
function shareSql(plan: DatasetPlan, measures: readonly PlannedMeasure[]): ShownSql {
  for (const measure of measures) refuseRatio(measure, 'a share');
  const { shareWithin: within } = plan;
  const shares = measures.map((_, index) => `CAST(g.m${index + 1} AS double) / NULLIF(whole.m${index + 1}, 0)`);
  const columns = measures.map(
    ({ choice }, index) =>
      `${shares[index]} AS ${quoteName(shownName(choice.label, plan.show!.name, { within: within?.label }))}`,
  );
  const isAdded = measures.every(({ measure }) => isAdditive(measure));
  const sums = measures.map(({ choice }, index) => `${isAdded ? `SUM(m${index + 1})` : choice.sql} AS m${index + 1}`);
  const column = within && `d${plan.groups.indexOf(within) + 1}`;
  const key = within && `${isAdded ? column : within.sql} AS ${column}`;
  const on = `whole.${column} IS NOT DISTINCT FROM g.${column}`;
  return {
    columns,
    compared: shares,
    conditions: [],
    joins: within ? ` JOIN whole ON ${on}` : ' CROSS JOIN whole',
    ctes: [
      (rows) => fragment`whole AS (
  SELECT ${[...(key ? [key] : []), ...sums].join(', ')}
  ${isAdded ? 'FROM grouped' : rows}${within ? '\n  GROUP BY 1' : ''}
)`,
    ],
  };
}

function runningColumns(plan: DatasetPlan, measures: readonly PlannedMeasure[]): readonly string[] {
  const { time, other } = axes(plan);
  return measures.map(({ choice, measure }, index) => {
    if (!isAdditive(measure))
      throw new UserError(`${choice.label.toLowerCase()} cannot be added up: ask for it without a running total`);
    const partition = other ? `PARTITION BY ${other} ` : '';
    return `SUM(g.m${index + 1}) OVER (${partition}ORDER BY ${time} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS ${quoteName(shownName(choice.label, plan.show!.name))}`;
  });
}

/** The change of each bucket against the one before it or against last year's; none where one of the two is only a part. */
function changeSql(plan: DatasetPlan, measures: readonly PlannedMeasure[], plain: readonly string[]): ShownSql {
  const { show, span, until, groups, dataset } = plan;
  const { time, other } = axes(plan);
  const grain = grainOf(groups, dataset)!;
  const move = show!.name === 'change' ? `date_add('${grain}', -1, ${time})` : lastYearOf(time, grain);
  const first = span.start === BOUNDS.first ? undefined : bucketStart(span.start, grain);
  const isCut = first !== undefined && first !== span.start;
  const open = bucketStart(addDays(until, -1), grain);
  const isOpen = addUnits(unitOf(grain), open, 1) > until;
  const whole = [...(isCut ? [`${time} > DATE '${first}'`] : []), ...(isOpen ? [`${time} < DATE '${open}'`] : [])];
  const changes = measures.map(({ choice, measure }, index) => {
    const [now, before] = [`g.m${index + 1}`, `p.m${index + 1}`];
    const isRate = measure.aggregate.kind === 'ratio' && (choice.format ?? '').includes('%');
    const change = isRate ? `${now} - ${before}` : `CAST(${now} - ${before} AS double) / NULLIF(ABS(${before}), 0)`;
    return whole.length > 0 ? `CASE WHEN ${whole.join(' AND ')} THEN ${change} END` : change;
  });
  const columns = measures.map(
    ({ choice }, index) => `${changes[index]} AS ${quoteName(shownName(choice.label, show!.name, { grain }))}`,
  );
  const same = other ? ` AND p.${other.slice(2)} IS NOT DISTINCT FROM ${other}` : '';
  return {
    columns: besides(plain, columns),
    compared: changes,
    conditions: first === undefined ? [] : [fragment`${time} >= ${placeholder(`DATE '${first}'`)}`],
    joins: `\nLEFT JOIN grouped p ON p.${time.slice(2)} = ${move}${same}`,
    ctes: [],
  };
}

/** A sum divided by the units of time in its period as far as that is over; in the row of a time, by the units in it. */
function averageSql(plan: DatasetPlan, measures: readonly PlannedMeasure[], unit: string): ShownSql {
  const { dataset, groups } = plan;
  const isOpen = plan.span.start === BOUNDS.first;
  const cut = groups
    .map((group, index) => ({ group, index }))
    .filter(({ group }) => isOwnTime(group, dataset) && group.name !== 'hour_of_day') // each day has every hour
    .map(({ group, index }) => ({ group, index, weight: unitsPerDay(unit, group) }));
  const isOne = cut.some(({ weight }) => weight === undefined);
  const count = unitsCount({ isOne, isCounted: isOpen || cut.length > 0 }, () => unitsSql(plan, unit));
  const columns = measures.map(
    ({ choice }, index) =>
      `CAST(g.m${index + 1} AS double) / NULLIF(${count}, 0) AS ${quoteName(shownName(choice.label, plan.show!.name))}`,
  );
  if (count !== 'units.n') return { columns, conditions: [], joins: '', ctes: [] };
  if (cut.length === 0) return { columns, conditions: [], joins: ' CROSS JOIN units', ctes: [openUnits(plan, unit)] };
  const keys = cut.map(({ group }, index) => `${timeGroupSql(group.name, 'day')} AS d${index + 1}`);
  const on = cut.map(({ index }, position) => `units.d${position + 1} = g.d${index + 1}`);
  return {
    columns,
    conditions: [],
    joins: ` LEFT JOIN units ON ${on.join(' AND ')}`,
    ctes: [
      (rows) => fragment`units AS (
  SELECT ${keys.join(', ')}, ROUND(SUM(${cut[0]!.weight!}), 9) AS n
  FROM ${daysOf(plan, unit, rows)}
  GROUP BY ${keys.map((_, index) => String(index + 1)).join(', ')}
)`,
    ],
  };
}

function unitsCount(by: { readonly isOne: boolean; readonly isCounted: boolean }, ofSpan: () => string): string {
  if (by.isOne) return '1';
  return by.isCounted ? 'units.n' : ofSpan();
}

/** The units from the first to the last that have rows. */
function openUnits({ dataset }: DatasetPlan, unit: string): (rows: Fragment) => Fragment {
  const start = (value: string) => `date_trunc('${unit}', ${value}(${dataset.time!.sql}))`;
  return (rows) => fragment`units AS (
  SELECT date_diff('${unit}', ${start('MIN')}, ${start('MAX')}) + 1 AS n
  ${rows}
)`;
}

/** The days of a plan's period as far as it is over, in a column `day`; without a beginning, those of the units that have rows. */
function daysOf({ span, until, dataset }: DatasetPlan, unit: string, rows: Fragment): Fragment {
  if (span.start !== BOUNDS.first)
    return fragment`UNNEST(sequence(${placeholder(`DATE '${span.start}'`)}, ${placeholder(`DATE '${addDays(until, -1)}'`)})) AS days (day)`;
  const start = (value: string) => `date_trunc('${unit}', CAST(${value}(${dataset.time!.sql}) AS date))`;
  return fragment`(
    SELECT ${start('MIN')} AS first_day, date_add('day', -1, date_add('${unit}', 1, ${start('MAX')})) AS last_day
    ${rows}
  ) AS data CROSS JOIN UNNEST(sequence(first_day, last_day)) AS days (day)`;
}

/** The column of the time among the groups, and the other one. */
function axes({ groups }: DatasetPlan): { readonly time: string; readonly other?: string } {
  const index = groups.findIndex(({ type }) => type === 'date');
  if (index < 0) throw new UserError('a running total and a change need a time: add by month');
  return { time: `g.d${index + 1}`, ...(groups.length > 1 && { other: `g.d${2 - index}` }) };
}

function lastYearOf(time: string, grain: string): string {
  return grain === 'week' ? `date_add('week', -52, ${time})` : `date_add('year', -1, ${time})`;
}
