import type { Span } from '../../calendar/day.ts';
import type { Dataset, Dimension } from '../../catalogue/dataset.ts';
import type { Query } from '../../catalogue/query.ts';
import type { Request } from '../../question/request.ts';
import type { PlanOptions } from '../dataset/dataset-plan.ts';
import type { Fragment } from '../sql-fragment.ts';
import type { ExplainedMeasure, MeasurePart } from './why-measure.ts';

import { fromSql, shownSql } from '../../catalogue/dataset-sql.ts';
import { UNKNOWN } from '../../text/text.ts';
import { comparedSpans } from '../compared-spans.ts';
import { filterConditions, timeConditions } from '../dataset/dataset-filters.ts';
import { fragment, indentFragment, joinFragments } from '../sql-fragment.ts';
import { explainedMeasure, mayOverlap } from './why-measure.ts';

/** How many values of a dimension have a row of their own; the others are added up in one. */
export const MOST_VALUES = 100;

/**
 * Writes the statement of a question for the reasons of a change: one pass over the rows of both periods, grouped by
 * each dimension and as a whole. Its columns are the number of the dimension from 1, or 0 for the whole; the value,
 * NULL for values that are added up; how many values those are; and, for each part of the measure, its size before
 * and after.
 */
export function whyTemplate(query: Query, request: Request, options: PlanOptions): Fragment {
  const explained = explainedMeasure(query, request);
  const { span, earlierSpan } = comparedSpans(query, request, options)!;
  const rows = rowsOf(query, request, { explained, spans: [earlierSpan, span], rawForms: options.rawForms });
  const { dimensions } = query.dataset!;
  const sizes = sizesOf(explained);
  const names = sizes.map(({ name }) => name);
  const members = membersOf(explained);
  const keys = dimensions.map((_, index) => `d${index + 1}`);
  const axes = dimensions.map((_, index) => `WHEN ${maskOf(index, dimensions.length)} THEN ${index + 1}`);
  const values = dimensions.map((dimension, index) => {
    const isShown = groupsShown(explained) && dimension.type === 'string';
    const key = keys[index]!;
    return `WHEN ${maskOf(index, dimensions.length)} THEN ${isShown ? key : valueSql({ ...dimension, sql: key })}`;
  });
  return fragment`WITH facts AS (
  ${indentFragment(rows)}
),
grouped AS (
  SELECT GROUPING(${keys.join(', ')}) AS mask, ${[...keys, ...members].join(', ')}, ${sizes.map(({ name, sql }) => `${sql} AS ${name}`).join(', ')}
  FROM facts
  GROUP BY GROUPING SETS (${[...keys.map((key) => [key]), []].map((set) => `(${[...set, ...members].join(', ')})`).join(', ')})
),
valued AS (
  SELECT CASE mask ${axes.join(' ')} ELSE 0 END AS axis, CASE mask ${values.join(' ')} END AS value,
    ${sizes.map(({ name, total }) => `${total} AS ${name}`).join(', ')}
  FROM grouped
  GROUP BY 1, 2
),
placed AS (
  SELECT axis, value, ${names.join(', ')},
    ROW_NUMBER() OVER (PARTITION BY axis ORDER BY ${weightSql(explained)} DESC, value) AS place
  FROM valued
)
SELECT axis, CASE WHEN place <= ${String(MOST_VALUES)} THEN value END AS value, COUNT(*) AS number, ${names
    .map((name) => `SUM(${name}) AS ${name}`)
    .join(', ')}
FROM placed
GROUP BY 1, 2
ORDER BY 1, MIN(place)`;
}

const SIDES = ['before', 'after'] as const;

/**
 * Whether rows are grouped by the values that people see, which costs more: what is counted once cannot be added up
 * afterwards over the raw forms of one value.
 */
function groupsShown({ parts }: ExplainedMeasure): boolean {
  return parts.some(mayOverlap);
}

/**
 * The column of what is counted distinct, for which `grouped` then has a row in each value: with it, presence in each
 * period is noted once and counted afterwards, for less than what two distinct counts in each value cost. None where
 * nothing is counted distinct, and none where two things are, as their pairs would be many.
 */
function membersOf({ parts }: ExplainedMeasure): readonly string[] {
  const counted = parts.flatMap((part, index) => (mayOverlap(part) ? [`x${index + 1}`] : []));
  return counted.length === 1 ? counted : [];
}

/** What GROUPING gives where rows are grouped by the dimension at a place alone: a 1 for each of the others. */
function maskOf(index: number, dimensions: number): bigint {
  return (1n << BigInt(dimensions)) - 1n - (1n << BigInt(dimensions - 1 - index));
}

/** The value of a dimension that people see, as text and never NULL. */
function valueSql({ sql, type }: Pick<Dimension, 'sql' | 'type'>): string {
  const shown = shownSql({ sql, type });
  return type === 'date' ? `COALESCE(CAST(${shown} AS varchar), '${UNKNOWN}')` : shown;
}

/** What is the same wherever `valueSql` is the same; text is as people see it, all else is made text of afterwards. */
function groupSql({ sql, type }: Dimension): string {
  return type === 'string' || type === 'date' ? shownSql({ sql, type }) : sql;
}

type RowsInput = {
  readonly explained: ExplainedMeasure;
  /** The days before and the days after; they may overlap. */
  readonly spans: readonly [Span, Span];
  readonly rawForms: PlanOptions['rawForms'];
};

/** The rows of both periods: what they are grouped by, what is added up, and of which period they are. */
function rowsOf(query: Query, request: Request, { explained, spans, rawForms = () => undefined }: RowsInput): Fragment {
  const dataset = query.dataset!;
  const columns = [
    ...dataset.dimensions.map(
      (dimension, index) => `${groupsShown(explained) ? groupSql(dimension) : dimension.sql} AS d${index + 1}`,
    ),
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

/** The size of a part of a measure on one side of a change: its column, and its SQL in `grouped` and in `valued`. */
type SizeColumn = { readonly name: string; readonly sql: string; readonly total: string };

function sizesOf(explained: ExplainedMeasure): readonly SizeColumn[] {
  const byMember = membersOf(explained).length > 0;
  return explained.parts.flatMap((part, index) =>
    SIDES.map((side): SizeColumn => {
      const [name, counted] = [`${side}${index + 1}`, `x${index + 1}`];
      return byMember && mayOverlap(part)
        ? { name, sql: `BOOL_OR(is_${side})`, total: `COUNT(CASE WHEN ${name} THEN ${counted} END)` }
        : { name, sql: sizeSql(part, counted, side), total: `SUM(${name})` };
    }),
  );
}

function sizeSql({ kind }: MeasurePart, counted: string, side: (typeof SIDES)[number]): string {
  const own = (sql: string) => `CASE WHEN is_${side} THEN ${sql} END`;
  switch (kind) {
    case 'sum':
      return `SUM(${own(counted)})`;
    case 'rows':
      return `COUNT(${own('1')})`;
    case 'values':
      return `COUNT(${own(counted)})`;
    case 'distinct':
      return `COUNT(DISTINCT ${own(counted)})`;
  }
}

/** How much a value has to do with the change: of a ratio, how far its own rate has moved its numerator. */
function weightSql({ parts }: ExplainedMeasure): string {
  if (parts.length === 1) return 'ABS(COALESCE(after1, 0) - COALESCE(before1, 0))';
  return 'COALESCE(ABS(after1 - after2 * CAST(before1 AS double) / NULLIF(before2, 0)), 0)';
}
