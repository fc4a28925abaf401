import type { Item } from './filter-ids.ts';

import { normalizeText } from '../../text/normalize.ts';
import { formatNumber } from '../../text/number.ts';
import { indexOf } from '../../text/value-index.ts';
import { controlWords } from '../words.ts';

/**
 * Returns the items that match what a person has typed: those that begin with it first, then those with a word that
 * begins with it, then those that contain it.
 */
export function suggest(items: readonly Item[], typed: string, limit: number): readonly Item[] {
  const wanted = normalizeText(typed);
  if (wanted === '') return items.slice(0, limit);
  const rankOf = rankingOf(wanted);
  const ranked = items.flatMap((item) => {
    const rank = rankOf(normalizeText(item.text));
    return rank === undefined ? [] : [{ item, rank }];
  });
  return ranked
    .sort((left, right) => left.rank - right.rank)
    .slice(0, limit)
    .map(({ item }) => item);
}

/** The first values that match what was typed, and how many values match of how many. */
export type SuggestedValues = { readonly values: readonly string[]; readonly matching: number; readonly all: number };

/** Returns the values that match what a person has typed, ranked as `suggest` does, without normalizing a list twice. */
export function suggestValues(list: readonly string[], typed: string, limit: number): SuggestedValues {
  const wanted = normalizeText(typed);
  const all = list.length;
  if (wanted === '') return { values: [...new Set(list.slice(0, limit))], matching: all, all };
  const ranked: [string[], string[], string[]] = [[], [], []];
  const rankOf = rankingOf(wanted);
  const counted = new Set<string>();
  let matching = 0;
  indexOf(list).values.forEach((values, normalized) => {
    const rank = rankOf(normalized);
    if (rank === undefined) return;
    if (ranked[rank].length < limit) ranked[rank].push(...values);
    for (const value of values) {
      if (hasTwoSpellings(value) && counted.size === counted.add(value).size) continue; // found by the other one
      matching += 1;
    }
  });
  return { values: [...new Set(ranked.flat())].slice(0, limit), matching, all };
}

/** Says above suggested values how many there are: `12 of 100,000 match`. `locale` is the language tag for the numbers. */
export function suggestedWords({ values, matching, all }: SuggestedValues, locale?: string): string {
  const [found, whole, shown] = [matching, all, values.length].map((count) =>
    formatNumber(count, { style: 'full', locale }),
  ) as [string, string, string];
  const first = matching > values.length ? controlWords.firstOffered(shown) : '';
  return `${matching === all ? controlWords.offered(whole) : controlWords.matching(found, whole)}${first}`;
}

/** A value with an apostrophe is indexed with and without it. */
function hasTwoSpellings(value: string): boolean {
  return value.includes("'") || value.includes('’');
}

/** Returns how well texts match what was typed, the best 0; undefined for one that does not. Most of 100,000 texts are searched once. */
function rankingOf(wanted: string): (text: string) => 0 | 1 | 2 | undefined {
  const asWord = ` ${wanted}`;
  return (text) => {
    const first = text.indexOf(wanted);
    if (first <= 0) return first === 0 ? 0 : undefined;
    return text[first - 1] === ' ' || text.includes(asWord, first) ? 1 : 2;
  };
}
