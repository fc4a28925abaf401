import type { ChartInput, DrawnMeasure } from '../chart-input.ts';

/** A category or series with its value and its baseline. */
export type CategoryTotal = { readonly name: string; readonly value: number; readonly baseline: number | null };

/**
 * Returns the value of each category or series, in the order of the table: sums where the measure may be added up,
 * else single values. `latest` is the time of the single values; without it, they are of all times.
 */
export function categoryTotals(
  { time, dimensions }: ChartInput,
  { points, isAdditive }: DrawnMeasure,
  latest?: number,
): readonly CategoryTotal[] {
  const isSingle = !time && dimensions.length === 1; // each category has one point already
  if (isAdditive && !isSingle) return addUp(points, time ? 'series' : 'category');
  return points.flatMap(({ time: at, category, series, value, baseline }) => {
    if (value === null || (latest !== undefined && at !== latest)) return [];
    const name = category === '' || series === '' ? category || series : `${category} · ${series}`;
    return [{ name, value, baseline }];
  });
}

function addUp(points: DrawnMeasure['points'], field: 'category' | 'series'): readonly CategoryTotal[] {
  const totals = new Map<string, { name: string; value: number; baseline: number | null }>();
  for (const { value, baseline, [field]: name } of points) {
    if (value === null) continue;
    const known = totals.get(name);
    if (!known) totals.set(name, { name, value, baseline });
    else {
      known.value += value;
      if (baseline !== null) known.baseline = (known.baseline ?? 0) + baseline;
    }
  }
  return [...totals.values()];
}
