import { z } from 'zod';

/** Returns the rule for a list of `least` (1 unless given) to `most` items. */
export function list<Item extends z.ZodType>(item: Item, most: number, least = 1): z.ZodArray<Item> {
  return z.array(item).min(least).max(most);
}
