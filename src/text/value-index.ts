import { setImmediate as nextTurn } from 'node:timers/promises';

import { prepareNearest } from './nearest.ts';
import { normalizeText, singular } from './normalize.ts';

/** An index of a list of values by their normalized texts, to find all spellings of what a person types. */
export type ValueIndex = {
  /** All values of a normalized text, in the order of the list. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** The values by the singular of their normalized text, where that differs. */
  readonly stems: ReadonlyMap<string, readonly string[]>;
  /** The normalized texts that contain a word, in the order of the list. */
  readonly holding: ReadonlyMap<string, readonly string[]>;
  /** The number of words of the longest value. */
  readonly longest: number;
};

/** Indexes by their list: a list of 100,000 values is normalized once, as long as it stays the same array. */
const INDEXES = new WeakMap<readonly string[], ValueIndex>();

/** Finds the values that a typed text means: the one spelt exactly so, else all that are equal to it once normalized. */
export function findValues(list: readonly string[], text: string): readonly string[] {
  return preferExact(indexOf(list).values.get(normalizeText(text)) ?? [], text);
}

/** Whether a list has a value, spelt exactly so. */
export function isListed(list: readonly string[], value: string): boolean {
  const normalized = normalizeText(value);
  return normalized === '' ? list.includes(value) : (indexOf(list).values.get(normalized)?.includes(value) ?? false);
}

/** Returns, of values that normalize alike, the one spelt exactly as typed, else all. */
export function preferExact(values: readonly string[], text: string): readonly string[] {
  return values.length > 1 && values.includes(text) ? [text] : values;
}

/**
 * Returns the values whose normalized text contains a normalized phrase as whole words and is longer than it, in the
 * order of the list; stops once at least `most` are found.
 */
export function valuesHolding({ values, holding }: ValueIndex, phrase: string, most: number): readonly string[] {
  const [first = [], ...others] = phrase.split(' ').map((word) => holding.get(word) ?? []);
  const shortest = others.reduce((least, texts) => (texts.length < least.length ? texts : least), first);
  const found: string[] = [];
  for (const text of shortest) {
    if (found.length >= most) break;
    if (text.length > phrase.length && ` ${text} `.includes(` ${phrase} `))
      found.push(...values.get(text)!.filter((value) => !found.includes(value)));
  }
  return found;
}

/** Indexes a list by normalized texts. */
export function indexOf(list: readonly string[]): ValueIndex {
  const built = INDEXES.get(list);
  if (built) return built;
  const steps = building(list);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Indexes a list as `indexOf` does, for near misses too, and lets other work of the process run in between: 100,000 values take half a second. */
export async function prepareIndex(list: readonly string[]): Promise<void> {
  if (INDEXES.has(list)) return;
  for (const steps of [building(list), prepareNearest(list)]) while (!steps.next().done) await nextTurn();
}

/** So many values are indexed in a few milliseconds. */
const STEP = 500;

function* building(list: readonly string[]): Generator<undefined, ValueIndex> {
  const values = new Map<string, string[]>();
  const stems = new Map<string, string[]>();
  const holding = new Map<string, string[]>();
  let longest = 1;
  for (const [position, value] of list.entries()) {
    if (position % STEP === STEP - 1) yield;
    for (const normalized of spellingsOf(value)) {
      const words = normalized.split(' ');
      if (!values.has(normalized)) for (const word of new Set(words)) add(holding, word, normalized);
      add(values, normalized, value);
      const stem = words.map(singular).join(' ');
      if (stem !== normalized) add(stems, stem, value);
      longest = Math.max(longest, words.length);
    }
  }
  for (const [stem, whole] of shortNames(list)) if (!values.has(stem) && !stems.has(stem)) stems.set(stem, [whole]);
  const index = { values, stems, holding, longest };
  INDEXES.set(list, index);
  return index;
}

/** Not that of `Sales & Co`, which is one name. */
const LEGAL_FORM = /(?<!&|\band)[\s,]+(?:ltd|limited|inc|corp|co|llc|plc|gmbh|ag|s\.?a|b\.?v|n\.?v|oy|ab|a\.?s)\.?$/i;

/** The names of companies without their legal form, `Blue Toys` for `Blue Toys, Ltd`, in the singular: those of several words that are of one company only. */
function shortNames(list: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string | undefined>();
  for (const value of list) {
    const words = LEGAL_FORM.test(value) ? normalizeText(value.replace(LEGAL_FORM, '')).split(' ') : [];
    const stem = words.map(singular).join(' ');
    if (words.length > 1) names.set(stem, names.has(stem) ? undefined : value);
  }
  return new Map([...names].filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** A value normalized, and once more without its apostrophes: `Kelly's Shop` is typed `Kellys Shop`, too. */
function spellingsOf(value: string): ReadonlySet<string> {
  const spellings = [value, value.replace(/(?<=\p{L}|\d)['’](?=\p{L})/gu, '')].map(normalizeText);
  return new Set(spellings.filter((spelling) => spelling !== ''));
}

function add(map: Map<string, string[]>, key: string, value: string): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
