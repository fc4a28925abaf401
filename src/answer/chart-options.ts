import { ascending } from 'd3-array';

import type { Query } from '../catalogue/query.ts';
import type { Request } from '../question/request.ts';
import type { Table } from '../table/table.ts';
import type { Comparison } from './compare.ts';
import type { AnswerContext } from './context.ts';

import { BOUNDS } from '../calendar/day.ts';
import { spanOf } from '../calendar/span.ts';
import { isLimit, periodParam } from '../catalogue/param.ts';
import { askedSort, chosenChoices, rankParam, valuesOf } from '../question/request.ts';
import { kindOf } from '../table/table.ts';
import { measureColumns } from './dataset/dataset-columns.ts';

/** Returns the first moment of a request's period and the first moment after it; each is missing when the period is open at that end. */
export function daysOf(
  query: Query,
  request: Request,
  { calendar }: AnswerContext,
  now: Date,
): { since?: Date; until?: Date } {
  const param = periodParam(query);
  const [period] = (param && valuesOf(request, param)) ?? [];
  if (!period) return {};
  const { start, end } = spanOf(period, now, calendar);
  return {
    ...(start !== BOUNDS.first && { since: new Date(`${start}T00:00:00Z`) }),
    ...(end !== BOUNDS.last && { until: new Date(`${end}T00:00:00Z`) }),
  };
}

/** Returns the goal of a query by the column of its measure; undefined where a filter leaves out a part of what the goal is for. */
export function goalOf(query: Query, request: Request) {
  const { goal } = query;
  const isFiltered = query.params.some((param) => param.role === 'filter' && valuesOf(request, param) !== undefined);
  if (!goal || isFiltered) return undefined;
  const choice = query.params.flatMap(({ choices }) => choices).find(({ name }) => name === goal.measure);
  return { ...goal, measure: choice?.label ?? goal.measure };
}

/** Sorts rows by their first column where it holds times, so that a time axis reads from left to right; leaves them as they are where the request asks for another order. */
export function sortByTime(table: Table, query: Query, request: Request): Table {
  const index = table.columns.findIndex((column) => kindOf(column) !== 'number');
  if (index < 0 || kindOf(table.columns[index]!) !== 'time' || isSorted(query, request)) return table;
  const rows = [...table.rows].sort((left, right) => ascending(left[index] ?? '~', right[index] ?? '~'));
  return { ...table, rows };
}

/** Whether the smallest comes first: the request asks for the last ones of a ranking, or sorts from the smallest on. */
export function isAscending(query: Query, request: Request): boolean {
  return rankParam(query, request)?.keeps === 'last' || askedSort(query, request) === 'ascending';
}

/**
 * Returns how many values a ranking has kept, of the dimension that it ranks; how many rows where it keeps some of each
 * value of another one. Undefined without a ranking.
 */
export function keptCount(query: Query, request: Request, { rows }: Table): number | undefined {
  if (!rankParam(query, request)) return undefined;
  const { of, within } = query.dataset ? request.values : {};
  if (within) return rows.length;
  const [by] = chosenChoices(query, request, 'dimension');
  const [split] = chosenChoices(query, request, 'series');
  const ranked = of?.[0] ?? (by?.type === 'date' ? split : by)?.name;
  return new Set(rows.map((row) => row[split !== undefined && ranked === split.name ? 1 : 0])).size;
}

/** Whether a request asks for another order than that of time. */
function isSorted(query: Query, request: Request): boolean {
  return rankParam(query, request) !== undefined || askedSort(query, request) !== undefined;
}

/**
 * Returns the Vega-Lite spec of a query's author with `{{by.label}}` and the like filled in; undefined when it has none.
 * `{{compare.label}}` becomes the name of the other period; a layer or other item of a list that holds it is left out
 * where nothing is compared.
 */
export function specOf(
  query: Query,
  request: Request,
  comparison: Pick<Comparison, 'label'> | undefined,
): Readonly<Record<string, unknown>> | undefined {
  if (query.chart === 'auto') return undefined;
  const isShown = (part: unknown) => comparison !== undefined || !COMPARED.test(JSON.stringify(part));
  const labelled = (part: unknown): unknown => {
    if (typeof part === 'string') return withLabels(part.replace(COMPARED, comparison?.label ?? '$&'), query, request);
    if (Array.isArray(part)) return part.filter(isShown).map(labelled);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, labelled(value)]));
  };
  return labelled(query.chart) as Readonly<Record<string, unknown>>;
}

const COMPARED = /\{\{\s*compare\.label\s*\}\}/;

/** A text with the label of a choice in force in place of each `{{name.label}}`. */
function withLabels(text: string, query: Query, request: Request): string {
  return text.replace(/\{\{\s*(\w+)\.label\s*\}\}/g, (hole, name: string) => {
    const param = query.params.find((candidate) => candidate.name === name);
    const [chosen] = (param && valuesOf(request, param)) ?? [];
    return param?.choices.find((choice) => choice.name === chosen)?.label ?? hole;
  });
}

/** Returns the d3-formats of columns, and of their earlier values, by column name. */
export function formatsOf(
  query: Query,
  request: Request,
  comparison: Comparison | undefined,
): Readonly<Record<string, string>> {
  const chosen = query.params.flatMap((param) => {
    const choice = param.choices.find(({ name }) => name === valuesOf(request, param)?.[0]);
    return choice ? [{ param: param.name, ...choice }] : [];
  });
  const labelled = (name: string) => withLabels(name, query, request);
  const formats = [
    ...measureColumns(query, request).flatMap(({ name, format }) => (format ? [[name, format] as const] : [])),
    ...chosen.flatMap(({ label, format: written }) => (written ? [[label, written] as const] : [])),
    ...Object.entries(query.formats ?? {}).map(([name, written]) => [labelled(name), written] as const),
  ];
  return Object.fromEntries(
    formats.flatMap(([name, written]) => {
      const earlier = comparison?.columns[name];
      return earlier
        ? [
            [name, written],
            [earlier, written],
          ]
        : [[name, written]];
    }),
  );
}

/** Returns the number of rows at which a request's own limit may have left some out; undefined without a limit. */
export function limitOf(query: Query, request: Request, table: Table): number | undefined {
  const items = new Set(table.rows.map(([first]) => first)).size;
  const isCut = query.params.some((param) => {
    const [limit] = isLimit(param) ? (valuesOf(request, param) ?? []) : [];
    return limit !== undefined && (param.role !== 'rank' || items >= Number(limit)); // a threshold may cut any number
  });
  return isCut ? table.rows.length : undefined;
}
