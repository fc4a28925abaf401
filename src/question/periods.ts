import type { DateOrder } from '../calendar/span.ts';

import { addDays, addMonths } from '../calendar/day.ts';
import { canonicalPeriod } from '../calendar/period.ts';
import { NUMBER_WORDS, numberNamed } from './english.ts';
import { pointAfter, readOnOr, readPeriodEnd, readPeriodPart } from './period-parts.ts';
import { MONTH, ORDINAL, ORDINALS, pad, UNITS, writeDates, writeOut } from './period-spelling.ts';

/** Settings that a period is read with: today, for a month without a year, and the order of day and month in `1/2/2025`. */
export type PeriodOptions = { readonly today?: string; readonly dateOrder?: DateOrder };

/** The period in canonical text, or the reason why a text that looks like a period is none. */
export type PeriodReading = { readonly period: string } | { readonly problem: string };

/** Ways to say it that have a canonical period of their own. */
const SAYINGS: readonly (readonly [pattern: RegExp, period: string])[] = [
  [
    /^(?:for |of |over |across |in |from )?(?:all[ -]time|all (?:the )?(?:years|months|dates|history)|ever|overall|lifetime|since (?:the )?(?:beginning|start|inception)|whole history|entire history|historically|full history|in (?:our |all )?history|of all times?|on record|to this day)$/,
    'all time',
  ],
  [/^(?:up )?to date$|^(?:until|till|up to|to) (?:now|today)$|^life ?time to date$|^life to date$/, 'all time'],
  [/^(?:over |across )?(?:the )?(?:whole|entire|full|complete) (?:period|time|history)$/, 'all time'],
  [
    /^(?:this )?year so far$|^so far(?: this year)?$|^this year so far$|^year to date$|^since (?:the )?(?:start|beginning) of (?:the|this) year$/,
    'ytd',
  ],
  [/^(?:for )?(?:the )?(?:this|current) (?<unit>[wmqy])(?:eek|onth|uarter|ear)[ -]to[ -]date$/, '$<unit>td'],
  [/^(?:this )?month so far$|^so far this month$/, 'mtd'],
  [/^(?:this )?quarter so far$|^so far this quarter$/, 'qtd'],
  [/^(?:this )?week so far$|^so far this week$/, 'wtd'],
  [/^(?:across |over |of |in |for )all (?:the |our )?(?:records|rows|data)$/, 'all time'],
  [/^in (?:the |our )(?:whole |entire )?(?:data|dataset|data set|database|system)$/, 'all time'],
  [/^(?:ttm|ltm)$/, 'last 12 months'],
  [/^ly$/, 'last year'],
  [/^for the (?<unit>day|week|month|quarter|year)$/, 'this $<unit>'],
];

/** `past year` rolls; `last year` is the calendar's. */
const ROLLING: ReadonlyMap<string, string> = new Map([
  ['year', 'last 12 months'],
  ['quarter', 'last 3 months'],
  ['month', 'last 30 days'],
  ['week', 'last 7 days'],
]);

/** A text of which the first thing is a date: what begins otherwise, `sales 7/1/2004`, is no period at all. */
const BEGINS_WITH_DATE = /^(?:(?:on|in|from|since|between|for|before|after|until|till|by|to|through|as of) )?\d/;

/**
 * Reads a period written in lower case: `first quarter of 2004`, `1/31/2004`, `between january 1 and march 31 2004`,
 * `january` (the latest one), `the last six months`. Returns undefined when the text is no period.
 */
export function readPeriodText(text: string, options: PeriodOptions): PeriodReading | undefined {
  const lower = writeOut(text.toLowerCase().replace(/\s+/g, ' ').trim(), options.today);
  for (const [pattern, period] of SAYINGS) {
    const found = pattern.exec(lower);
    if (found) return { period: period.replace('$<unit>', found.groups?.unit ?? '') };
  }
  const dates = writeDates(lower, options);
  if ('problem' in dates) return BEGINS_WITH_DATE.test(lower) ? dates : undefined;
  const pointOf = (part: string) => pointNamed(part, options);
  const ended = readPeriodEnd(dates.text, pointOf) ?? readOnOr(dates.text, pointOf);
  if (ended) return ended;
  const plain = simplify(writeDays(dates.text, options));
  const direct = canonicalPeriod(plain) ?? canonicalPeriod(withYears(plain));
  if (direct) return { period: direct };
  const latest = latestOf(plain, options.today) ?? latestRange(plain, options.today);
  if (latest) return { period: latest };
  const from = /^(after|since) (.+)$/.exec(plain);
  const point = from && pointOf(from[2]!);
  const unit = SINCE_UNIT.exec(plain)?.groups?.unit;
  if (unit) return { problem: `"${plain}" does not say from which day: write it, as in since 2025-01-01` };
  if (!point) return readPeriodPart(lower, pointOf, options.today);
  return { period: `since ${from[1] === 'since' ? point : pointAfter(point)}` };
}

/** `last month`, `yesterday` as a point in time: `since last month` begins with its first day. Where weeks and years begin is a setting. */
function lastNamed(text: string, today: string | undefined): string | undefined {
  if (today === undefined) return undefined;
  if (text === 'yesterday') return addDays(today, -1);
  return text === 'last month' ? addMonths(`${today.slice(0, 7)}-01`, -1).slice(0, 7) : undefined;
}

const SINCE_UNIT = /^(?:since|after) last (?<unit>week|quarter|year)$/;

/** The words of a period that mean the same as others, in the form that the calendar knows. */
function simplify(text: string): string {
  const past = /^(?:over |in |within |during )?(?:the )?past (year|quarter|month|week)$/.exec(text);
  if (past) return ROLLING.get(past[1]!)!;
  return text
    .replace(/^(\d{4})-(\d{4})$/, '$1..$2')
    .replace(/^(?:for|in|during|of|on|throughout) (?:the )?(?=.*\d{4})/, '')
    .replace(/^the /, '')
    .replace(/\byears? (?:(?:is|was|equals) )?(?=\d{4}\b)/g, '')
    .replace(/\bthe (?=\d|first|second|third|fourth|last|1st|2nd|3rd|4th|past|previous|trailing)/g, '')
    .replace(/\b(?:calendar |in )?year (?=\d{4}\b)/g, '')
    .replace(new RegExp(`\\bmonth of (?=(?:${MONTH})\\b)`, 'g'), '')
    .replace(new RegExp(`\\b(${MONTH}),? of (?=\\d{4}\\b)`, 'g'), '$1 ')
    .replace(
      /\b(?:past|previous|prior|trailing|rolling|preceding|most recent|latest) (?=(?:\w+ )?(?:full |whole |complete )?(?:day|week|month|quarter|year)s?\b)/g,
      'last ',
    )
    .replace(/\b(last (?:\w+ )?)(?:full|whole|complete|calendar) (?=day|week|month|quarter|year)/g, '$1')
    .replace(
      new RegExp(`\\b(${ORDINAL}) quarter(?: of| in)? (\\d{4})\\b`, 'g'),
      (_, ordinal, year) => `${year}-q${ORDINALS.get(ordinal)}`,
    )
    .replace(/\bq([1-4]) (?:of |in )(\d{4})\b/g, '$2-q$1')
    .replace(/\bquarter ([1-4]) (?:of |in )?(\d{4})\b/g, '$2-q$1')
    .replace(
      new RegExp(`\\b(${ORDINAL}) half(?: of| in)? (\\d{4})\\b`, 'g'),
      (_, ordinal, year) => `h${ORDINALS.get(ordinal) === '1' ? 1 : 2} ${year}`,
    )
    .replace(
      new RegExp(`\\blast (${NUMBER_WORDS}) (${UNITS})\\b`, 'g'),
      (_, word, unit) => `last ${numberNamed(word)} ${unit}`,
    )
    .replace(/^last couple of (\w+)$/, 'last 2 $1')
    .replace(/\b(last \d+ \w+) (?:inclusive of|including|incl|with|counting) today$/, '$1 with today')
    .replace(/^(?:starting|beginning|start) (?:from |in |on |with |at )?(.+)$/, 'since $1')
    .replace(/^(?:since|from) (?:the )?(?:beginning|start|begin) of (.+)$/, 'since $1')
    .replace(/^from (.+?) (?:on|onwards?|forward|until (?:today|now)|to (?:today|now|date|present))$/, 'since $1')
    .replace(
      /^(?!since|from|between)(.*\d{4}(?:-\d\d|-q\d)?) (?:until|till|to) (?:today|now|date|present)$/,
      'since $1',
    )
    .replace(/^since (.+?) (?:until|till|to) (?:today|now|date|present)$/, 'since $1')
    .replace(/^between (.+?) and (?:today|now|present)$/, 'since $1')
    .replace(/^from (?=\S+(?: \S+)?$)(?!.*\b(?:to|on|onwards?)\b)/, '')
    .replace(/^since (.+?) (?:through|thru|till|until|up to|to) /, '$1 to ')
    .replace(/ (?:through|thru|till|until|up to|-) /g, ' to ')
    .replace(new RegExp(`\\b(${MONTH}) ?- ?(?=${MONTH}\\b)`, 'g'), '$1 to ')
    .replace(/\bq([1-4]) ?- ?q([1-4]) (\d{4})\b/g, '$3-q$1..$3-q$2')
    .replace(/^(?:prior to|earlier than) /, 'before ');
}

const DAY = String.raw`(\d{1,2})(?:st|nd|rd|th)?`;

const TO = '(?: ?- ?| (?:to|and|until|till|through|thru) )';

const DAYS_OF_MONTH = new RegExp(
  `^(?:between |from |on )?(?:the )?${DAY}${TO}(?:the )?${DAY} (?:of )?(${MONTH}),?(?: (\\d{4}))?$`,
);

const MONTH_AND_DAYS = new RegExp(`^(?:between |from |on )?(${MONTH}) ${DAY}${TO}(?:the )?${DAY}(?:,? (\\d{4}))?$`);

/** Days of one month, `from 1 to 15 november 2004`, `november 1-15`, with the month at both of them. */
function writeDays(text: string, { today }: PeriodOptions): string {
  const [, first, last, month, year] = DAYS_OF_MONTH.exec(text) ?? [];
  const [, ownMonth, ownFirst, ownLast, ownYear] = MONTH_AND_DAYS.exec(text) ?? [];
  const name = month ?? ownMonth;
  if (name === undefined) return text;
  const when = year ?? ownYear ?? latestOf(name, today)?.slice(0, 4);
  return when === undefined ? text : `${first ?? ownFirst} ${name} ${when} to ${last ?? ownLast} ${name} ${when}`;
}

const BETWEEN = /^(?<lead>between )(?<from>.+?)(?<middle> to | and )(?<to>.+ (?<year>\d{4}))$/;

const RANGE = /^(?<lead>from )?(?<from>.+?)(?<middle> to | ?\.\. ?)(?<to>.+ (?<year>\d{4}))$/;

/** `january 1 and march 31 2004`, `january to march 2004`: the year of the end is the year of the beginning, too. */
function withYears(text: string): string {
  const range = (BETWEEN.exec(text) ?? RANGE.exec(text))?.groups;
  if (!range || /\d{4}/.test(range.from!) || !new RegExp(`\\b(?:${MONTH}|q[1-4])\\b`).test(range.from!)) return text;
  return `${range.lead ?? ''}${range.from} ${range.year}${range.middle}${range.to}`;
}

const NO_YEAR = new RegExp(
  `^(?<lead>since |before )?(?:(?<month>${MONTH})(?: (?<day>[1-9]\\d?)(?:st|nd|rd|th)?)?|(?<dayBefore>[1-9]\\d?)(?:st|nd|rd|th)? (?:of )?(?<monthAfter>${MONTH})|q(?<quarter>[1-4])|(?:h(?<half>[12])|(?<ordinalHalf>first|second|1st|2nd) half)|(?<ordinal>${ORDINAL}) quarter|last (?<last>${MONTH}))$`,
);

/** A month, a quarter or a day without a year: the latest that has begun. */
function latestOf(text: string, today: string | undefined): string | undefined {
  const found = today === undefined ? undefined : NO_YEAR.exec(text)?.groups;
  if (!found || today === undefined || found.ordinal === 'last' || found.ordinal === 'final') return undefined;
  const quarter = found.quarter ?? ORDINALS.get(found.ordinal ?? '');
  const month = found.month ?? found.monthAfter ?? found.last;
  const day = found.day ?? found.dayBefore;
  const half = found.half ?? ORDINALS.get(found.ordinalHalf ?? '');
  const point = (year: number) => {
    if (half) return canonicalPeriod(`h${half} ${year}`);
    return canonicalPeriod(quarter ? `${year}-q${quarter}` : `${month} ${day ? `${day} ` : ''}${year}`);
  };
  const year = Number(today.slice(0, 4));
  const current = point(year);
  if (!current) return undefined;
  if (half)
    return `${found.lead ?? ''}${today.slice(5) >= (half === '1' ? '01-01' : '07-01') ? current : point(year - 1)}`;
  const hasBegun =
    (quarter ? `${year}-${pad(String(Number(quarter) * 3 - 2))}` : current) <= today.slice(0, current.length);
  return `${found.lead ?? ''}${hasBegun ? current : point(year - 1)}`;
}

const NO_YEARS = /^(?:(?:from )?(?<from>.+?) to |between (?<first>.+?) and )(?<to>.+)$/;

/** `jan to jun`, `between november and february`: from the latest such beginning to the latest such end. */
function latestRange(text: string, today: string | undefined): string | undefined {
  const { from, first, to } = NO_YEARS.exec(text)?.groups ?? {};
  const start = latestOf(from ?? first ?? '', today);
  const end = latestOf(to ?? '', today);
  if (!start || !end || !isPlainPoint(start) || !isPlainPoint(end)) return undefined;
  const earlier = `${Number(start.slice(0, 4)) - 1}${start.slice(4)}`;
  return `${start <= end ? start : earlier}..${end}`;
}

/** Whether a period is one quarter, month or day: `2004-Q1`, `2004-03`, `2004-03-01`. */
function isPlainPoint(period: string): boolean {
  return /^\d{4}-(?:Q\d|\d\d(?:-\d\d)?)$/.test(period);
}

/** The year, quarter, month or day that a text is, as people write it. */
function pointNamed(text: string, { today }: PeriodOptions): string | undefined {
  const plain = simplify(text);
  const named = lastNamed(plain, today) ?? canonicalPeriod(plain) ?? latestOf(plain, today);
  return named && /^\d{4}(?:-Q\d|-\d\d(?:-\d\d)?)?$/.test(named) ? named : undefined;
}
