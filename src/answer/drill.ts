import type { Span } from '../calendar/day.ts';
import type { Calendar } from '../calendar/span.ts';
import type { Dataset, Dimension } from '../catalogue/dataset.ts';
import type { Param, Query } from '../catalogue/query.ts';
import type { Request } from '../question/request.ts';

import { addDays } from '../calendar/day.ts';
import { spanOf } from '../calendar/span.ts';
import { canonicalValue, filterParam, periodParam, roleParam } from '../catalogue/param.ts';
import { UserError } from '../error.ts';
import { asksWhy } from '../question/inside.ts';
import { normalize, valuesOf } from '../question/request.ts';
import { bucketPeriod, coarserBucket, finerGrain, isGrain } from './drill-time.ts';

/** What a drill depends on beside the request: today, and the calendar. */
export type DrillOptions = { readonly now: Date; readonly calendar: Calendar };

/** The request one level up, and the name of its rows in lower case. */
export type WayUp = { readonly request: Request; readonly rows: string };

/** The parameters that choose, order or show the rows of one answer, and say nothing of the rows below them. */
const OF_ROWS: ReadonlySet<Param['role']> = new Set(['series', 'rank', 'threshold', 'sort', 'show']);

/** Returns the dimension or unit of time of a request's rows; undefined where there is no level below them. */
export function drilledGroup(query: Query, request: Request): string | undefined {
  if (!query.dataset || asksWhy(query, request)) return undefined;
  const by = groupOf(query, request);
  const isKnown = filterParam(query, by) !== undefined;
  return isKnown || (isGrain(by) && finerGrain(by, query.dataset) !== undefined) ? by : undefined;
}

/**
 * Returns the request one level below one row: the row's value becomes a filter, or its days the period, and the new
 * rows are the next dimension of the drill path, or else of another dimension. A question for reasons stays one.
 * Throws a UserError for a value that cannot be filtered by.
 */
export function drillDown(
  query: Query,
  request: Request,
  row: { readonly group: string; readonly value: string },
  options: DrillOptions,
): Request {
  const dataset = query.dataset!;
  const { group, value } = row;
  if (isGrain(group)) {
    const period = periodParam(query)!;
    const asked = spanOf(valuesOf(request, period)![0]!, options.now, options.calendar);
    const values = { ...request.values, [period.name]: [withinSpan(bucketPeriod(value, group), asked, options)] };
    return withRows(query, { ...request, values }, finerGrain(group, dataset) ?? 'none');
  }
  const param = filterParam(query, group);
  if (!param) throw new UserError(`${query.name} cannot be filtered by ${group.replaceAll('_', ' ')}: ask again`);
  const filtered: Request = {
    ...request,
    values: { ...request.values, [group]: [canonicalValue(param, value, [value])] },
    excluded: request.excluded.filter((name) => name !== group),
  };
  if (asksWhy(query, request)) return normalize(filtered, query);
  return withRows(query, filtered, nextDimension(dataset, filtered, group));
}

/** Returns the request one level up; undefined at the top. Its rows are those that the filter was chosen from. */
export function drillUp(query: Query, request: Request): WayUp | undefined {
  const { dataset } = query;
  if (!dataset) return undefined;
  const by = groupOf(query, request);
  const period = periodParam(query);
  const asked = period && request.values[period.name]?.[0];
  const above = asked ? coarserBucket(asked, by) : undefined;
  if (above && period) {
    const values = { ...request.values, [period.name]: [above.period] };
    return { request: withRows(query, { ...request, values }, above.grain), rows: `${above.grain}s` };
  }
  const left = lastFilter(dataset, request, by);
  if (!left) return undefined;
  const values = Object.fromEntries(Object.entries(request.values).filter(([name]) => name !== left.name));
  const wider = { ...request, values };
  if (asksWhy(query, request)) return { request: normalize(wider, query), rows: left.plural };
  return { request: withRows(query, wider, left.name), rows: left.plural };
}

function groupOf(query: Query, request: Request): string {
  const param = roleParam(query, 'dimension')!;
  return valuesOf(request, param)?.[0] ?? 'none';
}

/** A request with other rows; what chose and ordered the rows before goes with them, a table stays a table. */
function withRows(query: Query, request: Request, by: string): Request {
  const dimension = roleParam(query, 'dimension')!;
  const kept = Object.entries(request.values).filter(([name]) =>
    query.params.some((param) => param.name === name && !OF_ROWS.has(param.role)),
  );
  const values = { ...Object.fromEntries(kept), [dimension.name]: [by] };
  return normalize({ ...request, values, as: request.as === 'table' ? 'table' : undefined }, query);
}

/**
 * The dimension below another one, of several the last in the file, which is finest as a rule; or else the first that a
 * filter has not settled: neither itself, nor one below it or beside it on its path.
 */
function nextDimension({ dimensions }: Dataset, request: Request, group: string): string {
  const settled = dimensions.filter(({ name }) => isOneValue(request, name));
  const above = new Set(settled.flatMap((dimension) => pathOf(dimension, dimensions)));
  const beside = new Set(settled.map(({ in: parent }) => parent).filter((parent) => parent !== undefined));
  const free = dimensions.filter(
    ({ name, in: parent }) =>
      !isOneValue(request, name) && !above.has(name) && !(parent !== undefined && beside.has(parent)),
  );
  return (free.findLast(({ in: parent }) => parent === group) ?? free[0])?.name ?? 'none';
}

/** The names of the dimensions above one, the nearest first. */
function pathOf(dimension: Dimension, dimensions: readonly Dimension[]): readonly string[] {
  const path: string[] = [];
  for (let at = dimension.in; at !== undefined && !path.includes(at); ) {
    path.push(at);
    at = dimensions.find(({ name }) => name === at)?.in;
  }
  return path;
}

/** The dimension whose filter was set last on the way down: the one right above the rows, or else the deepest. */
function lastFilter({ dimensions }: Dataset, request: Request, by: string): Dimension | undefined {
  const set = dimensions.filter(({ name }) => isOneValue(request, name));
  const parent = dimensions.find(({ name }) => name === by)?.in;
  const depth = (dimension: Dimension) => pathOf(dimension, dimensions).length;
  return set.find(({ name }) => name === parent) ?? set.toReversed().sort((one, other) => depth(other) - depth(one))[0];
}

function isOneValue({ values, excluded }: Request, name: string): boolean {
  return values[name]?.length === 1 && !excluded.includes(name);
}

/** The days of a bucket that lie within a span, as a period; the bucket itself where all of it does. */
function withinSpan(period: string, span: Span, { now, calendar }: DrillOptions): string {
  const bucket = spanOf(period, now, calendar);
  if (bucket.start >= span.start && bucket.end <= span.end) return period;
  const start = bucket.start > span.start ? bucket.start : span.start;
  const end = bucket.end < span.end ? bucket.end : span.end;
  const last = addDays(end, -1);
  return start === last ? start : `${start}..${last}`;
}
