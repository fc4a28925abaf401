import type { Point } from './points.ts';

import { naturalOrder } from './order.ts';
import { mergePoints, OTHER } from './points.ts';

const RANKED = 100;

/** Labels by their values, added up or else their mean, largest first, those without any value last. Of very many the first hundred are in order. */
export function rankCategories(
  points: readonly Point[],
  field: 'label' | 'split',
  { isAdditive }: { isAdditive: boolean },
): readonly string[] {
  const sizes = new Map<string, Sized>();
  for (const point of points) {
    const label = point[field];
    let size = sizes.get(label);
    if (!size) {
      size = { label, total: 0, count: 0 };
      sizes.set(label, size);
    }
    if (point.value === null) continue;
    size.total += point.value;
    size.count += 1;
  }
  const sizeOf = ({ total, count }: Sized) => (count === 0 ? -Infinity : isAdditive ? total : total / count);
  const ordered = largest([...sizes.values()], sizeOf, RANKED).map(({ label }) => label);
  for (const label of ordered) sizes.delete(label);
  return [...ordered, ...sizes.keys()];
}

type Sized = { readonly label: string; total: number; count: number };

/** The `most` largest items, largest first; equal ones in their own order. Few are sorted, however many there are. */
export function largest<T>(items: readonly T[], sizeOf: (item: T) => number, most: number): readonly T[] {
  const cut = (some: readonly T[]) =>
    some.toSorted((a, b) => (sizeOf(a) === sizeOf(b) ? 0 : sizeOf(b) - sizeOf(a))).slice(0, most);
  let kept: T[] = [];
  let least = Number.NaN; // unknown until the first cut
  for (const item of items) {
    if (sizeOf(item) <= least) continue;
    kept.push(item);
    if (kept.length < most * 8) continue;
    kept = cut(kept);
    least = sizeOf(kept.at(-1)!);
  }
  return cut(kept);
}

export type TopCategories = {
  readonly points: readonly Point[];
  readonly labels: readonly string[];
  readonly notes: readonly string[];
};

/**
 * Keeps the `most` largest labels, largest first. The others become `Other (12)` when they may be added up, and one
 * sentence when not.
 */
export function topCategories(
  points: readonly Point[],
  { most, isAdditive }: { most: number; isAdditive: boolean },
): TopCategories {
  const bySize = rankCategories(points, 'label', { isAdditive });
  const ranked = (bySize.length <= most + 1 && naturalOrder(bySize)) || bySize;
  if (ranked.length <= most + 1) return { points, labels: ranked, notes: [] };
  const labels = ranked.slice(0, most);
  const kept = new Set(labels);
  if (!isAdditive) {
    const notes = [`The largest ${most} of ${ranked.length} are shown.`];
    return { points: points.filter(({ label }) => kept.has(label)), labels, notes };
  }
  const others = `${OTHER} (${ranked.length - most})`;
  return { points: mergeOthers(points, 'label', kept, others), labels: [...labels, others], notes: [] };
}

/** Every label that is not kept becomes `name`, its values added up. */
export function mergeOthers(
  points: readonly Point[],
  field: 'label' | 'split',
  kept: ReadonlySet<string>,
  name: string = OTHER,
): readonly Point[] {
  return mergePoints(points.map((point) => (kept.has(point[field]) ? point : { ...point, [field]: name })));
}
