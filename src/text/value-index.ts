import { normalizeText, singular } from './normalize.ts';

/** A value of a list by its folded text, however long the list; undefined when none folds so. */
export function findValue(list: readonly string[], folded: string): string | undefined {
  return indexOf(list).values.get(folded);
}

export type ValueIndex = {
  readonly values: ReadonlyMap<string, string>;
  readonly stems: ReadonlyMap<string, string>;
  readonly longest: number;
};

const INDEXES = new WeakMap<readonly string[], ValueIndex>();

/** Values by their folded text; of two that fold alike the first counts. Built once for one list. */
export function indexOf(list: readonly string[]): ValueIndex {
  const built = INDEXES.get(list);
  if (built) return built;
  const values = new Map<string, string>();
  const stems = new Map<string, string>();
  let longest = 1;
  for (const value of list) {
    const folded = normalizeText(value);
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

export function singularPhrase(phrase: string): string {
  return phrase.split(' ').map(singular).join(' ');
}
