import { MONTHS, WEEKDAYS } from '../calendar/day.ts';
import { NAMES_ELSEWHERE } from '../calendar/names-elsewhere.ts';
import { isOtherOrUnknown } from './points.ts';
import { SCALE_RANKS, versionRank } from './scales.ts';

/** What people count in an order of its own, in the order in which it is tried. */
const COUNTED = [nameIn(WEEKDAYS), nameIn(MONTHS), dateIn, numberIn, clockIn, dayIn, stepIn];

/** Names that tell their order only beside others of the same kind. */
const GRADED = [versionRank, ...SCALE_RANKS, ...NAMES_ELSEWHERE.map(nameIn)];

/**
 * Sorts weekdays, months, dates, quarters, years, hours, ranges, numbered steps, versions, sizes and other grades in their
 * natural order; undefined for other names.
 */
export function naturalOrder(names: readonly string[]): readonly string[] | undefined {
  const ranked = rankNames(names);
  return ranked && [...ranked.map(({ name }) => name), ...names.filter(isOtherOrUnknown)];
}

type RankedName = { readonly name: string; readonly rank: number };

/** The names that have an order, the first first; undefined unless all of them are of one kind. */
function rankNames(names: readonly string[]): readonly RankedName[] | undefined {
  const counted = names.filter((name) => !isOtherOrUnknown(name));
  if (counted.length < 2) return undefined;
  for (const rankIn of counted.length > 2 ? [...COUNTED, ...GRADED] : COUNTED) {
    const ranked = rankAll(counted, rankIn);
    if (ranked) return ranked.toSorted((a, b) => a.rank - b.rank);
  }
  return undefined;
}

function rankAll(
  names: readonly string[],
  rankIn: (name: string) => number | undefined,
): readonly RankedName[] | undefined {
  const ranked: RankedName[] = [];
  for (const name of names) {
    const rank = rankIn(name);
    if (rank === undefined || Number.isNaN(rank)) return undefined;
    ranked.push({ name, rank });
  }
  return ranked;
}

/** Returns the sort key of a weekday, month, date or number (Monday = 0), a whole number from 0; undefined for other names. */
export function naturalRank(name: string): number | undefined {
  for (const rankIn of COUNTED) {
    const rank = rankIn(name);
    if (rank !== undefined) return Math.max(0, Math.floor(rank));
  }
  return undefined;
}

/** The most names that are shown in the order of their author; of more, only the largest are shown. */
export const MOST_IN_ORDER = 31; // as many as a month has days

const MOST_CONSECUTIVE = 60; // as many as an hour has minutes

/**
 * Sorts names that are shown side by side in their natural order: up to `most`, or up to 60 where they are nearly
 * consecutive, as the hours of a day are and ids are not. Undefined for others.
 */
export function shownInOrder(names: readonly string[], most: number): readonly string[] | undefined {
  const ranked = names.length <= MOST_CONSECUTIVE ? rankNames(names) : undefined;
  const [first, last] = [ranked?.[0]?.rank ?? 0, ranked?.at(-1)?.rank ?? 0];
  if (!ranked || (names.length > most && (last - first + 1) / ranked.length >= 1.5)) return undefined;
  return [...ranked.map(({ name }) => name), ...names.filter(isOtherOrUnknown)];
}

/** Ranks a name by its index in a list, by the whole name or by three or more of its first letters. */
function nameIn(names: readonly string[]): (name: string) => number | undefined {
  const words = names.map((name) => name.toLowerCase());
  return (name) => {
    const word = name.toLowerCase().replace(/\.$/, '');
    const whole = words.indexOf(word);
    const index = whole >= 0 ? whole : words.findIndex((each) => word.length >= 3 && each.startsWith(word));
    return index >= 0 ? index : undefined;
  };
}

/** Ranks a bucket by its name: `Nov 2025`, `3 Nov 2025`, `week of 3 Nov 2025`, `Nov 3, 2025`, `2025 Nov 3`. */
function dateIn(name: string): number | undefined {
  const written = DATES.map((pattern) => pattern.exec(name)?.groups).find((found) => found !== undefined);
  const { day = '1', month = '', year } = written ?? {};
  const index = nameIn(MONTHS)(month);
  return year === undefined || index === undefined ? undefined : (Number(year) * 12 + index) * 31 + Number(day);
}

/** Dates as `writeDate` writes them, in each order of their parts. */
const DATES = [
  /^(?:week of )?(?:(?<day>\d{1,2}) )?(?<month>[A-Z][a-z]{2}) (?<year>\d{4})$/,
  /^(?:week of )?(?<month>[A-Z][a-z]{2}) (?<day>\d{1,2}), (?<year>\d{4})$/,
  /^(?:week of )?(?<year>\d{4}) (?<month>[A-Z][a-z]{2})(?: (?<day>\d{1,2}))?$/,
];

/** Ranks a day of some year: `Jan 13`, `13 January`. */
function dayIn(name: string): number | undefined {
  const date = (
    /^(?<month>[A-Z][a-z]{2,8})\.? (?<day>\d{1,2})$/.exec(name) ??
    /^(?<day>\d{1,2})\.? (?<month>[A-Z][a-z]{2,8})$/.exec(name)
  )?.groups;
  const month = date?.month === undefined ? undefined : nameIn(MONTHS)(date.month);
  return month === undefined || Number(date?.day) > 31 ? undefined : month * 31 + Number(date?.day);
}

/** Ranks by the first number of a year, an hour, a quarter or a range (`2025`, `FY25`, `2025/26`, `1980s`, `14`, `Q3 2025`, `18–24`, `65+`). */
function numberIn(name: string): number | undefined {
  const quarter = /^(?:((?:19|20)\d\d)[ -])?Q([1-4])(?:[ -]((?:19|20)\d\d))?$/.exec(name);
  if (quarter) return Number(quarter[1] ?? quarter[3] ?? 0) * 10 + Number(quarter[2]);
  const year = /^(?:((?:19|20)\d\d)(?:\/(?:\d\d|\d{4})|s)|FY ?'?(\d\d|(?:19|20)\d\d)(?:[-/]\d\d)?)$/.exec(name);
  if (year) return Number(year[1] ?? year[2]);
  const range = /^[<≤]? ?(\d{1,3}|(?:19|20)\d\d)(?: ?[-–] ?\d+| ?\+)?$/.exec(name);
  if (!range) return undefined;
  return /^[<≤]/.test(name) ? Number(range[1]) - 0.5 : Number(range[1]);
}

/** Ranks a time of day by its hours: `08:00`, `8:30–9:00`, `9 AM`, `14h`. */
function clockIn(name: string): number | undefined {
  const whole = /^([01]?\d|2[0-4])(?::([0-5]\d)(?::[0-5]\d)?(?: ?[-–] ?\d{1,2}:\d\d)?| ?h)$/.exec(name);
  if (whole) return Number(whole[1]) + Number(whole[2] ?? 0) / 60;
  const half = /^(0?[1-9]|1[0-2])(?::([0-5]\d))? ?([ap])\.?m\.?$/i.exec(name);
  if (!half) return undefined;
  const hour = (Number(half[1]) % 12) + (half[3]!.toLowerCase() === 'p' ? 12 : 0);
  return hour + Number(half[2] ?? 0) / 60;
}

/** Ranks what is numbered in the order in which it comes: `Week 5`, `W05`, `Day 30`, `Step 2`, `2. Cart`, `3) Paid`. */
function stepIn(name: string): number | undefined {
  const written =
    /^(?:week|wk|w|cw|kw|day|month|hour|year|step|stage|phase|level|priority|tier|grade|sprint|round|p|sev) ?-?(\d{1,3})$/i.exec(
      name,
    ) ?? /^(\d{1,2})(?:[.)]| ?[-–:]) ?\p{L}/u.exec(name);
  const number = written?.[1];
  return number === undefined ? undefined : Number(number);
}
