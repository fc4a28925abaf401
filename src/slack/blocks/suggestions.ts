import type { Item } from './filter-ids.ts';

import { normalizeText } from '../../text/normalize.ts';

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

function rankOf(text: string, wanted: string): number | undefined {
  if (text.startsWith(wanted)) return 0;
  if (text.includes(` ${wanted}`)) return 1;
  return text.includes(wanted) ? 2 : undefined;
}
