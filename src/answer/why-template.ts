import type { Span } from '../calendar/day.ts';
import type { Dataset, Dimension } from '../catalogue/dataset.ts';
import type { Query } from '../catalogue/query.ts';
import type { Request } from '../question/request.ts';
import type { PlanOptions } from './dataset-plan.ts';
import type { Fragment } from './sql-fragment.ts';
import type { ExplainedMeasure, Part } from './why-measure.ts';

import { fromSql, shownSql, UNKNOWN } from '../catalogue/dataset-sql.ts';
import { comparedSpans } from './compared-spans.ts';
import { filterConditions, timeConditions } from './dataset-filters.ts';
import { fragment, joinFragments } from './sql-fragment.ts';
import { explainedMeasure } from './why-measure.ts';

/** How many values of a dimension have a row of their own; the others are added up in one. */
export const MOST_VALUES = 100;

/**
 * The statement of a question for the reasons of a change: one pass over the rows of both periods, grouped by each dimension
 * and as a whole. Its columns are the number of the dimension from 1, or 0 for the whole; the value, NULL for the values that
 * are added up; how many values those are; and for each part of the measure its size before and after.
 */
export function whyTemplate(query: Query, request: Request, options: PlanOptions): Fragment {
  const explained = explainedMeasure(query, request);
  const { span, earlierSpan } = comparedSpans(query, request, options)!;
  const rows = rowsOf(query, request, { explained, spans: [earlierSpan, span], rawForms: options.rawForms });
  const { dimensions } = query.dataset!;
  const keys = dimensions.map((_, index) => `d${index + 1}`);
  const axis = keys.map((key, index) => `WHEN ${key} IS NOT NULL THEN ${index + 1}`).join(' ');
  const sizes = explained.parts.flatMap((part, index) =>
    (['before', 'after'] as const).map((side) => ({ name: `${side}${index + 1}`, sql: partSql(part, index, side) })),
  );
  const columns = sizes.map(({ name, sql }) => `${sql} AS ${name}`).join(', ');
  return fragment`WITH facts AS (
  ${indent(rows)}
),
grouped AS (
  SELECT CASE ${axis} ELSE 0 END AS axis, COALESCE(${[...keys, 'NULL'].join(', ')}) AS value, ${columns}
  FROM facts
  GROUP BY GROUPING SETS (${[...keys.map((key) => `(${key})`), '()'].join(', ')})
),
placed AS (
  SELECT axis, value, ${sizes.map(({ name }) => name).join(', ')},
    ROW_NUMBER() OVER (PARTITION BY axis ORDER BY ${weightSql(explained)} DESC, value) AS place
  FROM grouped
)
SELECT axis, CASE WHEN place <= ${String(MOST_VALUES)} THEN value END AS value, COUNT(*) AS number, ${sizes
    .map(({ name }) => `SUM(${name}) AS ${name}`)
    .join(', ')}
FROM placed
GROUP BY 1, 2
ORDER BY 1, MIN(place)`;
}

/** A dimension's value as text, never NULL. */
function valueSql(dimension: Dimension): string {
  const shown = shownSql(dimension);
  return dimension.type === 'date' ? `COALESCE(CAST(${shown} AS varchar), '${UNKNOWN}')` : shown;
}

type RowsInput = {
  readonly explained: ExplainedMeasure;
  /** The days before and those after; they may overlap. */
  readonly spans: readonly [Span, Span];
  readonly rawForms: PlanOptions['rawForms'];
};

/** The rows of both periods: what they are grouped by, what is added up, and of which period they are. */
function rowsOf(query: Query, request: Request, { explained, spans, rawForms = () => undefined }: RowsInput): Fragment {
  const dataset = query.dataset!;
  const columns = [
    ...dataset.dimensions.map((dimension, index) => `${valueSql(dimension)} AS d${index + 1}`),
    ...explained.parts.flatMap(({ sql }, index) => (sql === undefined ? [] : [`${sql} AS x${index + 1}`])),
  ];
  const [before, after] = spans.map((span) => joinFragments(timeConditions(dataset, span), ' AND ')) as [
    Fragment,
    Fragment,
  ];
  const filters = filterConditions(query, request, { rawForms });
  const conditions = [fragment`((${before}) OR (${after}))`, ...filters];
  return fragment`SELECT ${columns.join(', ')},
  (${before}) AS is_before, (${after}) AS is_after
FROM ${fromSql(dataset, needsOf(dataset, explained))}
WHERE ${joinFragments(conditions, '\n  AND ')}`;
}

/** The aliases of all joins of the dimensions, of the time and of the measure with its parts. */
function needsOf({ dimensions, time }: Dataset, { measure }: ExplainedMeasure): readonly string[] {
  return [...dimensions.flatMap(({ needs }) => needs), ...(time?.needs ?? []), ...measure.needs];
}

function partSql({ kind }: Part, index: number, side: 'before' | 'after'): string {
  const own = (sql: string) => `CASE WHEN is_${side} THEN ${sql} END`;
  switch (kind) {
    case 'sum':
      return `SUM(${own(`x${index + 1}`)})`;
    case 'rows':
      return `COUNT(${own('1')})`;
    case 'values':
      return `COUNT(${own(`x${index + 1}`)})`;
    case 'distinct':
      return `COUNT(DISTINCT ${own(`x${index + 1}`)})`;
  }
}

/** How much a value has to do with the change: of a ratio, how far its own rate has moved its numerator. */
function weightSql({ parts }: ExplainedMeasure): string {
  if (parts.length === 1) return 'ABS(COALESCE(after1, 0) - COALESCE(before1, 0))';
  return 'COALESCE(ABS(after1 - after2 * CAST(before1 AS double) / NULLIF(before2, 0)), 0)';
}

function indent({ sql, parameters }: Fragment): Fragment {
  return { sql: sql.replaceAll('\n', '\n  '), parameters };
}
