import type { Choice, Param, Query, Role } from '../catalogue/query.ts';
import type { ChartType } from '../chart/chart-type.ts';

import { comparisonNamed } from '../calendar/span.ts';
import { roleParam } from '../catalogue/param.ts';
import { insideOf, isOfRows } from './inside.ts';
import { escapeValue, straighten } from './tokens.ts';

/**
 * What a person asked: a query and values for its parameters. Values that equal the query's defaults are left out, so
 * that one meaning has one text.
 */
export type Request = {
  readonly query: string;
  /** Canonical texts by parameter name, sorted. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** Names of the parameters whose values are left out instead of kept: `country!=USA`. */
  readonly excluded: readonly string[];
  readonly compare?: Compare;
  readonly as?: ChartType;
};

/** The comparisons that move with the period: with the same length just before, and with the same days a year earlier. */
export const COMPARES: readonly string[] = ['previous', 'last year'];

/** What an answer is compared with: one of `COMPARES`, or a canonical period such as `2003-Q3`. */
export type Compare = string;

const RANK: Readonly<Record<Param['type'], number>> = {
  choice: 0,
  string: 1,
  boolean: 1,
  date: 1,
  period: 2,
  integer: 3,
  number: 3,
};

/**
 * Returns a request without values that equal the query's defaults, without unknown parameters, and, where it looks
 * inside a number, without what chooses rows.
 */
export function normalize(request: Request, query: Query): Request {
  const values: Record<string, readonly string[]> = {};
  const excluded: string[] = [];
  const inside = insideOf(query, request);
  for (const param of ordered(query.params)) {
    const given = request.values[param.name];
    if (!given || given.length === 0 || (inside && isOfRows(param))) continue;
    const said = inside === 'why' && param.role === 'measure' ? given.slice(0, 1) : given;
    const sorted = param.role === 'measure' ? [...new Set(said)] : [...new Set(said)].sort();
    const isExcluded = request.excluded.includes(param.name);
    const isDefault =
      !isExcluded && param.default?.length === sorted.length && param.default.every((text) => sorted.includes(text));
    if (isDefault) continue;
    values[param.name] = sorted;
    if (isExcluded) excluded.push(param.name);
  }
  const compare = compareWith(request, query);
  const isCompared = compare && (!inside || (inside === 'why' && compare !== 'previous'));
  const isDrawnAs = request.as && (!inside || (inside !== 'rows' && request.as === 'table'));
  return {
    query: query.name,
    values,
    excluded,
    ...(isCompared && { compare }),
    ...(isDrawnAs && { as: request.as }),
  };
}

/** A comparison with a named period that is just the one before, or a year earlier, is called so. */
function compareWith(request: Request, query: Query): Compare | undefined {
  const { compare } = request;
  const param = query.params.find(({ type }) => type === 'period');
  const [period] = (param && valuesOf(request, param)) ?? [];
  if (compare === undefined || period === undefined || COMPARES.includes(compare)) return compare;
  return comparisonNamed(period, compare) ?? compare;
}

/** Returns the request with one parameter set to other values; undefined or none sets it back to its default. */
export function withValue(
  request: Request,
  query: Query,
  name: string,
  values: readonly string[] | undefined,
): Request {
  return normalize(
    {
      ...request,
      values: { ...request.values, [name]: values ?? [] },
      excluded: request.excluded.filter((other) => other !== name),
    },
    query,
  );
}

/** Returns the values of a parameter that are in force: those asked for, else its default; undefined when there is neither. */
export function valuesOf(request: Request, param: Param): readonly string[] | undefined {
  return request.values[param.name] ?? param.default;
}

/** Returns the parameter by which a request keeps the first or the last of a ranking; undefined when it ranks nothing. */
export function rankParam({ params }: Pick<Query, 'params'>, { values }: Pick<Request, 'values'>): Param | undefined {
  return params.find(({ role, keeps, name }) => role === 'rank' && keeps !== undefined && values[name] !== undefined);
}

/** Returns the name of the order that a request asks for, such as `ascending`; undefined when it asks for none, or for the order of names. */
export function askedSort(query: Pick<Query, 'params'>, { values }: Pick<Request, 'values'>): string | undefined {
  const param = roleParam(query, 'sort');
  const [sort] = (param && values[param.name]) ?? [];
  return sort === 'name' ? undefined : sort;
}

/** Returns the choices in force of the parameters that have a role, in the order of the request's values. */
export function chosenChoices({ params }: Pick<Query, 'params'>, request: Request, role: Role): readonly Choice[] {
  return params
    .filter((param) => param.role === role)
    .flatMap((param) =>
      (valuesOf(request, param) ?? []).flatMap((name) => param.choices.find((choice) => choice.name === name) ?? []),
    );
}

/** Returns the request of a query that leaves everything at its defaults. */
export function defaultRequest({ name }: Pick<Query, 'name'>): Request {
  return { query: name, values: {}, excluded: [] };
}

/** Writes the canonical text of a request, the inverse of `parse`: `sales by=month country=France,"New Zealand" period="last quarter"`. */
export function formatRequest({ query, values, excluded, compare, as }: Request): string {
  const pairs = Object.entries(values).map(
    ([name, texts]) => `${name}${excluded.includes(name) ? '!=' : '='}${texts.map(quote).join(',')}`,
  );
  if (compare) pairs.push(`compare=${quote(compare)}`);
  if (as) pairs.push(`as=${as}`);
  return [query, ...pairs].join(' ');
}

/** Returns parameters in the order of a canonical text: what is shown, what is kept, when, how many. */
export function ordered(params: readonly Param[]): readonly Param[] {
  return [...params].sort((left, right) => RANK[left.type] - RANK[right.type]);
}

function quote(text: string): string {
  const isPlain = /^[\p{L}\p{N}_.+-]+$/u.test(text) && straighten(text) === text;
  return isPlain ? text : `"${escapeValue(text)}"`;
}
