import type { Lexicon, Meaning } from './lexicon.ts';
import type { Token, Word } from './tokens.ts';

import { normalizeText } from '../text/normalize.ts';
import { ASKING, GLUE, PREPOSITIONS } from './english.ts';

/** A run of words: as typed, folded for comparing words, and normalized for comparing values. */
export type Phrase = {
  readonly text: string;
  readonly folded: string;
  readonly normalized: string;
  readonly count: number;
};

/** The choices and values that a phrase of a question names; values in the data before those that other words stand for. */
export type Noun = Phrase & { readonly choices: readonly Meaning[]; readonly values: readonly Meaning[] };

/** A question as a row of tokens that patterns can be matched against. */
export type Sentence = {
  readonly tokens: readonly Token[];
  /** All folded words; a pair or a quoted text is a character that no word has. */
  readonly text: string;
  /** Whether words stood before the first token, so that its capital letter is one of a name. */
  readonly isBegun: boolean;
  /** Matches an anchored pattern against the folded words from a token on; the match ends where a token ends. */
  readonly match: (index: number, pattern: RegExp) => Match | undefined;
  /** Returns every run of at most `most` words from a token on, the longest first. A quoted text is a run of its own. */
  readonly phrases: (index: number, most: number) => readonly Phrase[];
  /** Whether a mark stands right before the word at a token. */
  readonly isAfter: (index: number, mark: Word['after']) => boolean;
  /** Returns the folded word at a token; empty for a pair, for a quoted text and beyond the ends. */
  readonly word: (index: number) => string;
};

/** The number of tokens that a pattern has matched, and its named groups. */
export type Match = { readonly length: number; readonly groups: Readonly<Record<string, string | undefined>> };

/** Words that are a time, even as names. */
const TIME_WORDS: ReadonlySet<string> = new Set(['today', 'yesterday', 'ever', 'overall']);

const PLAIN_WORDS: ReadonlySet<string> = new Set([...GLUE, ...ASKING, ...PREPOSITIONS, ...TIME_WORDS]);

/** No rule looks at longer runs of words. */
const LONGEST = 12;

/** Stands for a pair or a quoted text, so that no pattern reaches across it. */
const WALL = '\u0001';

/** Prepares tokens for reading; `isBegun` tells that words stood before them, such as the name of a query. */
export function sentenceOf(tokens: readonly Token[], { isBegun = false } = {}): Sentence {
  const runs = new Map<number, readonly Phrase[]>();
  const words = tokens.map((token) => (token.kind === 'pair' || token.quoted ? WALL : token.folded));
  const starts: number[] = [];
  const ends = new Map<number, number>();
  let text = '';
  for (const [index, word] of words.entries()) {
    if (index > 0) text += ' ';
    starts.push(text.length);
    text += word;
    ends.set(text.length, index + 1);
  }
  return {
    tokens,
    text,
    isBegun,
    match: (index, pattern) => {
      const start = starts[index];
      const found = start === undefined ? null : pattern.exec(text.slice(start, start + 200));
      if (found?.index !== 0 || start === undefined) return undefined;
      const matched = found[0].trimEnd();
      const end = matched === '' ? undefined : ends.get(start + matched.length);
      return end === undefined ? undefined : { length: end - index, groups: found.groups ?? {} };
    },
    phrases: (index, most) => {
      const known = runs.get(index) ?? phrasesAt(tokens, index, LONGEST);
      runs.set(index, known);
      return known.slice(Math.max(0, known.length - most));
    },
    isAfter: (index, mark) => {
      const token = tokens[index];
      return token?.kind === 'word' && token.after === mark;
    },
    word: (index) => (words[index] === WALL ? '' : (words[index] ?? '')),
  };
}

/** The nouns of a sentence by the lexicon that they were looked up in and the token: each is looked up once. */
const NOUNS = new WeakMap<Sentence, { readonly lexicon: Lexicon; readonly nouns: Map<number, Noun | undefined> }>();

/** Finds the longest phrase from a token on that names a choice or a value; of equally long ones, a choice. */
export function nounAt(sentence: Sentence, index: number, lexicon: Lexicon): Noun | undefined {
  const known = NOUNS.get(sentence);
  const { nouns } = known?.lexicon === lexicon ? known : { nouns: new Map<number, Noun | undefined>() };
  NOUNS.set(sentence, { lexicon, nouns });
  if (!nouns.has(index)) nouns.set(index, lookUpNoun(sentence, index, lexicon));
  return nouns.get(index);
}

function lookUpNoun(sentence: Sentence, index: number, lexicon: Lexicon): Noun | undefined {
  for (const phrase of sentence.phrases(index, lexicon.longest)) {
    const named = isAcrossComma(sentence, index, phrase.count) ? [] : lexicon.choices(phrase.folded);
    const choices = named.filter(({ kind }) => kind === 'choice');
    const known = isPlainWord(sentence, index, phrase) ? [] : valuesOf(phrase, lexicon);
    const synonyms = named.filter(
      ({ kind, param, value }) => kind === 'value' && !known.some((one) => one.param === param && one.value === value),
    );
    const values = [...known, ...synonyms];
    if (choices.length + values.length > 0) return { ...phrase, choices, values };
  }
  return undefined;
}

/** Returns the index after the noun at a token; after that one token where none stands. */
export function endOfNoun(sentence: Sentence, index: number, lexicon: Lexicon): number {
  return index + (nounAt(sentence, index, lexicon)?.count ?? 1);
}

/** `total orders, revenue`: words on both sides of a comma are no one choice; a value may have one in its name. */
function isAcrossComma(sentence: Sentence, index: number, count: number): boolean {
  for (let at = index + 1; at < index + count; at++) if (sentence.isAfter(at, ',')) return true;
  return false;
}

/** Values that a phrase names, a possessive at its end left out: `Best Buys Ltd's`. */
function valuesOf({ normalized, text }: Phrase, lexicon: Lexicon): readonly Meaning[] {
  const found = lexicon.values(normalized, text);
  const owner = found.length > 0 ? undefined : /^(.+?)(?:'s|(?<=s)')$/i.exec(text)?.[1];
  return owner === undefined ? found : lexicon.values(normalizeText(owner), owner);
}

/** A single word that holds sentences together is no value, unless it is typed as a name: `sales in Of`. */
function isPlainWord(sentence: Sentence, index: number, { text, folded, count }: Phrase): boolean {
  const token = sentence.tokens[index];
  const isQuoted = token?.kind === 'word' && token.quoted;
  if (count > 1 || isQuoted || !PLAIN_WORDS.has(folded) || /^[@#]/.test(text)) return false;
  const isFirst = index === 0 && !sentence.isBegun;
  return isFirst || !/^\p{Lu}/u.test(text) || TIME_WORDS.has(folded);
}

function phrasesAt(tokens: readonly Token[], index: number, most: number): readonly Phrase[] {
  const phrases: Phrase[] = [];
  let text = '';
  let folded = '';
  for (let count = 1; count <= most; count++) {
    const token = tokens[index + count - 1];
    if (token?.kind !== 'word' || (token.quoted && count > 1)) break;
    text = count === 1 ? token.text : `${text}${token.joint ?? ' '}${token.text}`;
    folded = count === 1 ? token.folded : `${folded} ${token.folded}`;
    phrases.unshift({ text, folded, normalized: normalizeText(text), count });
    if (token.quoted) break;
  }
  return phrases;
}
