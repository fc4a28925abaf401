import type { Choice, Query } from '../../catalogue/query.ts';
import type { Request } from '../../question/request.ts';
import type { Fragment } from '../sql-fragment.ts';
import type { DatasetPlan, PlannedMeasure, PlanOptions } from './dataset-plan.ts';

import { isAdditive, showsParts } from '../../catalogue/dataset.ts';
import { fromSql } from '../../catalogue/dataset-sql.ts';
import { filterParam, literal } from '../../catalogue/param.ts';
import { UserError } from '../../error.ts';
import { fragment, indentFragment, joinFragments, placeholder, quoteName } from '../sql-fragment.ts';
import { planAsShown, thresholdDivisor } from './dataset-as-shown.ts';
import { filterConditions, filteredDimensions, shownCondition, timeConditions } from './dataset-filters.ts';
import { layeredOrder, naturalOrderSql, plainOrder } from './dataset-order.ts';
import { planOf, weighedGroup } from './dataset-plan.ts';
import { earlierStart, showSql } from './dataset-show.ts';

/**
 * Writes the statement of a request over a dataset, with only the joins that it needs, filters on raw columns, and
 * one pass over the fact table wherever its measures add up. Throws a UserError for what cannot be combined.
 */
export function datasetTemplate(query: Query, request: Request, options: PlanOptions): Fragment {
  const plan = planAsShown(planOf(query, request, options));
  return isPlain(plan) ? plainSelect(plan) : layeredSelect(plan);
}

/** Whether one SELECT with GROUP BY, HAVING, ORDER BY and LIMIT says it all. */
function isPlain(plan: DatasetPlan): boolean {
  const isOneGroup = plan.groups.length < 2;
  const isFlatRank = !plan.rank || (isOneGroup && !plan.rank.within && !isSortedAnew(plan));
  return !plan.show && isFlatRank && (isOneGroup || plan.thresholds.length === 0);
}

/** `top 5 countries in alphabetical order`: what a ranking keeps is shown in another order than its own. */
function isSortedAnew({ rank, sort }: DatasetPlan): boolean {
  const opposite = rank?.keeps === 'first' ? 'ascending' : 'descending';
  return sort === 'name' || sort === opposite;
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

/**
 * Groups first, in `grouped`; then keeps what ranks and thresholds keep, of the whole of each value; then shows the
 * measures as asked. Names inside are ours: d1, d2 for the groups, m1 … for the measures.
 */
function layeredSelect(plan: DatasetPlan): Fragment {
  const shared = plan.groups.filter((group) => group !== plan.shareWithin);
  const skipped = plan.show?.name === 'share_of_all' ? shared.map(({ name }) => name) : [];
  const start = earlierStart(plan);
  const span = { start, end: plan.span.end };
  const grouped = fragment`grouped AS (
  SELECT ${innerColumns(plan, plan.groups, plan.measures)}
  ${indentFragment(fromAndWhere(plan, needsOf(plan), conditionsOf(plan, { span, skipped })))}${groupBy(plan.groups)}
)`;
  const isAllRows = skipped.length === 0 && start === plan.span.start;
  const weighed = weighedCte(plan, isAllRows ? plan.measures : []);
  const show = showSql(plan);
  const conditions = [
    ...show.conditions,
    ...comparedConditions(plan, show.compared),
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
      const order = naturalOrderSql(group, plan);
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

/**
 * The values of the ranked dimension that are kept, weighed by the whole of each: ratios and distinct counts stay right.
 * `grouped` are the measures whose groups hold the same rows: where all weights are among them and add up, the groups are
 * added up instead of reading the fact table again.
 */
function weighedCte(plan: DatasetPlan, grouped: readonly PlannedMeasure[]): readonly Fragment[] | undefined {
  const { rank } = plan;
  const thresholds = showsParts(plan.show?.name) ? [] : plan.thresholds;
  const of = weighedGroup(plan);
  if (!of || (!rank && thresholds.length === 0)) return undefined;
  const groups = rank?.within ? [of, rank.within] : [of];
  const weights = [...(rank ? [rank.by] : []), ...thresholds.map(({ measure }) => measure)];
  const columns = [...new Set(weights.map(({ choice }) => choice.sql))];
  const name = (sql: string) => `w${columns.indexOf(sql) + 1}`;
  const indexOf = (sql: string) => grouped.findIndex(({ choice }) => choice.sql === sql);
  const isAdded =
    !plan.show?.sql && weights.every(({ choice, measure }) => isAdditive(measure) && indexOf(choice.sql) >= 0);
  const keys = groups.map((group, index) => {
    const source = isAdded ? `d${plan.groups.indexOf(group) + 1}` : group.sql;
    return `${source} AS d${index + 1}`;
  });
  const sums = columns.map((sql) => `${isAdded ? `SUM(m${indexOf(sql) + 1})` : sql} AS ${name(sql)}`);
  const rows = isAdded ? fragment`FROM grouped` : indentFragment(fromAndWhere(plan, needsOf(plan), conditionsOf(plan)));
  const weighed = fragment`weighed AS (
  SELECT ${[...keys, ...sums].join(', ')}
  ${rows}${groupBy(groups)}
)`;
  const divisor = thresholds.length > 0 ? thresholdDivisor(plan) : undefined;
  const sizeOf = (sql: string) => (divisor === undefined ? name(sql) : `CAST(${name(sql)} AS double) / ${divisor}`);
  const conditions = thresholds.length > 0 ? thresholdConditions(plan, ({ choice }) => sizeOf(choice.sql)) : [];
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
  const param = filterParam(query, name);
  const values = request.values[name];
  if (!param || !values) return [];
  const index = groups.findIndex((group) => group.name === name);
  return [shownCondition(`g.d${index + 1}`, param, values, request.excluded.includes(name))];
}

function thresholdConditions(plan: DatasetPlan, columnOf: (measure: PlannedMeasure) => string): readonly Fragment[] {
  return plan.thresholds.map(
    ({ operator, param, value, measure }) =>
      fragment`${columnOf(measure)} ${operator} ${placeholder(literal(param, value))}`,
  );
}

/** Keeps rows by the share or the change that they show. */
function comparedConditions(plan: DatasetPlan, compared: readonly string[] | undefined): readonly Fragment[] {
  if (!compared) return [];
  return thresholdConditions(plan, ({ choice }) => {
    const index = plan.measures.findIndex((planned) => planned.choice === choice);
    if (index >= 0) return compared[index]!;
    throw new UserError(
      `a limit on a share or a change looks at what is shown: show ${choice.label.toLowerCase()}, too`,
    );
  });
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
