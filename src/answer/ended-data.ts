import type { Day } from '../calendar/day.ts';
import type { Calendar } from '../calendar/span.ts';
import type { Query } from '../catalogue/query.ts';
import type { Alternative } from '../question/parse.ts';
import type { Request } from '../question/request.ts';

import { daysBetween } from '../calendar/day.ts';
import { pointSpan } from '../calendar/period.ts';
import { spanOf } from '../calendar/span.ts';
import { dayWords, periodName, spanWords } from '../calendar/words.ts';
import { periodParam } from '../catalogue/param.ts';
import { formatRequest, valuesOf, withValue } from '../question/request.ts';

/** The days of the longest month. */
const MONTH = 31;

/** The sentence for a question about days after the end of the data, and the same question about the last year that has data. */
export type EndedData = { readonly sentence: string; readonly alternative: Alternative };

/** Checks whether a request asks only for days after `asOf`, the newest day of the data; undefined when it does not. `locale` is the language tag for dates. */
export function endedData(
  query: Query,
  request: Request,
  {
    asOf,
    now,
    calendar,
    locale,
  }: {
    readonly asOf: string | undefined;
    readonly now: Date;
    readonly calendar: Calendar;
    readonly locale?: string | undefined;
  },
): EndedData | undefined {
  const param = periodParam(query);
  const [period] = (param && valuesOf(request, param)) ?? [];
  if (!param || period === undefined || asOf === undefined) return undefined;
  const newest = asOf.slice(0, 10);
  const span = spanOf(period, now, calendar);
  if (span.start <= newest) return undefined;
  const { text, meaning } = latestLike(period, { newest, days: daysBetween(span.start, span.end), locale });
  return {
    sentence: `No rows: the data ends on ${dayWords(newest, locale)}.`,
    alternative: {
      word: period,
      taken: spanWords(span, locale),
      meaning,
      text: formatRequest(withValue(request, query, param.name, [text])),
    },
  };
}

/**
 * The same month, quarter or days of the last year that has data for them; for any other period the last day, month or year that has
 * data, whichever is about as long.
 */
function latestLike(
  period: string,
  { newest, days, locale }: { readonly newest: Day; readonly days: number; readonly locale: string | undefined },
): { readonly text: string; readonly meaning: string } {
  const year = Number(newest.slice(0, 4));
  const rest = /^\d{4}(-(?:\d{2}(?:-\d{2})?|Q\d))$/.exec(period)?.[1];
  const like = [year, year - 1]
    .map((one) => `${one}${rest}`)
    .find((text) => !text.endsWith('-02-29') && pointSpan(text).start <= newest);
  if (rest !== undefined && like !== undefined) return { text: like, meaning: periodName(like, locale) };
  const [unit, text] = lastUnit(newest, rest === undefined ? days : Number.POSITIVE_INFINITY);
  return { text, meaning: `${periodName(text, locale)}, the last ${unit} with data` };
}

/** The last day, month or year with data, for a period of so many days. */
function lastUnit(newest: Day, days: number): readonly [unit: string, text: string] {
  if (days <= 1) return ['day', newest];
  return days <= MONTH ? ['month', newest.slice(0, 7)] : ['year', newest.slice(0, 4)];
}
