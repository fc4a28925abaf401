import type { Span } from '../../calendar/day.ts';
import type { Dataset, Dimension } from '../../catalogue/dataset.ts';
import type { Param, Query } from '../../catalogue/query.ts';
import type { Request } from '../../question/request.ts';
import type { Fragment } from '../sql-fragment.ts';

import { BOUNDS, MONTHS, WEEKDAYS } from '../../calendar/day.ts';
import { literal } from '../../catalogue/param.ts';
import { UNKNOWN } from '../../text/text.ts';
import { fragment, joinFragments, placeholder } from '../sql-fragment.ts';

/** Returns the raw forms of a value that a dimension shows; undefined when they are not known. */
export type FindRawForms = (param: string, value: string) => readonly string[] | undefined;

/**
 * Writes the conditions of a request's filters on the raw columns, so that partitions and row groups are pruned. The
 * filters of the dimensions in `skipped` are left out, but for the rows that the asker is restricted to.
 */
export function filterConditions(
  query: Query,
  request: Request,
  { rawForms, skipped = [] }: { readonly rawForms: FindRawForms; readonly skipped?: readonly string[] },
): readonly Fragment[] {
  const { dataset, params } = query;
  return params.flatMap((param) => {
    const isSkipped = skipped.includes(param.name);
    const values = isSkipped ? query.rowFilters?.get(param.name) : request.values[param.name];
    if (param.role !== 'filter' || !values) return [];
    const isExcluded = !isSkipped && request.excluded.includes(param.name);
    const dimension = dataset!.dimensions.find(({ name }) => name === param.name);
    if (!dimension) return [cycleCondition(dataset!, param, values, isExcluded)];
    if (dimension.type !== 'string') return [plainCondition(dimension, param, values, isExcluded)];
    return [textCondition(dimension, param, values, isExcluded, rawForms)];
  });
}

/** Writes the condition that a column of an inner query shows one of the values asked for. */
export function shownCondition(column: string, param: Param, values: readonly string[], isExcluded: boolean): Fragment {
  const list = joinFragments(
    values.map((value) => placeholder(literal({ ...param, type: 'string' }, value))),
    ', ',
  );
  return fragment`${column} ${isExcluded ? 'NOT IN' : 'IN'} (${list})`;
}

/** Returns the names of the dimensions that a request filters by. */
export function filteredDimensions({ params }: Query, request: Request): readonly string[] {
  return params.filter(({ role, name }) => role === 'filter' && request.values[name]).map(({ name }) => name);
}

/** Writes the conditions of a span on the time of a dataset and on its partition; an open end has none. */
export function timeConditions({ time }: Dataset, { start, end }: Span): readonly Fragment[] {
  if (!time) return [];
  const { partition } = time;
  const conditions: Fragment[] = [];
  const bound = (operator: string, day: string) => {
    conditions.push(fragment`${time.sql} ${operator} ${placeholder(`DATE '${day}'`)}`);
    if (partition)
      conditions.push(fragment`${partition.sql} ${operator} ${placeholder(partitionLiteral(day, partition.format))}`);
  };
  if (start !== BOUNDS.first) bound('>=', start);
  if (end !== BOUNDS.last) bound('<', end);
  return conditions;
}

/** Writes a day in a partition's format, `yyyy-MM-dd` or `yyyyMMdd`; without a format, as a DATE literal. */
export function partitionLiteral(day: string, format?: string): string {
  if (format === undefined) return `DATE '${day}'`;
  const text = format
    .replaceAll('yyyy', day.slice(0, 4))
    .replaceAll('MM', day.slice(5, 7))
    .replaceAll('dd', day.slice(8, 10))
    .replaceAll("'", '');
  return `'${text}'`;
}

/** Text is compared in every raw form that shows the value; what is left out leaves NULL and blanks in, unless they are meant. */
function textCondition(
  { sql }: Dimension,
  param: Param,
  values: readonly string[],
  isExcluded: boolean,
  rawForms: FindRawForms,
): Fragment {
  const named = values.filter((value) => value !== UNKNOWN || (rawForms(param.name, value) ?? []).includes(UNKNOWN));
  const isUnknown = values.includes(UNKNOWN);
  const forms = named.map((value) => (value === UNKNOWN ? [UNKNOWN] : rawForms(param.name, value)));
  const areKnown = forms.every((form) => form !== undefined && form.length > 0);
  const texts = areKnown ? forms.flatMap((form) => form!) : named;
  const column = areKnown ? sql : `TRIM(${sql})`;
  const list = joinFragments(
    texts.map((text) => placeholder(literal(param, text))),
    ', ',
  );
  const among = fragment`${column} ${isExcluded ? 'NOT IN' : 'IN'} (${list})`;
  const blank = `(${sql} IS NULL OR TRIM(${sql}) = '')`;
  if (isExcluded && isUnknown) return texts.length > 0 ? fragment`(NOT ${blank} AND ${among})` : fragment`NOT ${blank}`;
  if (isExcluded) return fragment`(${sql} IS NULL OR ${among})`;
  if (isUnknown) return texts.length > 0 ? fragment`(${blank} OR ${among})` : fragment`${blank}`;
  return among;
}

function plainCondition({ sql }: Dimension, param: Param, values: readonly string[], isExcluded: boolean): Fragment {
  const list = joinFragments(
    values.map((value) => placeholder(literal(param, value))),
    ', ',
  );
  return isExcluded ? fragment`(${sql} IS NULL OR ${sql} NOT IN (${list}))` : fragment`${sql} IN (${list})`;
}

/** Days of the week, months, quarters and hours by their numbers. */
function cycleCondition({ time }: Dataset, { name }: Param, values: readonly string[], isExcluded: boolean): Fragment {
  const sql = time!.sql;
  const [call, numbers] = cycleNumbers(name, sql, values);
  const list = joinFragments(
    numbers.map((number) => placeholder(String(number))),
    ', ',
  );
  const among = fragment`${call} ${isExcluded ? 'NOT IN' : 'IN'} (${list})`;
  return isExcluded ? fragment`(${sql} IS NULL OR ${among})` : among;
}

function cycleNumbers(name: string, sql: string, values: readonly string[]): readonly [string, readonly number[]] {
  switch (name) {
    case 'weekday':
      return [`day_of_week(${sql})`, values.map((value) => WEEKDAYS.indexOf(value) + 1)];
    case 'month_of_year':
      return [`month(${sql})`, values.map((value) => MONTHS.indexOf(value) + 1)];
    case 'quarter_of_year':
      return [`quarter(${sql})`, values.map((value) => Number(value.slice(1)))];
    default:
      return [`hour(${sql})`, values.map((value) => Number(value.slice(0, 2)))];
  }
}
