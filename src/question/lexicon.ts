import type { Choice, Param, Query } from '../catalogue/query.ts';
import type { ValueIndex } from '../text/value-index.ts';

import { singular } from '../text/normalize.ts';
import { exactOr, indexOf } from '../text/value-index.ts';
import { formsOf } from './english.ts';
import { foldPhrase } from './tokens.ts';

/** What a phrase can mean inside one query: a choice of a parameter, or a value in the data. */
export type Meaning = { readonly kind: 'choice' | 'value'; readonly param: Param; readonly value: string };

/** The values that a parameter's `values` list or query gave; none when they could not be had yet. */
export type Vocabulary = (query: Query, param: Param) => readonly string[];

/** The words of one query. Phrases are folded as tokens are. */
export type Lexicon = {
  /** Choices that a phrase names, in the order of the parameters. */
  readonly choices: (phrase: string) => readonly Meaning[];
  /** Values that a phrase names, as `normalizeText` has it: the one written exactly as typed, else all that fold to it. */
  readonly values: (normalized: string, text: string) => readonly Meaning[];
  /** Values that hold a phrase as whole words, and are not it: at most `most` of them for each parameter. */
  readonly partial: (normalized: string, most: number) => readonly Meaning[];
  /** Parameters that a phrase announces, to be followed by a value: `country` in `country France`. */
  readonly announced: (phrase: string) => readonly Param[];
  /** Measures that a verb in any form stands for. */
  readonly verbs: (phrase: string) => readonly Meaning[];
  /** The infinitives of a verb in any form: `sold` → `sell`. */
  readonly infinitives: (form: string) => readonly string[];
  /** The words of the longest phrase. */
  readonly longest: number;
};

const LONGEST = 9;

/** Collects the phrases of one query: its choices, its parameters' words, its verbs and the values of its filters. */
export function lexiconOf(query: Query, vocabulary: Vocabulary): Lexicon {
  const choices = new Map<string, Meaning[]>();
  const announced = new Map<string, Param[]>();
  const verbs = new Map<string, Meaning[]>();
  const infinitives = new Map<string, string[]>();
  const indexes: { readonly param: Param; readonly index: ValueIndex }[] = [];
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
      if (param.role !== 'measure') continue;
      for (const verb of choice.verbs ?? []) {
        for (const form of formsOf(verb)) {
          add(verbs, form, meaning);
          infinitives.set(form, [...new Set([...(infinitives.get(form) ?? []), verb])]);
        }
      }
    }
    for (const [value, words] of param.synonyms ?? []) {
      for (const phrase of phrasesOf(words)) add(choices, phrase, { kind: 'value', param, value });
    }
    const values = param.type === 'string' ? valuesOf(query, param, vocabulary) : [];
    if (values.length === 0) continue;
    const index = indexOf(values);
    longest = Math.max(longest, index.longest);
    indexes.push({ param, index });
  }
  const inIndexes = (find: (index: ValueIndex) => readonly string[]) =>
    indexes.flatMap(({ param, index }) => find(index).map((value): Meaning => ({ kind: 'value', param, value })));
  return {
    choices: (phrase) =>
      choices.get(phrase) ?? (isAverageOf(phrase) ? undefined : choices.get(singularOf(phrase))) ?? [],
    values: (normalized, text) => {
      const exact = inIndexes(({ values }) => exactOr(values.get(normalized) ?? [], text));
      if (exact.length > 0) return exact;
      const stem = singularOf(normalized);
      return inIndexes(({ values, stems }) => values.get(stem) ?? stems.get(stem) ?? []);
    },
    partial: (normalized, most) => inIndexes((index) => partialMatches(index, normalized, most)),
    announced: (phrase) => announced.get(phrase) ?? [],
    verbs: (phrase) => verbs.get(phrase) ?? [],
    infinitives: (form) => infinitives.get(form) ?? [],
    longest: Math.min(longest, LONGEST),
  };
}

/** Whether a parameter's choices are words of the question by themselves: others are only set by rules of the language. */
function isNamed({ role }: Param): boolean {
  return role === 'measure' || role === 'dimension' || role === 'series' || role === 'option';
}

function namesOf({ name, label, aliases }: Choice): readonly string[] {
  return [name, label, ...aliases];
}

/** Every phrase folded, in the singular too. */
function phrasesOf(texts: readonly string[]): ReadonlySet<string> {
  return new Set(
    texts.flatMap((text) => {
      const folded = foldPhrase(text.replaceAll('_', ' '));
      return [folded, singularOf(folded)];
    }),
  );
}

/** `average orders` is no `average order`. */
function isAverageOf(phrase: string): boolean {
  return /^(?:average|avg|mean) /.test(phrase);
}

/** A phrase with each of its words in the singular. */
export function singularOf(phrase: string): string {
  return phrase.split(' ').map(singular).join(' ');
}

function valuesOf(query: Query, param: Param, vocabulary: Vocabulary): readonly string[] {
  return Array.isArray(param.values) ? (param.values as readonly string[]) : vocabulary(query, param);
}

/** Values that hold the phrase as whole words. */
function partialMatches({ values }: ValueIndex, phrase: string, most: number): readonly string[] {
  const found: string[] = [];
  for (const [folded, written] of values) {
    if (found.length >= most) break;
    if (folded.length > phrase.length && ` ${folded} `.includes(` ${phrase} `)) found.push(...written);
  }
  return found;
}
