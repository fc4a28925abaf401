import type { Point } from './points.ts';

import { MOST_IN_ORDER, shownInOrder } from './order.ts';
import { categoriesOf, mergePoints, OTHER } from './points.ts';

const RANKED = 100;

/**
 * Ranks categories or series by their sums, or else their means, the largest first and those without a value last. Of
 * more than 100, only the first hundred are sorted.
 */
export function rankCategories(
  points: readonly Point[],
  field: 'category' | 'series',
  { isAdditive }: { readonly isAdditive: boolean },
): readonly string[] {
  const sizes = new Map<string, Size>();
  for (const point of points) {
    const name = point[field];
    let size = sizes.get(name);
    if (!size) {
      size = { name, total: 0, count: 0 };
      sizes.set(name, size);
    }
    if (point.value === null) continue;
    size.total += point.value;
    size.count += 1;
  }
  const sizeOf = ({ total, count }: Size) => {
    if (count === 0) return -Infinity;
    return isAdditive ? total : total / count;
  };
  const ranked = largest([...sizes.values()], sizeOf, RANKED).map(({ name }) => name);
  for (const name of ranked) sizes.delete(name);
  return [...ranked, ...sizes.keys()];
}

type Size = { readonly name: string; total: number; count: number };

/** Returns the `most` largest items, the largest first, equal ones in their given order. Sorts only as many as needed. */
export function largest<T>(items: readonly T[], sizeOf: (item: T) => number, most: number): readonly T[] {
  const descending = (a: T, b: T) => (sizeOf(a) === sizeOf(b) ? 0 : sizeOf(b) - sizeOf(a));
  const first = (some: readonly T[]) => some.toSorted(descending).slice(0, most);
  let kept: T[] = [];
  let least = Number.NaN; // unknown until the first sort
  for (const item of items) {
    if (sizeOf(item) <= least) continue;
    kept.push(item);
    if (kept.length < most * 8) continue;
    kept = first(kept);
    least = sizeOf(kept[most - 1] ?? item);
  }
  return first(kept);
}

/** The categories that a chart shows, with their points and a note on those that it leaves out. */
export type TopCategories = {
  readonly points: readonly Point[];
  readonly categories: readonly string[];
  readonly notes: readonly string[];
};

/** How many categories are shown, whether their values may be added up, and whether they keep the order of their rows. */
export type TopOptions = { readonly most: number; readonly isAdditive: boolean; readonly isOrdered?: boolean };

/**
 * Keeps the `most` largest categories, largest first, or all of them in natural order or in the order of their
 * author. The others are combined into `Other (12)` when they may be added up, else left out with a note.
 */
export function topCategories(
  points: readonly Point[],
  { most, isAdditive, isOrdered = false }: TopOptions,
): TopCategories {
  const ranked = rankCategories(points, 'category', { isAdditive });
  const counted = orderedCategories(points, isOrdered, most + 1);
  if (counted) return { points, categories: counted, notes: [] };
  if (ranked.length <= most + 1) return { points, categories: ranked, notes: [] };
  const categories = ranked.slice(0, most);
  const kept = new Set(categories);
  if (!isAdditive) {
    const notes = [`The largest ${most} of ${ranked.length} are shown.`];
    return { points: points.filter(({ category }) => kept.has(category)), categories, notes };
  }
  const other = `${OTHER} (${ranked.length - most})`;
  return { points: mergeOthers(points, 'category', kept, other), categories: [...categories, other], notes: [] };
}

const MOST_ALONG_LINE = 16;

/**
 * Returns the categories of points in the order of their author or in their natural one; undefined where they have none,
 * or are more than can be shown side by side.
 */
export function orderedCategories(
  points: readonly Point[],
  isOrdered = false,
  most: number = MOST_ALONG_LINE,
): readonly string[] | undefined {
  const categories = categoriesOf(points);
  return isOrdered && categories.length <= MOST_IN_ORDER ? categories : shownInOrder(categories, most);
}

/** Renames every category or series that is not kept to `name` and adds up their values. */
export function mergeOthers(
  points: readonly Point[],
  field: 'category' | 'series',
  kept: ReadonlySet<string>,
  name: string = OTHER,
): readonly Point[] {
  return mergePoints(points.map((point) => (kept.has(point[field]) ? point : { ...point, [field]: name })));
}
