import type { Choice, Query } from '../catalogue/query.ts';
import type { Request } from '../question/request.ts';
import type { DatasetPlan, PlannedMeasure, PlanOptions } from './dataset-plan.ts';
import type { Fragment } from './sql-fragment.ts';

import { isAdditive } from '../catalogue/dataset.ts';
import { fromSql } from '../catalogue/dataset-sql.ts';
import { literal } from '../catalogue/param.ts';
import { filterConditions, filteredDimensions, shownCondition, timeConditions } from './dataset-filters.ts';
import { planOf, weighedGroup } from './dataset-plan.ts';
import { earlierStart, shownMeasures, showSql } from './dataset-show.ts';
import { fragment, joinFragments, placeholder, quoteName } from './sql-fragment.ts';

/**
 * The statement of a request over a dataset: only the joins that it needs, filters on raw columns, and one pass over the
 * fact table wherever its measures add up. Throws a UserError for what cannot be put together.
 */
export function datasetTemplate(query: Query, request: Request, options: PlanOptions): Fragment {
  const plan = planOf(query, request, options);
  return isPlain(plan) ? plainSelect(plan) : layeredSelect(plan);
}

/** Whether one SELECT with GROUP BY, HAVING, ORDER BY and LIMIT says it all. */
function isPlain(plan: DatasetPlan): boolean {
  const isOneGroup = plan.groups.length < 2;
  const isFlatRank = !plan.rank || (isOneGroup && !plan.rank.within);
  return !plan.show && isFlatRank && (isOneGroup || plan.thresholds.length === 0);
}

function plainSelect(plan: DatasetPlan): Fragment {
  const { groups, measures, rank } = plan;
  const columns = [
    ...groups.map(({ sql, label }) => `${sql} AS ${quoteName(label)}`),
    ...measures.map(({ choice }) => `${choice.sql} AS ${quoteName(choice.label)}`),
  ];
  const having = thresholdConditions(plan, ({ choice }) => choice.sql);
  const parts: Fragment[] = [
    fragment`SELECT ${columns.join(', ')}`,
    fragment`FROM ${fromSql(plan.dataset, needsOf(plan))}`,
    ...where(conditionsOf(plan)),
    ...(groups.length > 0 ? [fragment`GROUP BY ${groups.map((_, index) => String(index + 1)).join(', ')}`] : []),
    ...(having.length > 0 ? [fragment`HAVING ${joinFragments(having, ' AND ')}`] : []),
    ...(groups.length > 0 ? [fragment`ORDER BY ${plainOrder(plan)}`] : []),
    ...(rank ? [fragment`LIMIT ${rank.count}`] : []),
  ];
  return joinFragments(parts, '\n');
}

function plainOrder(plan: DatasetPlan): string {
  const { groups, rank, sort } = plan;
  const positions = groups.map((_, index) => String(index + 1));
  if (rank)
    return [`${rank.by.choice.sql} ${rank.keeps === 'first' ? 'DESC' : 'ASC'} NULLS LAST`, ...positions].join(', ');
  if (sort === 'ascending' || sort === 'descending') {
    const direction = sort === 'ascending' ? 'ASC' : 'DESC';
    return [`${groups.length + 1} ${direction} NULLS LAST`, ...positions].join(', ');
  }
  const natural = groups.map(
    (group, index) => naturalOrder(group, plan) ?? nameOrder(group, plan, group.sql, positions[index]!),
  );
  const isNatural =
    sort === 'name' || groups.some((group) => group.type === 'date' || naturalOrder(group, plan) !== undefined);
  if (isNatural) return natural.join(', ');
  return [`${groups.length + 1} DESC NULLS LAST`, ...positions].join(', ');
}

/** Names in the order of a dictionary, whatever their case, where that was asked for. */
function nameOrder({ type }: Choice, { sort }: DatasetPlan, text: string, exact: string): string {
  return sort === 'name' && type !== 'date' ? `LOWER(${text}), ${exact}` : exact;
}

/** Days of the week and months stand in their own order, not by their names. */
function naturalOrder({ name }: Choice, { dataset }: DatasetPlan): string | undefined {
  if (name === 'weekday') return `MIN(day_of_week(${dataset.time!.sql}))`;
  return name === 'month_of_year' ? `MIN(month(${dataset.time!.sql}))` : undefined;
}

/**
 * Groups first, in `grouped`; then keeps what ranks and thresholds keep, of the whole of each value; then shows the
 * measures as asked. Names inside are ours: d1, d2 for the groups, m1 … for the measures.
 */
function layeredSelect(plan: DatasetPlan): Fragment {
  const shown = shownMeasures(plan);
  const skipped = plan.show?.name === 'share_of_all' ? plan.groups.map(({ name }) => name) : [];
  const start = earlierStart(plan);
  const span = { start, end: plan.span.end };
  const grouped = fragment`grouped AS (
  SELECT ${innerColumns(plan, plan.groups, shown)}
  ${indent(fromAndWhere(plan, needsOf(plan), conditionsOf(plan, { span, skipped })))}${groupBy(plan.groups)}
)`;
  const isAllRows = skipped.length === 0 && start === plan.span.start;
  const weighed = weighedCte(plan, isAllRows ? shown : []);
  const show = showSql(plan, shown);
  const conditions = [
    ...show.conditions,
    ...(weighed ? [keptCondition(plan)] : []),
    ...skipped.flatMap((name) => shownFilter(plan, name)),
  ];
  const ctes = [
    grouped,
    ...show.ctes.map((cte) => cte(fromAndWhere(plan, needsOf(plan), conditionsOf(plan, { skipped })))),
    ...(weighed ?? []),
  ];
  const columns = [...plan.groups.map(({ label }, index) => `g.d${index + 1} AS ${quoteName(label)}`), ...show.columns];
  return joinFragments(
    [
      fragment`WITH ${joinFragments(ctes, ',\n')}`,
      fragment`SELECT ${columns.join(', ')}`,
      fragment`FROM grouped g${show.joins}`,
      ...where(conditions),
      ...(plan.groups.length > 0 ? [fragment`ORDER BY ${layeredOrder(plan)}`] : []),
    ],
    '\n',
  );
}

function innerColumns(plan: DatasetPlan, groups: readonly Choice[], measures: readonly PlannedMeasure[]): string {
  return [
    ...groups.map(({ sql }, index) => `${sql} AS d${index + 1}`),
    ...groups.flatMap((group, index) => {
      const order = naturalOrder(group, plan);
      return order ? [`${order} AS o${index + 1}`] : [];
    }),
    ...measures.map(({ choice }, index) => `${choice.sql} AS m${index + 1}`),
  ].join(', ');
}

function groupBy(groups: readonly Choice[]): string {
  return groups.length > 0 ? `\n  GROUP BY ${groups.map((_, index) => String(index + 1)).join(', ')}` : '';
}

function fromAndWhere(plan: DatasetPlan, needs: readonly string[], conditions: readonly Fragment[]): Fragment {
  return joinFragments([fragment`FROM ${fromSql(plan.dataset, needs)}`, ...where(conditions)], '\n');
}

function indent({ sql, parameters }: Fragment): Fragment {
  return { sql: sql.replaceAll('\n', '\n  '), parameters };
}

/**
 * The values of the ranked dimension that are kept, weighed by the whole of each: ratios and distinct counts stay right.
 * `grouped` are the measures whose groups hold the same rows: where all weights are among them and add up, the groups are
 * added up instead of reading the fact table again.
 */
function weighedCte(plan: DatasetPlan, grouped: readonly PlannedMeasure[]): readonly Fragment[] | undefined {
  const { rank, thresholds } = plan;
  const of = weighedGroup(plan);
  if (!of || (!rank && thresholds.length === 0)) return undefined;
  const groups = rank?.within ? [of, rank.within] : [of];
  const weights = [...(rank ? [rank.by] : []), ...thresholds.map(({ measure }) => measure)];
  const columns = [...new Set(weights.map(({ choice }) => choice.sql))];
  const name = (sql: string) => `w${columns.indexOf(sql) + 1}`;
  const indexOf = (sql: string) => grouped.findIndex(({ choice }) => choice.sql === sql);
  const isAdded = weights.every(({ choice, measure }) => isAdditive(measure) && indexOf(choice.sql) >= 0);
  const keys = groups.map((group, index) => {
    const source = isAdded ? `d${plan.groups.indexOf(group) + 1}` : group.sql;
    return `${source} AS d${index + 1}`;
  });
  const sums = columns.map((sql) => `${isAdded ? `SUM(m${indexOf(sql) + 1})` : sql} AS ${name(sql)}`);
  const rows = isAdded ? fragment`FROM grouped` : indent(fromAndWhere(plan, needsOf(plan), conditionsOf(plan)));
  const weighed = fragment`weighed AS (
  SELECT ${[...keys, ...sums].join(', ')}
  ${rows}${groupBy(groups)}
)`;
  const conditions = thresholdConditions(plan, ({ choice }) => name(choice.sql));
  const order = rank ? `${name(rank.by.choice.sql)} ${rank.keeps === 'first' ? 'DESC' : 'ASC'} NULLS LAST, d1` : 'd1';
  const partition = rank?.within ? 'PARTITION BY d2 ' : '';
  const kept = fragment`kept AS (
  SELECT d1${rank?.within ? ', d2' : ''}, ROW_NUMBER() OVER (${partition}ORDER BY ${order}) AS place
  ${joinFragments([fragment`FROM weighed`, ...where(conditions)], '\n  ')}
)`;
  return [weighed, kept];
}

function keptCondition(plan: DatasetPlan): Fragment {
  const of = weighedGroup(plan)!;
  const column = (group: Choice) => `g.d${plan.groups.indexOf(group) + 1}`;
  const within = plan.rank?.within ? ` AND k.d2 IS NOT DISTINCT FROM ${column(plan.rank.within)}` : '';
  const place = plan.rank ? ` AND k.place <= ${plan.rank.count}` : '';
  return fragment`EXISTS (SELECT 1 FROM kept k WHERE k.d1 IS NOT DISTINCT FROM ${column(of)}${within}${place})`;
}

function shownFilter({ query, request, groups }: DatasetPlan, name: string): readonly Fragment[] {
  const param = query.params.find((candidate) => candidate.role === 'filter' && candidate.name === name);
  const values = request.values[name];
  if (!param || !values) return [];
  const index = groups.findIndex((group) => group.name === name);
  return [shownCondition(`g.d${index + 1}`, param, values, request.excluded.includes(name))];
}

function layeredOrder(plan: DatasetPlan): string {
  const { groups, sort, rank } = plan;
  const columns = groups.map((group, index) =>
    naturalOrder(group, plan) ? `g.o${index + 1}` : nameOrder(group, plan, `g.d${index + 1}`, `g.d${index + 1}`),
  );
  const isNatural = (group: Choice) => group.type === 'date' || naturalOrder(group, plan) !== undefined;
  const position = groups.length + 1;
  if (rank?.within) {
    const index = groups.indexOf(rank.within);
    const direction = rank.keeps === 'first' ? 'DESC' : 'ASC';
    return `g.d${index + 1}, ${position} ${direction} NULLS LAST, ${columns.join(', ')}`;
  }
  if (sort === 'ascending' || sort === 'descending')
    return `${position} ${sort === 'ascending' ? 'ASC' : 'DESC'} NULLS LAST, ${columns.join(', ')}`;
  if (sort === 'name' || groups.some(isNatural)) {
    const times = columns.filter((_, index) => isNatural(groups[index]!));
    const others = columns.filter((column) => !times.includes(column));
    return [...(sort === 'name' ? columns : [...times, ...others])].join(', ');
  }
  return `${position} ${rank?.keeps === 'last' ? 'ASC' : 'DESC'} NULLS LAST, ${columns.join(', ')}`;
}

function thresholdConditions(plan: DatasetPlan, columnOf: (measure: PlannedMeasure) => string): readonly Fragment[] {
  return plan.thresholds.map(
    ({ operator, param, value, measure }) =>
      fragment`${columnOf(measure)} ${operator} ${placeholder(literal(param, value))}`,
  );
}

function conditionsOf(
  { query, request, dataset, span, rawForms }: DatasetPlan,
  {
    span: other = span,
    skipped = [],
  }: { readonly span?: DatasetPlan['span']; readonly skipped?: readonly string[] } = {},
): readonly Fragment[] {
  return [...timeConditions(dataset, other), ...filterConditions(query, request, { rawForms, skipped })];
}

function where(conditions: readonly Fragment[]): readonly Fragment[] {
  return conditions.length > 0 ? [fragment`WHERE ${joinFragments(conditions, '\n  AND ')}`] : [];
}

/** The aliases of the joins that the groups, measures, filters and the time of a plan need. */
function needsOf(plan: DatasetPlan): readonly string[] {
  const { dataset, measures, groups, rank, thresholds, query, request, show } = plan;
  const dimensions = new Set([
    ...groups.map(({ name }) => name),
    ...filteredDimensions(query, request),
    ...(show?.name.startsWith('average_per_') ? [show.name.slice('average_per_'.length)] : []),
  ]);
  const used = [...measures, ...(rank ? [rank.by] : []), ...thresholds.map(({ measure }) => measure)];
  const counted = show?.counts ? dataset.measures.filter(({ name }) => name === show.counts) : [];
  return [
    ...dataset.dimensions.filter(({ name }) => dimensions.has(name)).flatMap(({ needs }) => needs),
    ...used.flatMap(({ measure }) => measure.needs),
    ...counted.flatMap(({ needs }) => needs),
    ...(dataset.time?.needs ?? []),
  ];
}
