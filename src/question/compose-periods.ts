import type { Param } from '../catalogue/query.ts';
import type { Draft, ReadContext } from './draft.ts';
import type { Sentence } from './sentence.ts';

import { pointSpan } from '../calendar/period.ts';
import { comparisonNamed, spanOf } from '../calendar/span.ts';
import { UserError } from '../error.ts';
import { isTime } from './draft.ts';
import { isNothingElseAsked, refuseEachOrEither } from './listed-periods.ts';
import { givenTwice, setValue } from './rules/pairs.ts';
import { scatteredPeriods } from './scattered-periods.ts';

/** Sets the period of a draft: one, or two of which the second is what the first is compared with. */
export function composePeriods(draft: Draft, sentence: Sentence, context: ReadContext): void {
  const { period: param } = context.roles;
  const isOverall = draft.periods.length > 1 && draft.periods.some(({ text }) => text.toLowerCase() === 'overall');
  if (isOverall) draft.isTotal = true;
  const isWhole = ({ period, text }: Mention) => period === 'all time' && /^(?:overall|in (?:the|our) .*)$/i.test(text);
  const named = draft.periods.length > 1 ? draft.periods.filter((mention) => !isWhole(mention)) : draft.periods;
  const isCompared = draft.versus !== undefined || draft.isComparing === true;
  const said = shareYears(named, isCompared);
  const different = said.filter(({ period }, index) => said.findIndex((other) => other.period === period) === index);
  const periods = isCompared || draft.isShare ? different : withoutOwnYear(different);
  if (param && isCompared && compareToDate(said, draft, param)) return;
  const [first, second, ...others] = periods;
  if (!param || !first) return;
  const isOverTime = draft.isTrend || draft.groups.some(({ name }) => isTime(context, name));
  refuseMixedUnits(periods);
  const isChange = draft.inside === 'why' || (draft.isGrowth && !isOverTime);
  const isFromTo = isChange && (/^(?:from|between) /i.test(first.text) || isNextYear(first.period));
  const isVersus = isCompared || isFromTo;
  const several =
    isVersus && !second
      ? /^(?:the )?(?:first|last|past|previous|latest) \S+ (day|week|month|quarter|year)s\b/i.exec(first.text)
      : null;
  if (several) {
    draft.groups.push({ name: several[1]!.toLowerCase(), at: -1, how: 'adverb' });
    setValue(draft, param, first.period);
    return;
  }
  const ends = isVersus && !second ? /^(.+)\.\.(.+)$/.exec(first.period) : null;
  const list = isVersus && others.length === 0 ? undefined : rangeOfAll(periods, sentence);
  if (list !== undefined) {
    refuseEachOrEither(draft, sentence, second, context);
    if (isVersus || isNothingElseAsked(draft))
      draft.groups.push({ name: unitOfPoint(first.period), at: -1, how: 'adverb' });
    delete draft.versus;
    setValue(draft, param, list);
    return;
  }
  if (second && keepParts(periods, draft, sentence, context)) return;
  if (others.length > 0) throw givenTwice(param.name, first.period, second!.period);
  if (ends) {
    comparePeriods(draft, param, [ends[1]!, ends[2]!], context);
    return;
  }
  if (!second) {
    const unit = /^last (day|week|month|quarter|year)$/.exec(first.period)?.[1];
    if (isVersus && unit && draft.compare === undefined) {
      setValue(draft, param, `this ${unit}`);
      draft.compare = 'previous';
      draft.comparesPeriods = true;
      return;
    }
    setValue(draft, param, first.period);
    if (draft.compare === 'last year' && /^(?:this year|ytd)$/.test(first.period)) draft.comparesPeriods = true;
    return;
  }
  const isPair = isPairListed(first, second, sentence);
  if (!isVersus && !isPair) throw givenTwice(param.name, first.period, second.period); // `in 2003 and 2005` are held side by side
  comparePeriods(draft, param, [first.period, second.period], context);
}

/** `mtd vs last month mtd`: the same days of the month before. False for any other periods. */
function compareToDate(periods: Draft['periods'], draft: Draft, param: Param): boolean {
  const [first, second, third, ...others] = periods.map(({ period }) => period);
  const unit = /^last (week|month|quarter|year)$/.exec(second ?? '')?.[1];
  const isSame = first === third && unit !== undefined && first === `${unit.charAt(0)}td` && others.length === 0;
  if (!isSame || draft.compare !== undefined) return false;
  setValue(draft, param, first);
  draft.compare = unit === 'year' ? 'last year' : 'previous';
  draft.comparesPeriods = true;
  return true;
}

/** `Nov and Dec of 2003 and 2004`: parts of several years, which are no row of days. */
function refuseMixedUnits(periods: Draft['periods']): void {
  const points = periods.filter(({ period }) => /^\d{4}(?:-(?:\d{2}|Q\d))?$/.test(period));
  if (periods.length < 3 || points.length < periods.length) return;
  if (new Set(points.map(({ period }) => unitOfPoint(period))).size > 1)
    throw new UserError('parts of several years are asked for one at a time: name one period');
}

/** `2003..2004`: a year and the one after it, whose change is that from the one to the other. */
function isNextYear(period: string): boolean {
  const [, from, to] = /^(\d{4})\.\.(\d{4})$/.exec(period) ?? [];
  return Number(to) === Number(from) + 1;
}

/**
 * Periods that are said in one breath share what only one of them says: `march vs april 2004` is of one year, and, where they
 * are compared, `Q4 2003 vs 2004` and `november 2003 vs 2004` are the same part of two years.
 */
function shareYears(periods: Draft['periods'], isVersus: boolean): Draft['periods'] {
  const withYear = periods.filter(({ text }) => /\d{4}/.test(text));
  const isPart = ({ period }: Mention) => /^\d{4}-(?:\d{2}|Q\d|01\.\.\d{4}-06|07\.\.\d{4}-12)$/.test(period);
  const ofYear = ({ period }: Mention, year: string) => period.replaceAll(period.slice(0, 4), year);
  const partial = periods.find(isPart);
  const whole = withYear.filter(({ period }) => /^\d{4}$/.test(period));
  if (isVersus && partial && whole.length > 0 && periods.length === whole.length + 1) {
    const years = whole.map((year): Mention => ({ ...year, period: ofYear(partial, year.period) }));
    return withYear.includes(partial) || whole.length === 1 ? [partial, ...years] : years;
  }
  const [year, ...otherYears] = whole;
  const parts = periods.filter((mention) => mention !== year);
  if (
    year &&
    parts.length > 1 &&
    otherYears.length === 0 &&
    year === periods.at(-1) &&
    parts.every((part) => isPart(part) && !withYear.includes(part))
  )
    return parts.map((part) => ({ ...part, period: ofYear(part, year.period) })); // `Q1 vs Q2 sales 2004`
  return periods.map((mention) => {
    const next = withYear.find(({ at }) => at > mention.at) ?? withYear.at(-1);
    if (!next || withYear.includes(mention) || !isPart(mention)) return mention;
    return { ...mention, period: ofYear(mention, next.period.slice(0, 4)) };
  });
}

type Mention = Draft['periods'][number];

/** The unit of time that a point is: `2004` a year, `2004-Q1` a quarter. */
function unitOfPoint(point: string): string {
  if (/^\d{4}$/.test(point)) return 'year';
  return point.includes('Q') ? 'quarter' : 'month';
}

function isPoint({ period }: Mention): boolean {
  return /^\d{4}(?:-(?:\d{2}|Q\d))?$/.test(period);
}

/** `in 2004 … in Q4`: of a year and a part that is said without one, the part of that year. */
function withoutOwnYear(periods: Draft['periods']): Draft['periods'] {
  const [year, part, ...others] = [...periods].sort((left, right) => left.period.length - right.period.length);
  const isOfYear =
    others.length === 0 && year && part && /^\d{4}$/.test(year.period) && part.period.startsWith(`${year.period}-`);
  return isOfYear && !/\d{4}/.test(part.text) ? [part] : periods;
}

/** `in 2003 and 2005`: two points of one unit that are named one after the other. */
function isPairListed(first: Mention, second: Mention, sentence: Sentence): boolean {
  const isBetween = /^between$/.test(sentence.word(first.at - 1)) || /^between /i.test(first.text);
  const isOfOneUnit = isPoint(first) && isPoint(second) && unitOfPoint(first.period) === unitOfPoint(second.period);
  return !isBetween && isListed(second, sentence) && isOfOneUnit;
}

/** Whether a period goes on with a list of them. */
function isListed({ at }: Mention, sentence: Sentence): boolean {
  return (
    sentence.isAfter(at, ',') ||
    /^(?:and|or|vs|versus|)$/.test(sentence.word(at - 1)) ||
    /^(?:and|or)$/.test(sentence.word(at - 2))
  );
}

/** `Q1 and Q3 2004`, `Q1 2003, 2004 and 2005`: parts of the year with others between them, as a filter. False for any other periods. */
function keepParts(
  periods: Draft['periods'],
  draft: Draft,
  sentence: Sentence,
  { query, roles }: ReadContext,
): boolean {
  const isList = periods.slice(1).every((mention) => isListed(mention, sentence));
  const isCompared = draft.versus !== undefined || draft.isComparing === true;
  const scattered = scatteredPeriods(periods.map(({ period }) => period).sort(), query);
  if (!scattered || (scattered.isOfYears && periods.length < 3) || (!scattered.isOfYears && (!isList || isCompared)))
    return false;
  const isFiltered = draft.values.some(({ param }) => param.name === scattered.param.name);
  if (isFiltered || !roles.period) return false;
  setValue(draft, roles.period, scattered.period);
  for (const value of scattered.values) draft.values.push({ param: scattered.param, value, excluded: false, at: -1 });
  if (scattered.isOfYears) draft.groups.push({ name: 'year', at: -1, how: 'adverb' });
  delete draft.versus;
  draft.isComparing = false;
  return true;
}

/** Periods in a list, `Jan, Feb and March`, of which each begins where another one ends, as one; undefined for any others. */
function rangeOfAll(periods: Draft['periods'], sentence: Sentence): string | undefined {
  const points = periods.map(({ period }) => period).sort();
  if (points.length < 2 || !periods.slice(1).every((mention) => isListed(mention, sentence))) return undefined;
  if (!points.every((period) => /^\d{4}(?:-(?:\d{2}|Q\d))?$/.test(period))) return undefined;
  const isRow = points.every(
    (period, index) => index === 0 || pointSpan(points[index - 1]!).end === pointSpan(period).start,
  );
  return isRow ? `${points[0]}..${points.at(-1)}` : undefined;
}

/** The later of two periods is asked about, and compared with the earlier one, in whichever order they are named. */
function comparePeriods(
  draft: Draft,
  param: { readonly name: string; readonly many: boolean },
  [left, right]: readonly [string, string],
  { today }: ReadContext,
): void {
  if (draft.compare) throw new UserError('one comparison at a time: ask against one other period');
  const calendar = { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 };
  const startOf = (period: string) => spanOf(period, new Date(`${today ?? '2030-05-16'}T12:00:00Z`), calendar).start;
  const isReversed = startOf(right) > startOf(left);
  const [asked, other] = isReversed ? [right, left] : [left, right];
  setValue(draft, param, asked);
  draft.compare = comparisonNamed(asked, other) ?? other;
  draft.comparesPeriods = true;
}
