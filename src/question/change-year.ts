import type { Query } from '../catalogue/query.ts';
import type { Request } from './request.ts';

import { periodParam } from '../catalogue/param.ts';
import { UserError } from '../error.ts';
import { MONTH } from './period-spelling.ts';
import { valuesOf } from './request.ts';

const RANGE = new RegExp(
  `^(?:from |between )?(?:${MONTH}|q[1-4]) ?(?:to|through|until|and|-|–) ?(?:${MONTH}|q[1-4])$`,
  'i',
);

const WHOLE = /^(?:for |over |in )?the (?:whole|full|entire) year$/i;

const EARLIER =
  /^(?:for )?(?:(?:a|one|1) year (?:earlier|before|ago)|(?:the )?year (?:earlier|before)|(?:the )?same (?:period|time|months?|quarter|days?) (?:of |in )?(?:the )?(?:last|previous|prior) year)$/i;

/** Returns the year that a question was about, by which its follow-ups read a month without one; undefined where it is about none or several. */
export function yearBefore(before: Request, query: Query): string | undefined {
  const [from = '', to = from] = (periodOf(before, query) ?? '').split('..');
  const isPoint = /^\d{4}(?:-|$)/.test(from) && /^\d{4}(?:-|$)/.test(to);
  return isPoint && from.slice(0, 4) === to.slice(0, 4) ? from.slice(0, 4) : undefined;
}

/** Returns a change with the year that the question before was about: `March to June` → `March to June 2004`, `the whole year` → `2004`. */
export function inYearBefore(words: string, before: Request, query: Query): string {
  const year = yearBefore(before, query);
  if (year !== undefined && WHOLE.test(words)) return year;
  return year !== undefined && RANGE.test(words) ? `${words} ${year}` : words;
}

/**
 * Returns the period a year before the one that was asked about, for a text that asks for it: `a year earlier` → `2003`;
 * undefined for any other text. Throws a UserError where that period is not said by dates, as in `last 12 months`.
 */
export function yearEarlier(words: string, before: Request, query: Query): string | undefined {
  if (!EARLIER.test(words)) return undefined;
  const period = periodOf(before, query) ?? '';
  if (!period.split('..').every(isPoint))
    throw new UserError(`what lies a year before ${period} is not said by dates: name the period, or say vs last year`);
  return period.replaceAll(/\d{4}/g, (text) => String(Number(text) - 1));
}

function periodOf(request: Request, query: Query): string | undefined {
  const param = periodParam(query);
  return param && valuesOf(request, param)?.[0];
}

function isPoint(text: string): boolean {
  return /^\d{4}(?:-Q\d|-\d{2}(?:-\d{2})?)?$/.test(text);
}
