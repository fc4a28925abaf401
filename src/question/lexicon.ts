import type { Param, Query } from '../catalogue/query.ts';
import type { ValueIndex } from '../text/value-index.ts';

import { normalizeText } from '../text/normalize.ts';
import { indexOf, singularPhrase } from '../text/value-index.ts';

/** What a phrase can mean inside one query. */
export type Meaning =
  | { readonly kind: 'choice'; readonly param: Param; readonly value: string }
  | { readonly kind: 'value'; readonly param: Param; readonly value: string };

/** The values that a parameter's `values` list or query gave; none when they could not be had yet. */
export type Vocabulary = (query: Query, param: Param) => readonly string[];

export type Lexicon = {
  /** All meanings of a folded phrase, in the order in which they are preferred. */
  readonly meanings: (phrase: string) => readonly Meaning[];
  /** The parameters that a folded phrase announces, as `by` announces what to group by. */
  readonly announced: (phrase: string) => readonly Param[];
  /** The words of the longest phrase. */
  readonly longest: number;
};

/** Words that announce parameters of these names, beside the author's own. */
const ANNOUNCING: Readonly<Record<string, readonly string[]>> = {
  by: ['by', 'per', 'grouped by', 'each', 'every', 'for each', 'for every'],
  split: ['split by', 'broken down by', 'broken out by', 'stacked by'],
  top: ['top', 'best', 'biggest', 'largest'],
  period: ['during', 'period'],
};

/** The phrases of one query: choices first, then values, each in the header's order. */
export function lexiconOf(query: Query, vocabulary: Vocabulary): Lexicon {
  const announcing = new Map<string, Param[]>();
  const choices = new Map<string, Meaning[]>();
  const indexes: { param: Param; index: ValueIndex }[] = [];
  let longest = 1;
  const add = <T>(map: Map<string, T[]>, phrase: string, entry: T) => {
    if (phrase === '') return;
    longest = Math.max(longest, phrase.split(' ').length);
    const entries = map.get(phrase);
    if (!entries) map.set(phrase, [entry]);
    else if (!entries.includes(entry)) entries.push(entry);
  };
  for (const param of query.params) {
    for (const word of [param.name, param.label, ...param.aliases, ...(ANNOUNCING[param.name] ?? [])])
      add(announcing, normalizeText(word), param);
    for (const { name, label, aliases } of param.choices) {
      const meaning: Meaning = { kind: 'choice', param, value: name };
      for (const word of new Set(
        [name, label, ...aliases].flatMap((text) => [normalizeText(text), singularPhrase(normalizeText(text))]),
      ))
        add(choices, word, meaning);
    }
    const values = param.type === 'string' ? vocabulary(query, param) : [];
    if (values.length > 0) {
      const index = indexOf(values);
      longest = Math.max(longest, index.longest);
      indexes.push({ param, index });
    }
  }
  return {
    meanings: (phrase) => {
      const exact = [
        ...(choices.get(phrase) ?? []),
        ...indexes.flatMap(({ param, index }) => valueMeanings(param, index.values.get(phrase))),
      ];
      if (exact.length > 0) return exact;
      const stem = singularPhrase(phrase);
      return [
        ...(choices.get(stem) ?? []),
        ...indexes.flatMap(({ param, index }) => valueMeanings(param, index.values.get(stem) ?? index.stems.get(stem))),
      ];
    },
    announced: (phrase) => announcing.get(phrase) ?? [],
    longest: Math.min(longest, 8),
  };
}

function valueMeanings(param: Param, value: string | undefined): readonly Meaning[] {
  return value === undefined ? [] : [{ kind: 'value', param, value }];
}
