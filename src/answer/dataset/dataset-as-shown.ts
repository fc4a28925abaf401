import type { Measure } from '../../catalogue/dataset.ts';
import type { Choice } from '../../catalogue/query.ts';
import type { DatasetPlan, PlannedMeasure } from './dataset-plan.ts';

import { BOUNDS } from '../../calendar/day.ts';
import { isRunningTotal, showsParts } from '../../catalogue/dataset.ts';
import { UserError } from '../../error.ts';
import { averagedPer, isOwnTime, isPerTime, shownName } from './dataset-columns.ts';
import { weighedGroup } from './dataset-plan.ts';
import { unitsSql } from './dataset-time.ts';

/**
 * Returns the plan with every measure replaced by what is shown of it, so that an average per customer is ranked and
 * kept by that average and not by its total. Throws a UserError for what cannot be ranked, or compared with a number.
 */
export function planAsShown(plan: DatasetPlan): DatasetPlan {
  refuseUnranked(plan);
  const { measures, rank, thresholds } = plan;
  const asShown = (planned: PlannedMeasure) =>
    measures.some(({ choice }) => choice === planned.choice) ? shownMeasure(planned, plan) : planned;
  return {
    ...plan,
    measures: measures.map(asShown),
    ...(rank && { rank: { ...rank, by: asShown(rank.by) } }),
    thresholds: thresholds.map((threshold) => ({ ...threshold, measure: asShown(threshold.measure) })),
  };
}

/** A measure as the inner query computes it: an average per entity is a ratio at once, one per unit of time is divided later. */
function shownMeasure(planned: PlannedMeasure, { show, dataset }: DatasetPlan): PlannedMeasure {
  const per = show && averagedPer(show.name);
  if (!show || per === undefined) return planned;
  refuseRatio(planned, `an average per ${per}`);
  const { choice, measure } = planned;
  if (show.sql === '')
    return {
      measure,
      choice: { ...choice, sql: countedPer(choice, measure, `date_trunc('${per}', ${dataset.time!.sql})`) },
    };
  const label = shownName(choice.label, show.name);
  const total = countedPer(choice, measure, show.sql);
  return {
    measure,
    choice: { ...choice, label, sql: `CAST(${total} AS double) / NULLIF(COUNT(DISTINCT ${show.sql}), 0)` },
  };
}

function refuseUnranked(plan: DatasetPlan): void {
  const { show, rank, thresholds, groups, dataset } = plan;
  if (!show) return;
  const kept = rank || thresholds.length > 0 ? weighedGroup(plan) : undefined;
  if (kept && isPerTime(show) && isOwnTime(kept, dataset))
    throw new UserError(
      `${kept.label.toLowerCase()}s cannot be ranked or kept by an average per ${averagedPer(show.name)}: ask without that, and read it there`,
    );
  if (rank?.of.type === 'date' && (isRunningTotal(show.name) || isChange(show)))
    throw new UserError(
      `${rank.of.label.toLowerCase()}s cannot be ranked by ${isRunningTotal(show.name) ? 'a running total' : 'their change'}: ask without top or bottom, and read it there`,
    );
  if (thresholds.length > 0 && isRunningTotal(show.name))
    throw new UserError('rows are not kept by a running total: ask for it without a limit, and read it there');
  if (thresholds.length > 0 && showsParts(show.name) && groups.length !== 1)
    throw new UserError('a limit on a share or a change needs one grouping: ask by one thing');
}

/** What a measure comes to in each unit, added up: who buys in three months counts in each of them. */
function countedPer({ sql }: Choice, { aggregate }: Measure, unit: string): string {
  if (aggregate.kind !== 'count') return sql;
  const pair = `ROW(${unit}, ${aggregate.sql})`;
  return `COUNT(DISTINCT CASE WHEN ${unit} IS NOT NULL AND ${aggregate.sql} IS NOT NULL THEN ${pair} END)`;
}

/**
 * Returns the number that a measure is divided by before thresholds are applied: the units of time of an average per
 * unit. Throws a UserError for a period without a beginning, which has no number of units.
 */
export function thresholdDivisor(plan: DatasetPlan): string | undefined {
  const { show, span } = plan;
  const unit = show && show.sql === '' ? averagedPer(show.name) : undefined;
  if (unit === undefined) return undefined;
  if (span.start !== BOUNDS.first) return unitsSql(plan, unit);
  throw new UserError(`a limit on an average per ${unit} needs a period that begins: add since or a year`);
}

/** Whether a way to show is a change over time. */
export function isChange(show: Choice | undefined): boolean {
  return show?.name === 'change' || show?.name === 'change_last_year';
}

/** Throws a UserError for a measure that cannot be added up, and so has no average or share: a ratio or an average. */
export function refuseRatio({ choice, measure }: PlannedMeasure, what: string): void {
  if (['sum', 'rows', 'count'].includes(measure.aggregate.kind)) return;
  throw new UserError(`${choice.label.toLowerCase()} has no ${what.replace(/^an? /, '')}: ask for it as it is`);
}
