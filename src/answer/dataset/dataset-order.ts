import type { Choice } from '../../catalogue/query.ts';
import type { DatasetPlan } from './dataset-plan.ts';

import { isBeside } from './dataset-columns.ts';

/** Writes what stands after ORDER BY in a statement of a single SELECT: columns by their position. */
export function plainOrder(plan: DatasetPlan): string {
  const { groups, rank, sort, sortedBy } = plan;
  const positions = groups.map((_, index) => String(index + 1));
  if (rank)
    return [`${rank.by.choice.sql} ${rank.keeps === 'first' ? 'DESC' : 'ASC'} NULLS LAST`, ...positions].join(', ');
  if (sort === 'ascending' || sort === 'descending') {
    const direction = sort === 'ascending' ? 'ASC' : 'DESC';
    return [`${groups.length + 1 + sortedBy} ${direction} NULLS LAST`, ...positions].join(', ');
  }
  const natural = groups.map(
    (group, index) => naturalOrderSql(group, plan) ?? nameOrder(group, plan, group.sql, positions[index]!),
  );
  const isNatural =
    sort === 'name' || groups.some((group) => group.type === 'date' || naturalOrderSql(group, plan) !== undefined);
  if (isNatural) return natural.join(', ');
  return [`${groups.length + 1} DESC NULLS LAST`, ...positions].join(', ');
}

/** Names in the order of a dictionary, whatever their case, where that was asked for. */
function nameOrder({ type }: Choice, { sort }: DatasetPlan, text: string, exact: string): string {
  return sort === 'name' && type !== 'date' ? `LOWER(${text}), ${exact}` : exact;
}

/** Writes the aggregate that sorts weekdays, months, quarters and hours of the day in their natural order; undefined for any other choice. */
export function naturalOrderSql({ name, sql }: Choice, { dataset }: DatasetPlan): string | undefined {
  if (name === 'hour_of_day' || name === 'quarter_of_year') return `MIN(${sql})`;
  if (name === 'weekday') return `MIN(day_of_week(${dataset.time!.sql}))`;
  return name === 'month_of_year' ? `MIN(month(${dataset.time!.sql}))` : undefined;
}

/** Writes what stands after ORDER BY over the common table `g` of groups. */
export function layeredOrder(plan: DatasetPlan): string {
  const { groups, sort, rank, shareWithin } = plan;
  const columns = groups.map((group, index) =>
    naturalOrderSql(group, plan) ? `g.o${index + 1}` : nameOrder(group, plan, `g.d${index + 1}`, `g.d${index + 1}`),
  );
  const isNatural = (group: Choice) => group.type === 'date' || naturalOrderSql(group, plan) !== undefined;
  const position = groups.length + 1;
  const within = rank?.within ?? shareWithin;
  if (within && (rank || !groups.some(isNatural))) {
    const index = groups.indexOf(within);
    const direction = rank?.keeps === 'last' || (!rank && sort === 'ascending') ? 'ASC' : 'DESC';
    return `g.d${index + 1}, ${position} ${direction} NULLS LAST, ${columns.join(', ')}`;
  }
  const sorted = position + plan.sortedBy * (isBeside(plan.show) ? 2 : 1);
  if (sort === 'ascending' || sort === 'descending')
    return `${sorted} ${sort === 'ascending' ? 'ASC' : 'DESC'} NULLS LAST, ${columns.join(', ')}`;
  if (sort === 'name' || groups.some(isNatural)) {
    const times = columns.filter((_, index) => isNatural(groups[index]!));
    const others = columns.filter((column) => !times.includes(column));
    return [...(sort === 'name' ? columns : [...times, ...others])].join(', ');
  }
  return `${position} ${rank?.keeps === 'last' ? 'ASC' : 'DESC'} NULLS LAST, ${columns.join(', ')}`;
}
