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
  const ranked = items.flatMap((item) => {
    const rank = rankOf(normalizeText(item.text), wanted);
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
  let matching = 0;
  for (const [normalized, values] of indexOf(list).values) {
    const rank = rankOf(normalized, wanted);
    if (rank === undefined) continue;
    matching += values.length;
    if (ranked[rank].length < limit) ranked[rank].push(...values);
  }
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

function rankOf(text: string, wanted: string): 0 | 1 | 2 | undefined {
  if (text.startsWith(wanted)) return 0;
  if (text.includes(` ${wanted}`)) return 1;
  return text.includes(wanted) ? 2 : undefined;
}
