import type { Measure } from '../catalogue/dataset.ts';
import type { Choice, Query } from '../catalogue/query.ts';
import type { Request } from '../question/request.ts';
import type { DatasetPlan, PlannedMeasure, PlanOptions } from './dataset/dataset-plan.ts';
import type { Fragment } from './sql-fragment.ts';

import { fromSql, measureSql, shownSql } from '../catalogue/dataset-sql.ts';
import { roleParam } from '../catalogue/param.ts';
import { UserError } from '../error.ts';
import { filterConditions, filteredDimensions, timeConditions } from './dataset/dataset-filters.ts';
import { planOf } from './dataset/dataset-plan.ts';
import { fragment, joinFragments, quoteName } from './sql-fragment.ts';

/** How many rows are a sample. */
const SAMPLE = 20;

/** A column of an explained number: its name, its SQL and its d3-format. */
export type ExplainedColumn = { readonly name: string; readonly sql: string; readonly format?: string | undefined };

/** The column that counts the rows behind a number. */
export const ROWS_BEHIND: ExplainedColumn = { name: 'Rows behind it', sql: 'COUNT(*)', format: ',.0f' };

/** Returns the columns that explain a request's measures: each measure, the parts of a ratio, and the number of rows behind them. */
export function explainedColumns(query: Query, measures: readonly PlannedMeasure[]): readonly ExplainedColumn[] {
  const columns = measures.flatMap(({ choice, measure }) => [columnOf(choice), ...partColumns({ measure }, query)]);
  const byName = new Map([...columns, ROWS_BEHIND].map((column) => [column.name, column]));
  return [...byName.values()];
}

/** Writes the statement that explains a number: one row with all its parts. */
export function explainTemplate(query: Query, request: Request, options: PlanOptions): Fragment {
  const plan = planOf(query, request, options);
  const columns = explainedColumns(query, plan.measures).map(({ name, sql }) => `${sql} AS ${quoteName(name)}`);
  return fragment`SELECT ${columns.join(', ')}
${rowsOf(plan, [])}`;
}

/**
 * Writes the statement of a sample of the rows behind a number, with their time, dimensions and raw numbers. Throws a
 * UserError where the dataset keeps its rows private.
 */
export function rowsTemplate(query: Query, request: Request, options: PlanOptions): Fragment {
  const plan = planOf(query, request, options);
  const { dataset } = plan;
  if (!dataset.showsRows)
    throw new UserError(`${query.name} keeps its rows to itself: where they may be shown, its file says samples: true`);
  const columns = new Map([
    ...(dataset.time ? [['Time', dataset.time.sql] as const] : []),
    ...dataset.dimensions.map((dimension) => [dimension.label, shownSql(dimension)] as const),
    ...plan.measures.flatMap(({ measure }) => rawColumns(measure, query)),
  ]);
  const items = [...columns].map(([name, sql]) => `${sql} AS ${quoteName(name)}`);
  return fragment`SELECT ${items.join(', ')}
${rowsOf(
  plan,
  dataset.dimensions.flatMap(({ needs }) => needs),
)}
LIMIT ${String(SAMPLE)}`;
}

/** The rows that the filters and the period of a plan leave. */
function rowsOf(
  { query, request, dataset, measures, span, rawForms }: DatasetPlan,
  needs: readonly string[],
): Fragment {
  const filtered = filteredDimensions(query, request);
  const needed = [
    ...needs,
    ...dataset.dimensions.filter(({ name }) => filtered.includes(name)).flatMap((dimension) => dimension.needs),
    ...measures.flatMap(({ measure }) => measure.needs),
    ...(dataset.time?.needs ?? []),
  ];
  const conditions = [...timeConditions(dataset, span), ...filterConditions(query, request, { rawForms })];
  const from = fragment`FROM ${fromSql(dataset, needed)}`;
  if (conditions.length === 0) return from;
  return fragment`${from}
WHERE ${joinFragments(conditions, '\n  AND ')}`;
}

function columnOf({ label, sql, format }: Choice): ExplainedColumn {
  return { name: label, sql, format };
}

/** Returns the numerator and denominator of a ratio, or the sum and count of an average, in this order; none for other measures. */
export function partColumns(
  { measure: { label, aggregate } }: Pick<PlannedMeasure, 'measure'>,
  { dataset, params }: Query,
): readonly ExplainedColumn[] {
  if (aggregate.kind === 'average')
    return [
      {
        name: `${label}, added up`,
        sql: measureSql({ aggregate: { ...aggregate, kind: 'sum' } } as Measure, dataset!.measures),
      },
      { name: `${label}, how many`, sql: `COUNT(${aggregate.sql})`, format: ',.0f' },
    ];
  const parts = aggregate.kind === 'ratio' ? ratioParts(aggregate, { dataset, params }) : undefined;
  return parts?.map(({ choice }) => columnOf(choice)) ?? [];
}

/** Returns the measures that a ratio divides; undefined where the asker may not see one of them. */
export function ratioParts(
  { over, under }: Extract<Measure['aggregate'], { kind: 'ratio' }>,
  { dataset, params }: Pick<Query, 'dataset' | 'params'>,
): readonly PlannedMeasure[] | undefined {
  const choices = roleParam({ params }, 'measure')?.choices ?? [];
  const parts = [over, under].flatMap((name) => {
    const choice = choices.find((candidate) => candidate.name === name);
    const measure = dataset?.measures.find((candidate) => candidate.name === name);
    return choice && measure ? [{ choice, measure }] : [];
  });
  return parts.length === 2 ? parts : undefined;
}

/** What a measure adds up or counts, in each row; nothing where the asker may not see what a ratio divides. */
function rawColumns({ label, aggregate }: Measure, query: Query): readonly (readonly [string, string])[] {
  if (aggregate.kind === 'rows') return [];
  if (aggregate.kind !== 'ratio') return [[label, aggregate.sql]];
  return (ratioParts(aggregate, query) ?? []).flatMap(({ measure }) => rawColumns(measure, query));
}
