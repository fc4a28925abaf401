import type { Param, Query } from './query.ts';

import { fold, singular } from './fold.ts';

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
      add(announcing, fold(word), param);
    for (const { name, label, aliases } of param.choices) {
      const meaning: Meaning = { kind: 'choice', param, value: name };
      for (const word of new Set([name, label, ...aliases].flatMap((text) => [fold(text), singularPhrase(fold(text))])))
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

/** A value of a list by its folded text, however long the list; undefined when none folds so. */
export function findValue(list: readonly string[], folded: string): string | undefined {
  return indexOf(list).values.get(folded);
}

type ValueIndex = {
  readonly values: ReadonlyMap<string, string>;
  readonly stems: ReadonlyMap<string, string>;
  readonly longest: number;
};

const INDEXES = new WeakMap<readonly string[], ValueIndex>();

/** Values by their folded text; of two that fold alike the first counts. Built once for one list. */
function indexOf(list: readonly string[]): ValueIndex {
  const built = INDEXES.get(list);
  if (built) return built;
  const values = new Map<string, string>();
  const stems = new Map<string, string>();
  let longest = 1;
  for (const value of list) {
    const folded = fold(value);
    if (folded === '' || values.has(folded)) continue;
    values.set(folded, value);
    const stem = singularPhrase(folded);
    if (stem !== folded && !stems.has(stem)) stems.set(stem, value);
    longest = Math.max(longest, folded.split(' ').length);
  }
  const index = { values, stems, longest };
  INDEXES.set(list, index);
  return index;
}

function valueMeanings(param: Param, value: string | undefined): readonly Meaning[] {
  return value === undefined ? [] : [{ kind: 'value', param, value }];
}

function singularPhrase(phrase: string): string {
  return phrase.split(' ').map(singular).join(' ');
}
