import { z } from 'zod';

/** Returns the schema of a list of `least` to `most` items. */
export function list<Item extends z.ZodType>(item: Item, most: number, least = 1): z.ZodArray<Item> {
  return z.array(item).min(least).max(most);
}
