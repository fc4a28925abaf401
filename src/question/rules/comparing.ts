import type { Draft } from '../draft.ts';
import type { Sentence } from '../sentence.ts';
import type { Rule } from './rule.ts';

import { UserError } from '../../error.ts';

const VERSUS = 'vs|versus|against|compared? (?:to|with|against)|in comparison (?:to|with)|relative to|than(?: in)?';

const LAST_YEAR = new RegExp(
  `^(?:(?:${VERSUS})(?: (?:to|with))?(?: the)?(?: (?:same|prior|corresponding))?(?: (?:period|time|days?|weeks?|months?|quarters?|ytd|mtd|qtd)(?: (?:of|in|from|for))?)?(?: the)? (?:ly|last year|previous year|prior year|year before|year ago|a year ago|a year earlier|year earlier|the year before)(?: to date| ytd)?)(?= |$)`,
);

/** `are sales up on last year`. */
const ON_LAST_YEAR = /^on (?:the )?(?:last year|previous year|prior year|year before)(?= |$)/;

const SAME =
  /^(?:the )?same (?:period|time|days?|weeks?|months?|quarters?)(?: (?:of|in|from|for))?(?: the)? (?:last year|previous year|prior year|year before|a year ago|year earlier)(?= |$)/;

const PREVIOUS = new RegExp(
  `^(?:${VERSUS})(?: the)? (?:previous period|(?:day|week|month|quarter) before|prior period|preceding period|period before|last period|same period before|one before|previous|prior|preceding|before)(?= |$)`,
);

/** `last 6 months vs previous 6 months`. */
const PREVIOUS_SEVERAL = new RegExp(
  `^(?:${VERSUS})(?: the)? (?:(?:previous|prior|preceding) (?<count>\\d+) (?<unit>day|week|month|quarter|year)s(?: before)?|(?<number>\\d+) (?<units>day|week|month|quarter|year)s (?:before|prior|earlier)(?: that)?)(?= |$)`,
);

const YEAR_OVER_YEAR = /^(?:yoy|y o y|year over year|year on year|year to year|y y)(?= |$)/;

const OVER: readonly (readonly [pattern: RegExp, grain: string])[] = [
  [/^(?:mom|m o m|month over month|month on month|month to month|from month to month)(?= |$)/, 'month'],
  [/^(?:qoq|q o q|quarter over quarter|quarter on quarter|(?:from )?quarter to quarter)(?= |$)/, 'quarter'],
  [/^(?:wow|w o w|week over week|week on week|(?:from )?week to week)(?= |$)/, 'week'],
  [/^(?:dod|day over day|day on day|(?:from )?day to day)(?= |$)/, 'day'],
];

/** `last month compared to the previous month`. */
const PREVIOUS_ONE = new RegExp(
  `^(?:${VERSUS})(?: the)? (?:previous|prior|preceding) (?<unit>day|week|month|quarter)(?= |$)`,
);

/** `sales by year with the change from the previous year`: what a change is of anyway. */
const FROM_BEFORE =
  /^(?:from|on|over|against|vs|versus|to|compared (?:to|with)) (?:the )?(?:previous|prior|preceding|last) (?<unit>day|week|month|quarter|year)(?= |$)/;

const NAMED_UNIT = /^(?:previous|prior) (?:day|week|month|quarter)(?= |$)/;

/** Reads a comparison that does not name its second period: `vs last year`, `yoy`, `month over month`. */
export const readComparison: Rule = (sentence, index, draft, context) => {
  const last = readLast(sentence, index, draft);
  if (last !== undefined) return last;
  const lastYear =
    sentence.match(index, LAST_YEAR) ??
    sentence.match(index, SAME) ??
    sentence.match(index, YEAR_OVER_YEAR) ??
    (draft.isGrowth ? sentence.match(index, ON_LAST_YEAR) : undefined);
  if (lastYear) {
    if (draft.compare === 'previous' || draft.isStepwise) draft.problems.push(twoAtOnce());
    draft.compare = 'last year';
    if (sentence.match(index, SAME) && isWithoutPeriod(draft, sentence, index))
      draft.problems.push(
        new UserError(
          'the same part of last year does not say which: name the period, as in this quarter vs last year',
        ),
      );
    const words = sentence.tokens
      .slice(index, index + lastYear.length)
      .map((_, offset) => sentence.word(index + offset));
    if (words.includes('same')) draft.comparesPeriods = true;
    return (
      lastYear.length +
      (sentence.match(index + lastYear.length, /^(?:percent|percentage|pct)(?: (?:change|growth))?(?= |$)/)?.length ??
        0)
    );
  }
  const several = sentence.match(index, PREVIOUS_SEVERAL);
  const { count, unit, number = count, units = unit } = several?.groups ?? {};
  const isSame = draft.periods.at(-1)?.period === `last ${number} ${units}s`;
  const before = readOneBefore(sentence, index, draft);
  if (before !== undefined) return before;
  const previous = (isSame ? several : undefined) ?? sentence.match(index, PREVIOUS);
  const isUnit = previous && sentence.match(index + previous.length - 1, NAMED_UNIT);
  if (previous && !isUnit) {
    if (draft.compare === 'last year') draft.problems.push(twoAtOnce());
    draft.compare = 'previous';
    return previous.length;
  }
  for (const [pattern, grain] of OVER) {
    const found = sentence.match(index, pattern);
    if (!found) continue;
    const { show, dimension } = context.roles;
    if (!show || !dimension) draft.compare = 'previous';
    else {
      draft.isGrowth = true;
      draft.isStepwise = true;
      if (draft.compare === 'last year') draft.problems.push(twoAtOnce());
      if (!draft.groups.some(({ name }) => name === grain))
        draft.groups.push({ name: grain, at: index, how: 'adverb' });
    }
    return found.length;
  }
  return undefined;
};

function twoAtOnce(): UserError {
  return new UserError('one comparison at a time: ask against one other period');
}

const MARK =
  /^(?:(?:vs|versus|against|compared? (?:to|with|against)|in comparison (?:to|with)|relative to)(?: the)?(?= |$)|than(?: in| during)?(?= (?:the |this |last |previous |q[1-4]\b|20\d\d|19\d\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)))/;

/** `which customers bought less in 2004 than in 2003`. */
function chosenByChange(): UserError {
  return new UserError(
    'rows are not chosen by their change: ask which grew most, or which declined most, from one period to the other',
  );
}

/** `did we sell more in 2004 than in 2003`. */
const MORE_THAN =
  /^(?:much )?(?:more|less|better|worse|higher|lower|fewer)(?= (?:in |during |this |last )?(?:\S+ ){1,4}than (?:in |during |this |last |q\d|\d{4}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))/;

/** `how many more orders did we get in 2004 than in 2003`. */
const MORE_OF = /^(?:more|fewer|less)(?= .* than )/;

const THAN = /^than(?: in| during)?(?= )/;

const OVER_YEAR = /^over(?= (?:19|20)\d\d(?: |$))/;

const COMPARE =
  /^(?:side by side|next to each other|compare|comparing|comparison of|comparison between|comparison)(?: the| our)?(?= |$)/;

/** Reads the word of a comparison, `vs`, `against`, `compare`. Other rules read what stands on both sides. */
export const readVersus: Rule = (sentence, index, draft) => {
  const mark = sentence.match(index, MARK) ?? (draft.isComparing ? sentence.match(index, THAN) : undefined);
  if (mark) {
    draft.versus = index;
    return mark.length;
  }
  const over = draft.isGrowth ? sentence.match(index, OVER_YEAR) : undefined;
  if (over) {
    draft.versus = index;
    return over.length;
  }
  const more = sentence.match(index, MORE_THAN);
  if (more) {
    if (draft.who !== undefined || draft.groups.some(({ how }) => how === 'which'))
      draft.problems.push(chosenByChange());
    draft.isComparing = true;
    return more.length;
  }
  const byHowMuch = /^(?:many|much)$/.test(sentence.word(index - 1)) ? sentence.match(index, MORE_OF) : undefined;
  if (byHowMuch) {
    draft.isComparing = true;
    return byHowMuch.length;
  }
  const compare = sentence.match(index, COMPARE);
  if (!compare) return undefined;
  draft.isComparing = true;
  return compare.length;
};

/** `ytd vs last ytd`, `mtd against prior mtd`: the same days of the one before. */
const LAST_TO_DATE = new RegExp(`^(?:${VERSUS})(?: the)? (?:last|prior|previous) (?<unit>[ymqw])td(?= |$)`);

/** `this year vs last`: the one before what was named. */
const LAST_ALONE = new RegExp(
  `^(?:${VERSUS}|to|with|and)(?: the)? (?:last|previous|prior)(?: one)?(?= (?:by|in|for|of|per|as|split) |$)`,
);

/** Reads `this year vs last` and `ytd vs last ytd`; how many tokens, or undefined. */
function readLast(sentence: Sentence, index: number, draft: Draft): number | undefined {
  const period = draft.periods.at(-1)?.period ?? '';
  const toDate = sentence.match(index, LAST_TO_DATE);
  const isLed = draft.isComparing === true || sentence.match(index, MARK) !== undefined;
  const alone = isLed ? sentence.match(index, LAST_ALONE) : undefined;
  const unit = toDate ? toDate.groups.unit : /^(?:this )?(?<unit>[ymqw])(?:td|ear|onth|uarter|eek)$/.exec(period)?.[1];
  const found = toDate && period !== `${unit}td` ? undefined : (toDate ?? alone);
  if (!found || unit === undefined || draft.compare !== undefined) return undefined;
  draft.compare = unit === 'y' ? 'last year' : 'previous';
  draft.comparesPeriods = true;
  return found.length;
}

/** Reads `last month compared to the previous month` and `compare sales to the previous year`; how many tokens, or undefined. */
function readOneBefore(sentence: Sentence, index: number, draft: Draft): number | undefined {
  const one = sentence.match(index, PREVIOUS_ONE);
  const period = draft.periods.at(-1)?.period ?? '';
  const isMonth = one?.groups.unit === 'month' && /^\d{4}-\d{2}$/.test(period);
  const isQuarter = one?.groups.unit === 'quarter' && /^\d{4}-Q\d$/.test(period);
  if (one && (isMonth || isQuarter || period === `last ${one.groups.unit}`)) {
    draft.compare = 'previous';
    draft.comparesPeriods = true;
    return one.length;
  }
  const isComparing = draft.isComparing === true;
  const year = isComparing
    ? sentence.match(index, /^(?:to|with|against) (?:the )?(?:previous|prior) year(?= |$)/)
    : undefined;
  if (year) draft.compare = 'last year';
  const step = year ? undefined : changeFromBefore(sentence, index, draft);
  if (step !== undefined) draft.isGrowth = true; // `compare each quarter to the previous quarter`
  return year?.length ?? step;
}

/** The tokens of `from the previous year` behind a change by year, which is against the year before anyway; undefined elsewhere. */
export function changeFromBefore(sentence: Sentence, index: number, draft: Draft): number | undefined {
  const found = draft.isGrowth || draft.isComparing ? sentence.match(index, FROM_BEFORE) : undefined;
  return found && draft.groups.some(({ name }) => name === found.groups.unit) ? found.length : undefined;
}

/** `sales in the same quarter last year`: of no quarter that was named. A whole period is asked about where something else is compared. */
function isWithoutPeriod(draft: Draft, sentence: Sentence, index: number): boolean {
  const isOfPart = sentence.match(index, /^(?:the )?same (?:days?|weeks?|months?|quarters?)/) !== undefined;
  const isLed = /^(?:vs|versus|and|against|to|with|than)$/.test(sentence.word(index - 1));
  return isOfPart && !isLed && draft.periods.length === 0 && draft.versus === undefined && draft.isComparing !== true;
}
