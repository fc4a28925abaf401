import type { Item } from './filter-ids.ts';

import { normalizeText } from '../../text/normalize.ts';
import { indexOf } from '../../text/value-index.ts';

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

/** Returns the values that match what a person has typed, ranked as `suggest` does, without normalizing a list twice. */
export function suggestValues(list: readonly string[], typed: string, limit: number): readonly string[] {
  const wanted = normalizeText(typed);
  if (wanted === '') return [...new Set(list.slice(0, limit))];
  const ranked: [string[], string[], string[]] = [[], [], []];
  for (const [normalized, values] of indexOf(list).values) {
    const rank = rankOf(normalized, wanted);
    if (rank !== undefined && ranked[rank].length < limit) ranked[rank].push(...values);
    if (ranked[0].length >= limit) break;
  }
  return [...new Set(ranked.flat())].slice(0, limit);
}

function rankOf(text: string, wanted: string): 0 | 1 | 2 | undefined {
  if (text.startsWith(wanted)) return 0;
  if (text.includes(` ${wanted}`)) return 1;
  return text.includes(wanted) ? 2 : undefined;
}
