import type { Span } from '../calendar/day.ts';
import type { Calendar } from '../calendar/span.ts';
import type { Query } from '../catalogue/query.ts';
import type { Compare, Request } from '../question/request.ts';

import { comparisonSpan, spanOf, wholePeriod } from '../calendar/span.ts';
import { dateWords } from '../calendar/words.ts';
import { periodParam } from '../catalogue/param.ts';
import { UserError } from '../error.ts';
import { asksWhy, compareOf } from '../question/inside.ts';
import { COMPARES, valuesOf } from '../question/request.ts';

/** The days that a request asks about, and the days that it compares them with. */
export type ComparedSpans = {
  readonly compare: Compare;
  /** What the earlier days are called: `last year`, `previous period`, `Q3 2003`; `same days of Q3 2003` where a period that is named is not over. */
  readonly label: string;
  readonly span: Span;
  readonly earlierSpan: Span;
};

/**
 * Returns the days that a request compares; undefined when it compares nothing. For the reasons of a change, a period
 * to date is compared with the same days of the period before. Throws a UserError when there is nothing to compare
 * with. `locale` is the language tag for the dates in the label.
 */
export function comparedSpans(
  query: Query,
  request: Request,
  { now, calendar, locale }: { readonly now: Date; readonly calendar: Calendar; readonly locale?: string | undefined },
): ComparedSpans | undefined {
  const compare = compareOf(query, request);
  if (!compare) return undefined;
  const param = periodParam(query);
  if (!param) throw new UserError(`${query.name} has no period to compare: ask without vs`);
  const period = valuesOf(request, param)![0]!;
  const span = spanOf(period, now, calendar);
  const compared = asksWhy(query, request) ? spanOf(wholePeriod(period), now, calendar) : span;
  const earlierSpan = comparisonSpan(compared, compare, now, calendar);
  if (!earlierSpan)
    throw new UserError('a period without a beginning cannot be compared: ask vs with a period such as last quarter');
  const label = comparedWords(compare, locale);
  const isNamed = /\d{4}/.test(period) && /\d{4}/.test(compare); // charts of authors read the columns `…, last year`, `…, previous period`
  const isCut = isNamed && comparisonSpan(compared, compare, AFTERWARDS, calendar)?.end !== earlierSpan.end;
  return { compare, label: isCut ? `same days of ${label}` : label, span, earlierSpan };
}

/** When every period that is named by its year is over. */
const AFTERWARDS = new Date('9998-12-31T00:00:00Z');

/** Names what an answer is compared with: `last year`, `previous period`, `Q3 2003`. `locale` is the language tag for dates. */
export function comparedWords(compare: Compare, locale?: string): string {
  if (compare === 'previous') return 'previous period';
  return COMPARES.includes(compare) || !/^\d/.test(compare) ? compare : dateWords(compare, locale);
}
