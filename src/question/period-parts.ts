import type { Unit } from '../calendar/period.ts';
import type { PeriodReading } from './periods.ts';

import { addDays, weekday } from '../calendar/day.ts';
import { pointSpan } from '../calendar/period.ts';
import { addUnits } from '../calendar/span.ts';
import { NUMBER_WORDS, numberNamed } from './english.ts';

/** Returns the year, quarter, month or day that a text in lower case names: `june 2004` → `2004-06`; undefined for any other text. */
export type PointOf = (text: string) => string | undefined;

const END =
  /^(?<word>through|thru|until|till|up until|up till|up to)(?<whole>(?: and including)?(?: the end of| end of)?) (?<point>.+)$/;

/**
 * Reads a period that ends with a point in time. `through june 2004` and `up to june 2004` end with it; `until june 2004` may end with or
 * before it and is a problem that says how to write it, except for a single day. Undefined for any other text.
 */
export function readPeriodEnd(text: string, pointOf: PointOf): PeriodReading | undefined {
  const found = END.exec(text)?.groups;
  const point = found && pointOf(found.point!);
  if (!found || !point) return readAsOf(text, pointOf);
  const isUpTo = found.word === 'up to' && !found.whole;
  if (isUpTo && /^\d{4}$/.test(found.point!) && !/^(?:19|20)/.test(point)) return undefined; // `up to 5000` is an amount
  const isWithin = isUpTo && !/^\d{4}$/.test(point); // `up to 2000` may be one, too
  if (/^thr/.test(found.word!) || isWithin || found.whole || /^\d{4}-\d\d-\d\d$/.test(point))
    return { period: `before ${pointAfter(point)}` };
  return {
    problem: `"${found.word} ${found.point}" can leave ${point} out or not: write before ${point} or through ${point}`,
  };
}

/** `on or after 2004-05-01`, `on or before june 2004`: the point itself is in. Undefined for any other text. */
export function readOnOr(text: string, pointOf: PointOf): PeriodReading | undefined {
  const found = /^on or (?<word>after|before) (?<point>.+)$/.exec(text)?.groups;
  const point = found && pointOf(found.point!);
  if (!found || !point) return undefined;
  return { period: found.word === 'after' ? `since ${point}` : `before ${pointAfter(point)}` };
}

/** `as of june 2004` says until when, and not from when. */
function readAsOf(text: string, pointOf: PointOf): PeriodReading | undefined {
  const said = /^(?:as (?:of|at)|by) (?:the )?(?:end of )?(.+)$/.exec(text)?.[1];
  const isPoint = said !== undefined && (/^(?:today|now|yesterday)$/.test(said) || pointOf(said) !== undefined);
  if (!isPoint) return undefined;
  return { problem: `"${text}" does not say from when: write a period, as in ytd or 2025-01-01..2025-12-31` };
}

/** Returns the point in time after another one: `2004` → `2005`, `2004-Q4` → `2005-01`, `2004-12-31` → `2005-01-01`. */
export function pointAfter(point: string): string {
  const { end } = pointSpan(point);
  if (/^\d{4}$/.test(point)) return end.slice(0, 4);
  return /^\d{4}-\d\d-\d\d$/.test(point) ? end : end.slice(0, 7);
}

/**
 * Reads a part of a period, or a week by its number: `first 6 months of 2004`, `last week of december 2004`, `week 45 of
 * 2004`. What cannot be said, `3 months ago`, is a problem. Undefined for any other text.
 */
export function readPeriodPart(text: string, pointOf: PointOf, today: string | undefined): PeriodReading | undefined {
  return readFirstOrLast(text, pointOf) ?? readWeek(text, today) ?? readWeekOf(text, pointOf) ?? readAgo(text, today);
}

const PART = new RegExp(
  `^(?:the )?(?<end>first|last) (?:(?<count>\\d{1,3}|${NUMBER_WORDS}) )?(?<unit>day|week|month|quarter)s? (?:(?:of|in) )?(?<whole>.+)$`,
);

/** `first 6 months of 2004`, `last week of december 2004`: days counted from one end of a period. */
function readFirstOrLast(text: string, pointOf: PointOf): PeriodReading | undefined {
  const found = PART.exec(text)?.groups;
  const point = found && pointOf(found.whole!);
  if (!found || !point) return undefined;
  const count = numberNamed(found.count ?? 'one');
  const { start, end } = pointSpan(point);
  const unit = found.unit as Unit;
  const part =
    found.end === 'first' ? { start, end: addUnits(unit, start, count) } : { start: addUnits(unit, end, -count), end };
  if (count === 0 || part.start < start || part.end > end) return undefined;
  const last = addDays(part.end, -1);
  const isWhole = unit === 'month' || unit === 'quarter';
  const [from, to] = [part.start, last].map((day) => (isWhole ? day.slice(0, 7) : day));
  return { period: from === to ? from! : `${from}..${to}` };
}

const WEEK =
  /^(?:(?:in )?(?:the )?(?:calendar )?(?:week|wk|cw|kw) ?(?<week>\d{1,2})(?:,? (?:of |in )?(?<year>\d{4}))?|(?<isoYear>\d{4})-?w(?<isoWeek>\d{2}))$/;

/** `week 45 of 2004`, `2004-w45`, `week 45` (the latest one): a week by its number, as ISO 8601 counts them. */
function readWeek(text: string, today: string | undefined): PeriodReading | undefined {
  const found = WEEK.exec(text)?.groups;
  if (!found) return undefined;
  const number = Number(found.week ?? found.isoWeek);
  const latest = today === undefined ? undefined : yearWithWeek(number, today);
  const year = found.year ?? found.isoYear ?? latest;
  if (year === undefined) return undefined;
  const monday = mondayOf(number, year);
  const isInYear = number >= 1 && monday < mondayOf(1, String(Number(year) + 1));
  if (!isInYear) return { problem: `${year} has no week ${number}: write its days` };
  return { period: `${monday}..${addDays(monday, 6)}` };
}

/** `the week of 22 november 2004`: the week, from Monday, that a day lies in. */
function readWeekOf(text: string, pointOf: PointOf): PeriodReading | undefined {
  const said = /^(?:in |for )?(?:the )?week (?:of|starting|beginning|commencing)(?: on)? (?<day>.+)$/.exec(
    text,
  )?.groups;
  const day = said && pointOf(said.day!);
  if (day?.length !== 10) return undefined;
  const monday = addDays(day, -((weekday(day) + 6) % 7));
  return { period: `${monday}..${addDays(monday, 6)}` };
}

/** The year of the latest week of a number that has begun. */
function yearWithWeek(number: number, today: string): string {
  const year = today.slice(0, 4);
  return mondayOf(number, year) <= today ? year : String(Number(year) - 1);
}

/** The Monday of a week by its number; the first week is the one that holds 4 January. */
function mondayOf(number: number, year: string): string {
  const fourth = `${year}-01-04`;
  return addDays(fourth, (number - 1) * 7 - ((weekday(fourth) + 6) % 7));
}

const AGO = new RegExp(`^(?<count>an?|\\d{1,3}|${NUMBER_WORDS}) (?<unit>day|week|month|quarter|year)s? ago$`);

/** `3 months ago` goes on with the calendar, which no period but the last ones does. */
function readAgo(text: string, today: string | undefined): PeriodReading | undefined {
  const found = AGO.exec(text)?.groups;
  if (!found) return undefined;
  const unit = found.unit as Unit;
  const count = /^an?$/.test(found.count!) ? 1 : numberNamed(found.count!);
  const day = addUnits(unit, today ?? '2025-01-15', -count);
  const quarter = Math.ceil(Number(day.slice(5, 7)) / 3);
  const examples: Readonly<Record<Unit, string>> = {
    year: day.slice(0, 4),
    quarter: `${day.slice(0, 4)}-Q${quarter}`,
    month: day.slice(0, 7),
    week: `the week of ${day}`,
    day,
  };
  return { problem: `"${text}" is not understood: name the ${unit}, as in ${examples[unit]}` };
}
