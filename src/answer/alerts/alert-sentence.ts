import type { AlertOperator, AlertRule } from '../../digests/alert-rule.ts';

import { UserError } from '../../error.ts';

/** Hours between reminders when the sentence sets none. */
const REMIND_HOURS = 24;

const NUMBER = '[-+−–]?[$€£¥]?\\d[\\d.,]*\\s?(?:k|m|bn|b)?';

const OPERATORS: readonly (readonly [AlertOperator, string])[] = [
  ['<=', '<=|≤|at most|no more than'],
  ['>=', '>=|≥|at least|no less than'],
  ['<', '<|below|under|less than'],
  ['>', '>|above|over|more than'],
];

/** Signs before a number, which a question says in words: beside a value, `France > 5`, a sign belongs to that. */
const SIGNS = /\s*(<=|>=|[<>≤≥])\s*(?=[-+−$€£¥\d])/g;

const SIGN_WORDS: ReadonlyMap<string, string> = new Map([
  ['<', 'less than'],
  ['<=', 'at most'],
  ['≤', 'at most'],
  ['>', 'more than'],
  ['>=', 'at least'],
  ['≥', 'at least'],
]);

const ANY_OPERATOR = OPERATORS.map(([, words]) => words).join('|');

const LIMIT_AT_END = new RegExp(`^(.+?)\\s+(?:is\\s+|are\\s+)?(${ANY_OPERATOR})\\s*(${NUMBER})$`, 'i');

const CHANGE = new RegExp(
  `(?:,?\\s*(?:when|if)\\s+)?(?:the\\s+|its\\s+)?change\\s+(?:is\\s+)?(${ANY_OPERATOR})\\s*(${NUMBER})\\s*(?:%|percent)`,
  'i',
);

const MOVED = new RegExp(
  `(?:,?\\s*(?:when|if)\\s+)?(?:it\\s+|they\\s+)?(falls?|drops?|sinks?|decreases?|down|rises?|grows?|jumps?|increases?|up)\\s+(?:by\\s+)?(?:(?:more than|over)\\s+)?(${NUMBER})\\s*(?:%|percent)`,
  'i',
);

const USUAL =
  /,?\s*\b(?:than|against|vs\.?|versus|compared (?:to|with)|from)\s+(?:the\s+)?(?:usual|same weekdays?|normal)\b/i;

const LEAST = new RegExp(`,?\\s*\\bignore\\s+(?:anything\\s+|all\\s+)?(?:below|under|less than|<)\\s*(${NUMBER})`, 'i');

const REMIND =
  /,?\s*\bremind(?:\s+(?:me|us|again))?\s+(?:(never)|(?:(?:again\s+)?(?:after|every)\s+)?(?:(\d{1,3})\s+)?(hours?|days?|weeks?))\b/i;

/** Whom to tell: what the data has of each row, such as its manager. */
const TELL = /,?\s+tell\s+(?:the\s+|its\s+|their\s+)?([\p{L}][^,]*?)\s*(?=,|$)/iu;

const HOURS: Readonly<Record<string, number>> = { hour: 1, day: 24, week: 168 };

/** A limit, and whether being above or below it raises the alert. */
export type Limit = Pick<AlertRule, 'operator' | 'limit'>;

/** An alert's sentence, split into its question and what it says beside. */
export type AlertParts = {
  /** The question, with a limit on its number if the limit is not on its change. */
  readonly words: string;
  /** Hours after which an alert that is still raised is reported again; undefined for never. */
  readonly remindHours: number | undefined;
  /** Numbers below it, now and before, are ignored; undefined to ignore none. */
  readonly least: number | undefined;
  /** The limit of the change, as a fraction: -0.1 for ten percent less. Undefined when the number itself has a limit. */
  readonly change: Limit | undefined;
  /** Whether it compares with the usual value, the median of the last four weeks. */
  readonly isUsual: boolean;
  /** The words for the column that has whom to tell; undefined when it does not say. */
  readonly person: string | undefined;
};

/** Splits an alert's sentence into its question and what it says beside. Throws a UserError where a number is expected and something else stands. */
export function splitAlert(text: string): AlertParts {
  let words = text;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    const found = pattern.exec(words) ?? undefined;
    if (found) words = `${words.slice(0, found.index)} ${words.slice(found.index + found[0].length)}`;
    return found;
  };
  const remind = take(REMIND);
  const least = take(LEAST);
  const person = take(TELL)?.[1];
  const isUsual = take(USUAL) !== undefined;
  const changed = take(CHANGE);
  const moved = changed ? undefined : take(MOVED);
  return {
    words: words
      .replace(/\s+/g, ' ')
      .replace(/^[\s,:]*(?:when|if)\s|[\s,]+$/g, '')
      .trim(),
    remindHours: remind ? remindHoursOf(remind) : REMIND_HOURS,
    least: least && numberOf(least[1]!),
    change: changed ? changeOf(changed) : moved && movedOf(moved),
    isUsual,
    person,
  };
}

function remindHoursOf([, never, count = '1', unit = 'day']: RegExpExecArray): number | undefined {
  return never ? undefined : Number(count) * HOURS[unit.toLowerCase().replace(/s$/, '')]!;
}

function changeOf([, words = '', number = '']: RegExpExecArray): Limit {
  return limitFrom(words, numberOf(number) / 100);
}

function limitFrom(words: string, limit: number): Limit {
  const [operator] = OPERATORS.find(([, all]) => all.split('|').includes(words.toLowerCase()))!;
  return { operator, limit };
}

/** `falls by more than 10%`: a change below -10%. */
function movedOf([, verb = '', number = '']: RegExpExecArray): Limit {
  const isUp = /^(?:ris|grow|jump|increas|up)/i.test(verb);
  const share = Math.abs(numberOf(number)) / 100;
  return isUp ? { operator: '>', limit: share } : { operator: '<', limit: -share };
}

const SCALES: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9, bn: 1e9 };

function numberOf(text: string): number {
  const [, sign = '', digits = '', scale = ''] = /^([-+−–]?)[$€£¥]?([\d.,]+)\s?(k|m|bn|b)?$/i.exec(text.trim()) ?? [];
  const value = Number(digits.replace(/,(?=\d{3}(?:\D|$))/g, ''));
  if (Number.isNaN(value)) throw new UserError(`"${text.trim()}" is no number: write 1000, 1,000 or 1.5k`);
  return (/[-−–]/.test(sign) ? -1 : 1) * value * (SCALES[scale.toLowerCase()] ?? 1);
}

/** Returns the question of an alert, and whether each of its rows is checked: `any country sales` asks `by country sales`. */
export function questionIn(words: string): { readonly question: string; readonly isEach: boolean } {
  const isEach = /\b(?:any|each|by)\s/i.test(words);
  const spelled = words.replace(SIGNS, (_, sign: string) => ` ${SIGN_WORDS.get(sign)} `);
  return { question: spelled.replace(/\b(?:(?:in|for|of)\s+)?(?:any|each)\s+/gi, 'by '), isEach };
}

/** Returns the limit at the end of a question, and the question without it; undefined when it ends with none. */
export function limitAtEnd(question: string): { readonly question: string; readonly limit: Limit } | undefined {
  const [, rest, words = '', number = ''] = LIMIT_AT_END.exec(question) ?? [];
  return rest === undefined ? undefined : { question: rest, limit: limitFrom(words, numberOf(number)) };
}
