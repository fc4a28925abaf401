import type { ChartInput } from './chart-input.ts';
import type { Palette } from './palette.ts';
import type { Point } from './points.ts';

import { formatLabel } from '../text/text.ts';
import { naturalOrder, naturalRank } from './order.ts';
import { isOtherOrUnknown, OTHER } from './points.ts';
import { mergeOthers, rankCategories } from './top.ts';

/** The series of a chart, each with its colour. */
export type Series<T extends Point = Point> = {
  readonly points: readonly T[];
  /** Series names in drawing order, with the colour of each as `#rrggbb`. */
  readonly colours: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
};

/** How series are chosen and coloured. */
export type SeriesOptions = {
  readonly palette: Palette;
  readonly isAdditive: boolean;
  /** All the values that the series can have, in a stable order. */
  readonly values?: readonly string[];
  /** The most series that are shown; 8 when missing. */
  readonly most?: number;
};

const MOST = 8;

/**
 * Chooses the series that are shown, the largest first or in natural order, with a colour for each. The others are
 * combined into `Other` where they may be added up, else left out with a note.
 */
export function chooseSeries<T extends Point>(
  points: readonly T[],
  { palette, isAdditive, values = [], most = MOST }: SeriesOptions,
): Series<T> {
  const ranked = rankCategories(points, 'series', { isAdditive });
  if (ranked.length <= most)
    return { points, colours: chooseColours(naturalOrder(ranked) ?? ranked, palette, values), notes: [] };
  const kept = ranked.slice(0, isAdditive ? most - 1 : most);
  const keptSet = new Set(kept);
  if (isAdditive) {
    const names = [...kept.filter((name) => name !== OTHER), OTHER];
    const merged = mergeOthers(points, 'series', keptSet) as readonly T[]; // a merged point keeps its time
    return { points: merged, colours: chooseColours(names, palette, values), notes: [] };
  }
  return {
    points: points.filter(({ series }) => keptSet.has(series)),
    colours: chooseColours(kept, palette, values),
    notes: [`The largest ${most} of ${ranked.length} are shown.`],
  };
}

/** Returns the known values of the series, or of the only dimension. */
export function listedValues({ time, dimensions, options }: ChartInput): readonly string[] {
  const column = time && dimensions.length > 1 ? undefined : dimensions.at(-1);
  if (!column) return [];
  if (column.isBoolean) return ['Yes', 'No'];
  const listed = options.values && Object.hasOwn(options.values, column.name) ? options.values[column.name] : undefined;
  return (listed ?? []).map(formatLabel);
}

/**
 * Chooses a stable colour for each name: by its index among the listed values, else by its rank in the order in which
 * people count, else by a hash of its letters. On a clash the later name takes the next free colour.
 */
function chooseColours(names: readonly string[], { series, other }: Palette, values: readonly string[]) {
  const listed = new Map(values.filter((value) => !isOtherOrUnknown(value)).map((value, index) => [value, index]));
  const ranked = names
    .filter((name) => !isOtherOrUnknown(name))
    .map((name) => ({ name, rank: listed.get(name) ?? naturalRank(name) ?? hashOf(name) }))
    .sort((a, b) => Number(listed.has(b.name)) - Number(listed.has(a.name)) || a.rank - b.rank);
  const taken = new Map<number, string>();
  for (const { name, rank } of ranked) {
    let free = rank % series.length;
    while (taken.has(free) && taken.size < series.length) free = (free + 1) % series.length;
    taken.set(free, name);
  }
  const indexes = new Map([...taken].map(([index, name]) => [name, index]));
  const colours: Record<string, string> = Object.create(null);
  for (const name of names) colours[name] = series[indexes.get(name) ?? -1] ?? other;
  return colours;
}

/** The FNV-1a hash of a name. http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193) >>> 0;
  return hash;
}
