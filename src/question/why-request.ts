import type { Param, Query } from '../catalogue/query.ts';
import type { Compare, Request } from './request.ts';

/** The way to show a measure that tells what made it change. */
export const WHY = 'why';

/** Whether a request over a dataset asks for what made a measure change. */
export function asksWhy({ dataset }: Pick<Query, 'dataset'>, { values }: Pick<Request, 'values'>): boolean {
  return dataset !== undefined && values.show?.[0] === WHY;
}

const OF_ROWS: ReadonlySet<Param['role']> = new Set(['dimension', 'series', 'rank', 'threshold', 'sort']);

/** Whether a parameter chooses or orders rows, which the reasons of a change do not have: they look at all rows, by each dimension. */
export function isUselessForWhy({ role }: Pick<Param, 'role'>): boolean {
  return OF_ROWS.has(role);
}

/** What a request is compared with; a question for the reasons of a change is compared with the period before unless it says otherwise. */
export function compareOf(query: Pick<Query, 'dataset'>, request: Request): Compare | undefined {
  return request.compare ?? (asksWhy(query, request) ? 'previous' : undefined);
}
