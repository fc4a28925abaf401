import type { Choice, Param, Query } from '../catalogue/query.ts';
import type { ValueIndex } from '../text/value-index.ts';

import { singular } from '../text/normalize.ts';
import { indexOf, isListed, preferExact, valuesHolding } from '../text/value-index.ts';
import { formsOf } from './english.ts';
import { foldPhrase } from './tokens.ts';

/** One meaning of a phrase in one query: a choice of a parameter, or a value in the data. */
export type Meaning = { readonly kind: 'choice' | 'value'; readonly param: Param; readonly value: string };

/** The known values of each parameter, by its name; none for a parameter whose values could not be read yet. */
export type Vocabulary = (query: Query, param: Param) => readonly string[];

/** The phrases of one query. Every phrase in and out is folded, as `foldPhrase` does it. */
export type Lexicon = {
  /** Returns the choices that a phrase names, in the order of the parameters. */
  readonly choices: (phrase: string) => readonly Meaning[];
  /** Returns the values that a phrase names: the one spelt exactly like it, else all that are equal to it once normalized. */
  readonly values: (normalized: string, text: string) => readonly Meaning[];
  /** Returns all values that a phrase folds to, however they are spelt. */
  readonly spellings: (normalized: string) => readonly Meaning[];
  /** Returns the values that contain a phrase as whole words without being it, at most `most` for each parameter. */
  readonly partial: (normalized: string, most: number) => readonly Meaning[];
  /** Returns the parameters whose own word a phrase is: `country` in `country France`. */
  readonly announced: (phrase: string) => readonly Param[];
  /** Returns the measures that a verb in any form stands for. */
  readonly verbs: (phrase: string) => readonly Meaning[];
  /** Returns the infinitives of a verb in any form: `sold` → `sell`. */
  readonly infinitives: (form: string) => readonly string[];
  /** The number of words of the longest phrase. */
  readonly longest: number;
};

const LONGEST = 9;

/** Collects the phrases of one query: its choices, its parameters' words, its verbs and the values of its filters. */
export function lexiconOf(query: Query, vocabulary: Vocabulary): Lexicon {
  const { choices, announced, verbs, infinitives, longest } = wordsOf(query);
  const indexes = query.params
    .filter(({ type }) => type === 'string')
    .map((param) => ({ param, values: valuesOf(query, param, vocabulary) }))
    .filter(({ values }) => values.length > 0)
    .map(({ param, values }) => ({ param, index: indexOf(values) }));
  const inIndexes = (find: (index: ValueIndex) => readonly string[]) =>
    indexes.flatMap(({ param, index }) => find(index).map((value): Meaning => ({ kind: 'value', param, value })));
  return {
    choices: (said) => {
      const plain = said
        .replace(/^(?:avg|mean) (?=.)/, 'average ')
        .replace(/ of (?:all(?: the| our)?|the|our) /, ' of ')
        .replace(/^(\w+) (?:were|was|are|is|got|have been|has been) (?=\w+$)/, '$1 '); // `items were sold`
      const phrase = choices.has(said) ? said : plain;
      const exact = choices.get(phrase) ?? [];
      const single = isAverageOf(phrase) ? [] : (choices.get(singularOf(phrase)) ?? []);
      const isTold = ({ param }: Meaning) => exact.some((meaning) => meaning.param.role === param.role);
      const found = exact.length === 0 ? single : [...exact, ...single.filter((meaning) => !isTold(meaning))];
      return found
        .map((meaning) => inTheData(meaning, valuesOf(query, meaning.param, vocabulary)))
        .filter((meaning) => mayBeTold(meaning, query, vocabulary));
    },
    values: (normalized, text) => {
      const exact = inIndexes(({ values }) => preferExact(values.get(normalized) ?? [], text));
      if (exact.length > 0) return exact;
      const stem = singularOf(normalized);
      return inIndexes(({ values, stems }) => values.get(stem) ?? stems.get(stem) ?? []);
    },
    spellings: (normalized) => inIndexes(({ values }) => values.get(normalized) ?? []),
    partial: (normalized, most) => inIndexes((index) => valuesHolding(index, normalized, most)),
    announced: (phrase) => announced.get(phrase) ?? [],
    verbs: (phrase) => verbs.get(phrase) ?? [],
    infinitives: (form) => infinitives.get(form) ?? [],
    longest: Math.min(Math.max(longest, ...indexes.map(({ index }) => index.longest)), LONGEST),
  };
}

/** A value by the word for it that stands in the data: `USA` is `United States` where that is what the data calls it. */
function inTheData(meaning: Meaning, known: readonly string[]): Meaning {
  const { kind, param, value } = meaning;
  if (kind === 'choice' || known.length === 0 || isListed(known, value)) return meaning;
  const written = param.synonyms?.get(value)?.find((word) => isListed(known, word));
  return written === undefined ? meaning : { ...meaning, value: written };
}

/** Whether a word of the query's file may be understood: of somebody who is restricted to some rows, only one for a value in them. */
function mayBeTold({ kind, param, value }: Meaning, query: Query, vocabulary: Vocabulary): boolean {
  return kind === 'choice' || !query.rowFilters?.size || isListed(valuesOf(query, param, vocabulary), value);
}

/** The words that stand in a query's file, by folded phrase. */
type Words = {
  readonly choices: ReadonlyMap<string, readonly Meaning[]>;
  readonly announced: ReadonlyMap<string, readonly Param[]>;
  readonly verbs: ReadonlyMap<string, readonly Meaning[]>;
  readonly infinitives: ReadonlyMap<string, readonly string[]>;
  readonly longest: number;
};

/** Whether a question with these words contains one of a query's phrases, or a verb of one of its measures. */
export function saysWordOf(query: Query, words: ReadonlySet<string>): boolean {
  const { choices, verbs } = wordsOf(query);
  const says = (phrase: string) => phrase.split(' ').every((word) => words.has(word));
  for (const [phrase, meanings] of choices) if (meanings[0]!.kind === 'choice' && says(phrase)) return true;
  for (const form of verbs.keys()) if (words.has(form)) return true;
  return false;
}

/** Whether a folded phrase names one of a query's measures. */
export function isMeasureOf(query: Query, phrase: string): boolean {
  return (
    wordsOf(query)
      .choices.get(phrase)
      ?.some(({ param }) => param.role === 'measure') ?? false
  );
}

/** The words of each query, folded once for as long as the query is served. */
const WORDS = new WeakMap<Query, Words>();

function wordsOf(query: Query): Words {
  const known = WORDS.get(query) ?? collectWords(query);
  WORDS.set(query, known);
  return known;
}

function collectWords(query: Query): Words {
  const choices = new Map<string, Meaning[]>();
  const announced = new Map<string, Param[]>();
  const verbs = new Map<string, Meaning[]>();
  const infinitives = new Map<string, string[]>();
  let longest = 1;
  const add = <T>(map: Map<string, T[]>, phrase: string, entry: T) => {
    if (phrase === '') return;
    longest = Math.max(longest, phrase.split(' ').length);
    map.set(phrase, [...(map.get(phrase) ?? []), entry]);
  };
  for (const param of query.params) {
    for (const phrase of phrasesOf([param.name, param.label, ...param.aliases])) add(announced, phrase, param);
    for (const choice of param.choices) {
      const meaning: Meaning = { kind: 'choice', param, value: choice.name };
      if (isNamed(param)) for (const phrase of phrasesOf(namesOf(choice))) add(choices, phrase, meaning);
      const spoken = param.role === 'measure' ? (choice.verbs ?? []) : [];
      for (const [verb, form] of spoken.flatMap((one) => formsOf(one).map((form) => [one, form] as const))) {
        add(verbs, form, meaning);
        if (!infinitives.get(form)?.includes(verb)) add(infinitives, form, verb);
      }
    }
    for (const [value, words] of param.synonyms ?? []) {
      for (const phrase of phrasesOf([value, ...words])) add(choices, phrase, { kind: 'value', param, value });
    }
  }
  return { choices, announced, verbs, infinitives, longest };
}

/** Whether a parameter's choices are words of the question by themselves: others are only set by rules of the language. */
function isNamed({ role }: Param): boolean {
  return role === 'measure' || role === 'dimension' || role === 'series' || role === 'option';
}

/** The names of a choice; those of an average, `basket`, also with the word, `average basket`, and `margin %` also as `% margin`. */
function namesOf({ name, label, aliases }: Choice): readonly string[] {
  const isAverage = isAverageOf(foldPhrase(label));
  const parts = aliases.map((alias) => alias.replace(/^(.+) (%|percent|percentage)$/, '$2 $1'));
  return [name, label, ...aliases, ...(isAverage ? aliases.map((alias) => `average ${alias}`) : []), ...parts];
}

/** Every phrase folded, in the singular too, and as one word, as the names of columns are written: `productline`. */
function phrasesOf(texts: readonly string[]): ReadonlySet<string> {
  return new Set(
    texts.flatMap((text) => {
      const folded = foldPhrase(text.replaceAll('_', ' '));
      return [folded, singularOf(folded), folded.replaceAll(' ', '')];
    }),
  );
}

/** `average orders` is no `average order`. */
function isAverageOf(phrase: string): boolean {
  return /^(?:average|avg|mean) /.test(phrase);
}

/** Returns a phrase with each of its words in the singular. */
export function singularOf(phrase: string): string {
  if (!/s(?: |$)/.test(phrase)) return phrase;
  return phrase.split(' ').map(singular).join(' ');
}

function valuesOf(query: Query, param: Param, vocabulary: Vocabulary): readonly string[] {
  return Array.isArray(param.values) ? (param.values as readonly string[]) : vocabulary(query, param);
}
