import type { Calendar } from '../calendar/span.ts';
import type { Query } from '../catalogue/query.ts';
import type { Alternative } from '../question/parse.ts';
import type { Request } from '../question/request.ts';

import { spanOf } from '../calendar/span.ts';
import { dayWords, spanWords } from '../calendar/words.ts';
import { periodParam } from '../catalogue/param.ts';
import { formatRequest, valuesOf, withValue } from '../question/request.ts';

/** The sentence for a question about days after the end of the data, and the same question about the last year that has data. */
export type EndedData = { readonly sentence: string; readonly alternative: Alternative };

/** Checks whether a request asks only for days after `asOf`, the newest day of the data; undefined when it does not. */
export function endedData(
  query: Query,
  request: Request,
  { asOf, now, calendar }: { readonly asOf: string | undefined; readonly now: Date; readonly calendar: Calendar },
): EndedData | undefined {
  const param = periodParam(query);
  const [period] = (param && valuesOf(request, param)) ?? [];
  if (!param || period === undefined || asOf === undefined) return undefined;
  const newest = asOf.slice(0, 10);
  const span = spanOf(period, now, calendar);
  if (span.start <= newest) return undefined;
  const year = newest.slice(0, 4);
  return {
    sentence: `No rows: the data ends on ${dayWords(newest)}.`,
    alternative: {
      word: period,
      taken: spanWords(span),
      meaning: `${year}, the last year with data`,
      text: formatRequest(withValue(request, query, param.name, [year])),
    },
  };
}
