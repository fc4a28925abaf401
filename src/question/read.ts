import type { Param, Query } from '../catalogue/query.ts';
import type { ChartType } from '../chart/chart-type.ts';
import type { Lexicon, Meaning, Vocabulary } from './lexicon.ts';
import type { Found, Phrase } from './phrase.ts';
import type { Compare } from './request.ts';
import type { Token } from './tokens.ts';

import { canonicalPeriod } from '../calendar/period.ts';
import { comparisonNamed } from '../calendar/span.ts';
import { canonicalValue } from '../catalogue/param.ts';
import { CHART_TYPES } from '../chart/chart-type.ts';
import { UserError } from '../error.ts';
import { normalizeText } from '../text/normalize.ts';
import {
  ASKING,
  COMPARISONS,
  FILLERS,
  KINDS,
  NAMED_BEFORE,
  NEGATIONS,
  PREPOSITIONS,
  SHORT_COMPARISONS,
} from './english.ts';
import { meaningAt, phrasesAt } from './phrase.ts';
import { COMPARES } from './request.ts';

/** What the words of a question say about one query. */
export type Reading = {
  readonly values: Map<string, string[]>;
  readonly excluded: Set<string>;
  compare?: Compare;
  as?: ChartType;
  /** Words that mean nothing here. */
  readonly unused: Token[];
  /** What was understood but cannot be, as sentences. */
  readonly problems: UserError[];
  /** A word that had another meaning too, and that meaning. */
  readonly doubts: { readonly word: string; readonly chosen: Meaning; readonly other: Meaning }[];
};

/** Reads tokens from left to right, the longest phrase that means something first. Nothing is guessed: the rest is `unused`. */
export function readTokens(tokens: readonly Token[], query: Query, lexicon: Lexicon, vocabulary: Vocabulary): Reading {
  const reading: Reading = { values: new Map(), excluded: new Set(), unused: [], problems: [], doubts: [] };
  let last: Param | undefined;
  for (let index = 0; index < tokens.length; ) {
    const token = tokens[index]!;
    const attempt = (work: () => void) => {
      try {
        work();
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        reading.problems.push(error);
      }
    };
    if (token.kind === 'pair') {
      attempt(() => readPair(token, reading, query, lexicon, vocabulary));
      index += 1;
      continue;
    }
    const phrases = phrasesAt(tokens, index);
    const taken =
      readComparison(phrases, reading) ||
      readVersus(phrases, reading, query) ||
      readKind(phrases, reading) ||
      readNegation(tokens, index, phrases, reading, lexicon) ||
      readAnnounced(tokens, index, phrases, reading, query, lexicon, vocabulary) ||
      readPeriod(phrases, reading, query, lexicon) ||
      readRanking(tokens, index, phrases, lexicon) ||
      readMeaning(phrases, reading, lexicon, last);
    if (taken) {
      last = taken.param;
      index += taken.count;
      continue;
    }
    if (!isFiller(tokens, index)) reading.unused.push(token);
    index += 1;
  }
  return reading;
}

/** Whether a word says nothing: `show us` does not mean the US, and a preposition must lead to something. */
function isFiller(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index]!;
  if (token.kind !== 'word' || token.quoted) return false;
  const before = tokens[index - 1];
  if (token.folded === 'us') return token.text === 'us' && before?.kind === 'word' && ASKING.has(before.folded);
  if (PREPOSITIONS.has(token.folded)) return index < tokens.length - 1;
  return FILLERS.has(token.folded);
}

type Taken = { readonly count: number; readonly param?: Param };

function readPair(
  token: Extract<Token, { kind: 'pair' }>,
  reading: Reading,
  query: Query,
  lexicon: Lexicon,
  vocabulary: Vocabulary,
): void {
  const key = normalizeText(token.key);
  const text = token.values.join(' ');
  if (key === 'compare') {
    reading.compare = COMPARES.find(
      (compare) => normalizeText(text) === compare || normalizeText(text) === `${compare} period`,
    );
    if (!reading.compare) throw new UserError(`compare cannot be "${text}": it takes previous or last year`);
  } else if (key === 'as') {
    reading.as = kindNamed(normalizeText(text));
    if (!reading.as) throw new UserError(`as cannot be "${text}": it takes one of ${CHART_TYPES.join(', ')}`);
  } else {
    const param = query.params.find(({ name }) => name === token.key) ?? lexicon.announced(key)[0];
    if (!param) {
      const names = query.params.map(({ name }) => name).join(', ');
      throw new UserError(
        `${query.name} has no ${token.key}: ${names ? `it takes ${names}` : 'it takes no parameters'}`,
      );
    }
    for (const value of token.values)
      assign(reading, param, canonicalValue(param, value, vocabulary(query, param)), token.excluded);
  }
}

function readComparison(phrases: readonly Phrase[], reading: Reading): Taken | undefined {
  for (const { folded, count } of phrases) {
    if (NAMED_BEFORE.test(folded)) return undefined;
    const matched = COMPARISONS.exec(folded);
    const compare = matched ? (matched[1]!.includes('year') ? 'last year' : 'previous') : SHORT_COMPARISONS[folded];
    if (!compare) continue;
    reading.compare = compare;
    return { count };
  }
  return undefined;
}

/** `2026 vs 2025`, `this quarter vs last quarter`: a period that is one of the two comparisons, said by its name. */
function readVersus(phrases: readonly Phrase[], reading: Reading, query: Query): Taken | undefined {
  const param = query.params.find(({ type }) => type === 'period');
  for (const { text, count } of phrases) {
    const other = /^(?:vs\.?|versus|against|compared (?:to|with)) (.+)$/i.exec(text)?.[1];
    const period = other === undefined ? undefined : canonicalPeriod(other);
    if (!param || period === undefined) continue;
    const asked = reading.values.get(param.name)?.[0] ?? param.default?.[0];
    reading.compare = asked === undefined ? undefined : comparisonNamed(asked, period);
    if (!reading.compare)
      reading.problems.push(
        new UserError(`${asked} cannot be compared with ${period}: write vs previous or vs last year`),
      );
    return { count, param };
  }
  return undefined;
}

function readKind(phrases: readonly Phrase[], reading: Reading): Taken | undefined {
  for (const { folded, count } of phrases) {
    const matched =
      /^as (?:an? )?(.+?)(?: (?:chart|graph|plot))?$/.exec(folded) ?? /^(.+) (?:chart|graph|plot)$/.exec(folded);
    const kind = matched && kindNamed(matched[1]!);
    if (!kind) continue;
    reading.as = kind;
    return { count };
  }
  return undefined;
}

function kindNamed(folded: string): ChartType | undefined {
  return CHART_TYPES.find((kind) => normalizeText(kind) === folded) ?? KINDS[folded];
}

function readNegation(
  tokens: readonly Token[],
  index: number,
  phrases: readonly Phrase[],
  reading: Reading,
  lexicon: Lexicon,
): Taken | undefined {
  const negation = phrases.find(({ folded }) => NEGATIONS.includes(folded));
  if (!negation) return undefined;
  let count = negation.count;
  let param: Param | undefined;
  for (;;) {
    let next = index + count;
    const joiner = tokens[next];
    if (param && joiner?.kind === 'word' && ['and', 'or', 'nor'].includes(joiner.folded)) next += 1;
    else if (!param && joiner?.kind === 'word' && ['the', 'any'].includes(joiner.folded)) next += 1;
    const found = meaningAt(phrasesAt(tokens, next), lexicon, param);
    if (found?.meaning.kind !== 'value') break;
    param = found.meaning.param;
    doubt(reading, found);
    assign(reading, param, found.meaning.value, true);
    count = next - index + found.count;
  }
  return param ? { count, param } : undefined;
}

/** `top 5`, `by month`, `split by product line`, `country France`: a parameter's word and then its value. */
function readAnnounced(
  tokens: readonly Token[],
  index: number,
  phrases: readonly Phrase[],
  reading: Reading,
  query: Query,
  lexicon: Lexicon,
  vocabulary: Vocabulary,
): Taken | undefined {
  for (const { folded, count } of phrases) {
    const params = lexicon.announced(folded);
    const free = [...params].sort(
      (left, right) => Number(reading.values.has(left.name)) - Number(reading.values.has(right.name)),
    );
    for (const announced of free) {
      for (const value of phrasesAt(tokens, index + count)) {
        const accepted = accepts(announced, value, lexicon, vocabulary(query, announced));
        if (accepted === undefined) continue;
        const param = announced.type === 'choice' ? freeTwin(announced, query, reading) : announced;
        if (reading.values.has(param.name) && !param.many) {
          reading.problems.push(givenTwice(param, reading.values.get(param.name)![0]!, accepted));
        } else {
          assign(reading, param, accepted, false);
        }
        return { count: count + value.count, param };
      }
    }
  }
  return undefined;
}

/** A second `by` goes to a parameter that shares the first one's choices, as `split` does. */
function freeTwin(param: Param, query: Query, reading: Reading): Param {
  if (!reading.values.has(param.name)) return param;
  const twin = query.params.find(
    (other) => other.type === 'choice' && !reading.values.has(other.name) && sameChoices(other, param),
  );
  return twin ?? param;
}

function sameChoices(left: Param, right: Param): boolean {
  return (
    left.choices.length === right.choices.length &&
    left.choices.every(({ name }, index) => right.choices[index]?.name === name)
  );
}

function accepts(
  param: Param,
  { text, folded, count }: Phrase,
  lexicon: Lexicon,
  known: readonly string[],
): string | undefined {
  if (param.type === 'choice' || (param.type === 'string' && (known.length > 0 || Array.isArray(param.values)))) {
    const meaning = lexicon.meanings(folded).find((candidate) => sameChoicesOrParam(candidate.param, param));
    return meaning?.value;
  }
  if (param.type === 'string') return count === 1 && text !== '' ? text : undefined;
  try {
    return canonicalValue(param, text, known);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function sameChoicesOrParam(left: Param, right: Param): boolean {
  return left.name === right.name || (left.type === 'choice' && right.type === 'choice' && sameChoices(left, right));
}

function readPeriod(phrases: readonly Phrase[], reading: Reading, query: Query, lexicon: Lexicon): Taken | undefined {
  const param = query.params.find(({ type }) => type === 'period');
  if (!param) return undefined;
  for (const { text, folded, count } of phrases) {
    const period = canonicalPeriod(text.replace(/'s(?= |$)/g, ''));
    if (period === undefined) continue;
    if (lexicon.meanings(folded).length > 0 && count === 1 && !/^\d/.test(text)) continue;
    const given = reading.values.get(param.name)?.[0];
    if (given !== undefined && given !== period) reading.problems.push(givenTwice(param, given, period));
    else assign(reading, param, period, false);
    return { count, param };
  }
  return undefined;
}

/** `customers by orders`: a `by` before a measure says what to rank by, and the measure itself says so too. */
function readRanking(
  tokens: readonly Token[],
  index: number,
  phrases: readonly Phrase[],
  lexicon: Lexicon,
): Taken | undefined {
  const isBy = ['by', 'per'].includes(phrases.at(-1)?.folded ?? '');
  return isBy && meaningAt(phrasesAt(tokens, index + 1), lexicon, undefined) ? { count: 1 } : undefined;
}

function readMeaning(
  phrases: readonly Phrase[],
  reading: Reading,
  lexicon: Lexicon,
  last: Param | undefined,
): Taken | undefined {
  const found = meaningAt(phrases, lexicon, last);
  if (!found) return undefined;
  const { meaning, others, count } = found;
  const given = reading.values.get(meaning.param.name);
  if (given && !meaning.param.many && !given.includes(meaning.value)) {
    const twin = others.find(({ param }) => !reading.values.has(param.name));
    if (!twin) {
      reading.problems.push(givenTwice(meaning.param, given[0]!, meaning.value));
      return { count, param: meaning.param };
    }
    assign(reading, twin.param, twin.value, false);
    return { count, param: twin.param };
  }
  doubt(reading, found);
  assign(reading, meaning.param, meaning.value, false);
  return { count, param: meaning.param };
}

/** Notes that a word had another meaning, if it had. */
function doubt(reading: Reading, { text, meaning, others }: Found): void {
  const other = others.find(({ param }) => !sameChoicesOrParam(param, meaning.param));
  if (other) reading.doubts.push({ word: text, chosen: meaning, other });
}

function assign(reading: Reading, param: Param, value: string, excluded: boolean): void {
  const given = reading.values.get(param.name);
  if (given && reading.excluded.has(param.name) !== excluded) {
    throw new UserError(`${param.name} is both asked for and left out: ask for one or the other`);
  }
  if (given && !given.includes(value) && !param.many) throw givenTwice(param, given[0]!, value);
  reading.values.set(param.name, given ? [...new Set([...given, value])] : [value]);
  if (excluded) reading.excluded.add(param.name);
}

function givenTwice(param: Param, first: string, second: string): UserError {
  return new UserError(`${param.name} was given twice, as ${first} and as ${second}: keep one`);
}
