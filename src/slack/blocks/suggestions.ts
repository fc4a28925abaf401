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
    const text = normalizeText(item.text);
    const rank = text.startsWith(wanted) ? 0 : text.includes(` ${wanted}`) ? 1 : text.includes(wanted) ? 2 : 3;
    return rank < 3 ? [{ item, rank }] : [];
  });
  return ranked
    .sort((left, right) => left.rank - right.rank)
    .slice(0, limit)
    .map(({ item }) => item);
}
