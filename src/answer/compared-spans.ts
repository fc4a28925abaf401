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
  /** What the earlier days are called: `last year`, `previous period`, `Q3 2003`. */
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
  return { compare, label: comparedWords(compare, locale), span, earlierSpan };
}

/** Names what an answer is compared with: `last year`, `previous period`, `Q3 2003`. `locale` is the language tag for dates. */
export function comparedWords(compare: Compare, locale?: string): string {
  if (compare === 'previous') return 'previous period';
  return COMPARES.includes(compare) || !/^\d/.test(compare) ? compare : dateWords(compare, locale);
}
