import { createHash } from 'node:crypto';

import type { Calendar } from '../../calendar/span.ts';
import type { Query } from '../../catalogue/query.ts';
import type { Request } from '../../question/request.ts';
import type { Statement } from '../statement.ts';
import type { SizedQuestion } from './run-sizes.ts';

import { addDays, daysBetween, today } from '../../calendar/day.ts';
import { spanOf } from '../../calendar/span.ts';
import { periodParam } from '../../catalogue/param.ts';
import { valuesOf, withValue } from '../../question/request.ts';

/** A period without a beginning is taken for so many days: twenty years. */
const MOST_DAYS = 7300;

/** The period that is offered in place of a longer one. */
export const SHORTER = { period: 'last 30 days', label: 'the last 30 days', days: 30 } as const;

/** Returns what determines how many bytes a question reads. */
export function questionSize(
  { sql }: Statement,
  { query, request }: { readonly query: Query; readonly request?: Request | undefined },
  { now, calendar }: { readonly now: Date; readonly calendar: Calendar },
): SizedQuestion {
  return {
    shape: createHash('sha256').update(sql).digest('hex').slice(0, 16),
    days: request ? daysOf(query, request, { now, calendar }) : null,
    isPartitioned: query.dataset?.time?.partition !== undefined,
  };
}

/** How many days a request's period has, as far as they have come; null for a query without a period. */
function daysOf(query: Query, request: Request, { now, calendar }: { now: Date; calendar: Calendar }): number | null {
  const param = periodParam(query);
  const [period] = (param && valuesOf(request, param)) ?? [];
  if (period === undefined) return null;
  const { start, end } = spanOf(period, now, calendar);
  const tomorrow = addDays(today(now, calendar.timezone), 1);
  const last = end < tomorrow ? end : tomorrow;
  return Math.max(1, Math.min(MOST_DAYS, daysBetween(start, last)));
}

/** Returns the request for the last 30 days; undefined where its query has no period. */
export function shorterRequest(query: Query, request: Request): Request | undefined {
  const param = periodParam(query);
  return param && withValue(request, query, param.name, [SHORTER.period]);
}
