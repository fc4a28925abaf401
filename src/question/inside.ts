import type { Param, Query } from '../catalogue/query.ts';
import type { Compare, Request } from './request.ts';

/** The choices of the parameter `show` that look inside one number instead of returning rows of it. */
export const INSIDE = ['why', 'explain', 'rows'] as const;

/** One way to look inside a number: why it changed, what it is made of, or the rows behind it. */
export type Inside = (typeof INSIDE)[number];

/** Returns how a request over a dataset looks inside a number; undefined when it asks for rows. */
export function insideOf({ dataset }: Pick<Query, 'dataset'>, { values }: Pick<Request, 'values'>): Inside | undefined {
  return dataset && INSIDE.find((inside) => inside === values.show?.[0]);
}

/** Whether a request over a dataset asks for the reasons of a change. */
export function asksWhy(query: Pick<Query, 'dataset'>, request: Pick<Request, 'values'>): boolean {
  return insideOf(query, request) === 'why';
}

const OF_ROWS: ReadonlySet<Param['role']> = new Set(['dimension', 'series', 'rank', 'threshold', 'sort']);

/** Whether a parameter chooses or orders rows. Such a parameter has no effect on a request that looks inside a number. */
export function isOfRows({ role }: Pick<Param, 'role'>): boolean {
  return OF_ROWS.has(role);
}

/** Returns what a request is compared with. A request for the reasons of a change is compared with the period before unless it names another one. */
export function compareOf(query: Pick<Query, 'dataset'>, request: Request): Compare | undefined {
  return request.compare ?? (asksWhy(query, request) ? 'previous' : undefined);
}
