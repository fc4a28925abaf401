import type { Draft, ReadContext, ValueMention } from '../draft.ts';
import type { Match, Noun, Sentence } from '../sentence.ts';
import type { Rule } from './rule.ts';

import { WEEKDAYS as DAY_NAMES } from '../../calendar/day.ts';
import { UserError } from '../../error.ts';
import { isCycle, isPartOfYear, isTime } from '../draft.ts';
import { GLUE, NEGATION, PREPOSITIONS } from '../english.ts';
import { MONTH, ORDINAL, ORDINALS } from '../period-spelling.ts';
import { isPeriodWord } from '../period-words.ts';
import { readPeriodText } from '../periods.ts';
import { nounAt } from '../sentence.ts';
import { changeFromBefore } from './comparing.ts';

const LONGEST = 12;

/** Words that are a month, and something else when they stand alone. */
const DOUBTFUL = /^(?:may|march|mar|sep|dec)$/;

/** What every text that is a period has in it. */
const TIME =
  /\d|qtr|yr|mth|wk|ly$|now|half|h[12]\b|day|week|month|quarter|year|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|date|time|ever|overall|histor|beginning|start|inception|td\b|tm\b|far\b|period|as (?:of|at) now|data|system|records|rows/i;

const LEADS = /^(?:in|for|during|of|since|until|before|after|last|this|and|vs|from|to|by)$/;

/** Reads the longest text that is a period: `last quarter`, `in March 2025`, `between 1 Jan and 31 Mar 2025`. */
export const readPeriod: Rule = (sentence, index, draft, context) => {
  if (!context.roles.period) return undefined;
  if (changeFromBefore(sentence, index, draft) !== undefined) return undefined;
  if (draft.isGrowth && sentence.match(index, /^over (?:19|20)\d\d(?= |$)/)) return undefined; // growth over 2023 compares
  if (draft.periods.length >= MOST) return refuseMore(sentence, index, draft);
  const most = countPeriodWords(sentence, index);
  const noun = most > 0 ? nounAt(sentence, index, context.lexicon) : undefined;
  for (const { text, count } of most > 0 ? sentence.phrases(index, most) : []) {
    if (noun && noun.count > count) return undefined;
    if (text.length > MOST_CHARACTERS) continue;
    if (count > 1 && (nounAt(sentence, index + 1, context.lexicon)?.count ?? 0) >= count) continue;
    const plain = text.replace(/'s?(?= |$)/g, '');
    if (DOUBTFUL.test(plain) && !LEADS.test(sentence.word(index - 1)) && !isHeldAgainst(sentence, index)) continue;
    if (beginsName(sentence, index + count - 1, context)) continue;
    if (!TIME.test(plain)) continue;
    const isWord = count === 1 && !/^\d/.test(plain);
    if (isWord && noun && !(namesPartOfYear(noun) && !isOfAnyYear(sentence))) continue;
    const ofAnyYear = QUARTER.test(plain) && isOfAnyYear(sentence) ? quarterOfAnyYear(plain, context) : undefined;
    if (ofAnyYear) {
      draft.values.push({ ...ofAnyYear, excluded: false, at: index });
      return count;
    }
    const read = readPeriodText(plain, context);
    if (!read) continue;
    if ('problem' in read) draft.problems.push(new UserError(read.problem));
    else draft.periods.push({ period: read.period, at: index, text: plain });
    if (/^(?:the )?(?:first|last) /.test(plain) && sentence.match(index + count, OF_EACH))
      draft.problems.push(new UserError(`"${plain}" of each is not asked for at once: name one period`));
    return count;
  }
  return undefined;
};

/** Counts the words from a token on that may stand in a period. */
function countPeriodWords({ tokens }: Sentence, index: number): number {
  const run = tokens.slice(index, index + LONGEST);
  const end = run.findIndex((token) => token.kind === 'pair' || !isPeriodWord(token.text));
  return end < 0 ? run.length : end;
}

/** No period is written in more characters. */
const MOST_CHARACTERS = 120;

/** So many periods are read; no question names more. */
const MOST = 12;

/** Reads the rest of a text that goes on naming periods, and refuses it. */
function refuseMore(sentence: Sentence, index: number, draft: Draft): number {
  draft.problems.push(new UserError(`more than ${MOST} periods are named: name one, or two to compare`));
  return sentence.tokens.length - index;
}

/** `may vs april`: a month beside another one. */
function isHeldAgainst(sentence: Sentence, index: number): boolean {
  return /^(?:vs|versus|and|against)$/.test(sentence.word(index + 1)) && MONTH_NAME.test(sentence.word(index + 2));
}

const MONTH_NAME = new RegExp(`^${MONTH}$`);

const OF_EACH = /^(?:of|for|in) (?:each|every) (?:day|week|month|quarter|year)(?= |$)/;

/** `1969 speedster`: a year that begins the name of a value in the data. */
function beginsName(sentence: Sentence, index: number, { lexicon }: ReadContext): boolean {
  const next = sentence.word(index + 1);
  if (!/^(?:1[5-9]|20)\d\d$/.test(sentence.word(index)) || PREPOSITIONS.has(next) || GLUE.has(next)) return false;
  const name = sentence.phrases(index, 2).find(({ count }) => count === 2);
  return name !== undefined && lexicon.partial(name.normalized, 1).length > 0;
}

const ALL_YEARS =
  /\b(?:all (?:the )?years|all time|every year|each year|by year|per year|over the years|across (?:the )?years|for all years|ever|since)\b/;

/** Whether a noun is a month or a quarter of any year. */
function namesPartOfYear({ choices, values }: Noun): boolean {
  return choices.length === 0 && values.every(({ param }) => isPartOfYear(param.name));
}

const QUARTER = new RegExp(`^(?:in |of |for )?(?:the )?(?<ordinal>${ORDINAL}) quarters?$`, 'i');

/** `first quarter` in a question over all years: that quarter of each of them. */
function quarterOfAnyYear(text: string, { lexicon }: ReadContext): Pick<ValueMention, 'param' | 'value'> | undefined {
  const ordinal = QUARTER.exec(text)?.groups?.ordinal?.toLowerCase();
  const number = /^(?:last|final)$/.test(ordinal ?? '') ? undefined : ORDINALS.get(ordinal ?? '');
  return lexicon.values(`q${number}`, `Q${number}`).find(({ param }) => isPartOfYear(param.name));
}

function isOfAnyYear(sentence: Sentence): boolean {
  return ALL_YEARS.test(sentence.text);
}

const DAYS = 'monday|tuesday|wednesday|thursday|friday|saturday|sunday';

const WEEKDAYS = new RegExp(
  `^(?:on (?:a |the )?|only |just )?(?<name>(?:${DAYS})s?|weekends?|(?:on )?weekdays|workdays|working days|business days)(?= |$)`,
);

const WORKING = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'];

/** Reads days of the week, `on Mondays`, `at weekends`, `excluding weekends`, where the query can filter by them. */
export const readWeekdays: Rule = (sentence, index, draft, context) => {
  const param = context.query.params.find(({ name }) => name === 'weekday');
  const without = sentence.match(index, NEGATION)?.length ?? 0;
  const start = index + without;
  const found = param && sentence.match(start, WEEKDAYS);
  const name = found?.groups.name;
  if (!param || !found || !name) return undefined;
  if (/weekdays$/.test(name) && draft.ranks.some(({ end: ranked }) => ranked === start)) return undefined; // `top 3 weekdays`
  const isOn = without > 0 || /^(?:on |only |just )/.test(sentence.phrases(start, found.length)[0]?.folded ?? '');
  if (/weekdays$/.test(name) && !isOn && /^(?:by|per|each)$/.test(sentence.word(start - 1))) return undefined;
  let end = start;
  for (let next: Match | undefined = found; next; next = weekdaysAfter(sentence, end)) {
    const isRange = end > start && /^(?:to|through|thru|till|until)$/.test(sentence.word(end));
    const days = isRange
      ? daysUpTo(draft.values.at(-1)?.value, daysOf(next.groups.name!)[0]!)
      : daysOf(next.groups.name!);
    for (const value of days) draft.values.push({ param, value, excluded: without > 0, at: start });
    end += next.length + (end > start ? 1 : 0);
  }
  return end - index;
};

/** `and Mondays`: more days of the week in a list. */
function weekdaysAfter(sentence: Sentence, index: number): Match | undefined {
  return /^(?:and|or|nor|to|through|thru|till|until)$/.test(sentence.word(index))
    ? sentence.match(index + 1, WEEKDAYS)
    : undefined;
}

const EACH = /^(?:(?:on|in|for|during) )?(?:each|every)(?= )/;

/** `every Monday`, `each December`: those days or months, one by one. */
export const readEachOf: Rule = (sentence, index, draft, context) => {
  const found = sentence.match(index, EACH);
  const noun = found && nounAt(sentence, index + found.length, context.lexicon);
  const value = noun?.choices.length === 0 ? noun.values.find(({ param }) => isCycle(param.name)) : undefined;
  if (!found || !noun || !value) return undefined;
  const grain = isPartOfYear(value.param.name) ? 'year' : 'day';
  if (!isTime(context, grain)) return undefined;
  draft.values.push({ param: value.param, value: value.value, excluded: false, at: index + found.length });
  draft.groups.push({ name: grain, at: index, how: 'each' });
  return found.length + noun.count;
};

/** `Monday to Friday`: the days after the first up to the last, over the end of a week where that lies between them. */
function daysUpTo(first: string | undefined, last: string): readonly string[] {
  const start = DAY_NAMES.indexOf(first ?? '');
  const count = (DAY_NAMES.indexOf(last) - start + 7) % 7;
  return Array.from({ length: count }, (_, step) => DAY_NAMES[(start + step + 1) % 7]!);
}

function daysOf(name: string): readonly string[] {
  if (name.startsWith('weekend')) return ['Saturday', 'Sunday'];
  if (/weekdays|days$/.test(name) && !new RegExp(`^(?:${DAYS})`).test(name)) return WORKING;
  const day = name.replace(/s$/, '');
  return [`${day.charAt(0).toUpperCase()}${day.slice(1)}`];
}
