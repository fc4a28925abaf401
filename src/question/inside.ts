import type { Param, Query } from '../catalogue/query.ts';
import type { Compare, Request } from './request.ts';

/** The ways to look inside one number instead of at rows of it, by their names among the choices of `show`. */
export const INSIDE = ['why', 'explain', 'rows'] as const;

/** Why a number changed, what it is made of, or the rows behind it. */
export type Inside = (typeof INSIDE)[number];

/** How a request over a dataset looks inside a number; undefined when it asks for rows of it. */
export function insideOf({ dataset }: Pick<Query, 'dataset'>, { values }: Pick<Request, 'values'>): Inside | undefined {
  return dataset && INSIDE.find((inside) => inside === values.show?.[0]);
}

/** Whether a request over a dataset asks for what made a measure change. */
export function asksWhy(query: Pick<Query, 'dataset'>, request: Pick<Request, 'values'>): boolean {
  return insideOf(query, request) === 'why';
}

const OF_ROWS: ReadonlySet<Param['role']> = new Set(['dimension', 'series', 'rank', 'threshold', 'sort']);

/** Whether a parameter chooses or orders rows, of which there are none where one looks inside a number. */
export function isOfRows({ role }: Pick<Param, 'role'>): boolean {
  return OF_ROWS.has(role);
}

/** What a request is compared with; a question for the reasons of a change is compared with the period before unless it says otherwise. */
export function compareOf(query: Pick<Query, 'dataset'>, request: Request): Compare | undefined {
  return request.compare ?? (asksWhy(query, request) ? 'previous' : undefined);
}
