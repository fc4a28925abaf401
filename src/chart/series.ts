import type { ChartInput } from './options.ts';
import type { Palette } from './palette.ts';
import type { Point } from './points.ts';

import { formatLabel } from '../text/text.ts';
import { naturalOrder, naturalRank } from './order.ts';
import { isOtherOrUnknown, OTHER } from './points.ts';
import { mergeOthers, rankCategories } from './top.ts';

export type Series = {
  readonly points: readonly Point[];
  /** Series names in drawing order, with the colour of each. */
  readonly colours: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
};

export type SeriesOptions = {
  readonly palette: Palette;
  readonly isAdditive: boolean;
  /** All the values that the split can have, in an order that stays. */
  readonly values?: readonly string[];
  readonly most?: number;
};

const MOST = 8;

/** The splits of points as series with colours: the largest first, what is too many folded into `Other` or left out. */
export function chooseSeries(
  points: readonly Point[],
  { palette, isAdditive, values = [], most = MOST }: SeriesOptions,
): Series {
  const ranked = rankCategories(points, 'split', { isAdditive });
  if (ranked.length <= most)
    return { points, colours: colour(naturalOrder(ranked) ?? ranked, palette, values), notes: [] };
  const kept = ranked.slice(0, isAdditive ? most - 1 : most);
  const keptSet = new Set(kept);
  if (isAdditive) {
    const names = [...kept.filter((name) => name !== OTHER), OTHER];
    return { points: mergeOthers(points, 'split', keptSet), colours: colour(names, palette, values), notes: [] };
  }
  return {
    points: points.filter(({ split }) => keptSet.has(split)),
    colours: colour(kept, palette, values),
    notes: [`The largest ${most} of ${ranked.length} are shown.`],
  };
}

/** The values that what is coloured can have, as far as they are listed: of the split, or of the only dimension. */
export function listedValues({ fields: { time, dimensions }, options }: ChartInput): readonly string[] {
  const column = time && dimensions.length > 1 ? undefined : dimensions.at(-1);
  const listed = options.values ?? {};
  if (column?.isBoolean) return ['Yes', 'No'];
  return column && Object.hasOwn(listed, column.name) ? listed[column.name]!.map(formatLabel) : [];
}

/**
 * A name has the same colour in every chart: its place among all values, in the order in which people count them, or
 * made of its letters, chooses from the palette. Of names that meet there, those of a later place move on.
 */
function colour(names: readonly string[], { series, other }: Palette, values: readonly string[]) {
  const listed = new Map(values.filter((value) => !isOtherOrUnknown(value)).map((value, index) => [value, index]));
  const placed = names
    .filter((name) => !isOtherOrUnknown(name))
    .map((name) => ({ name, place: listed.get(name) ?? naturalRank(name) ?? letterSum(name) }))
    .sort((a, b) => Number(listed.has(b.name)) - Number(listed.has(a.name)) || a.place - b.place);
  const taken = new Map<number, string>();
  for (const { name, place } of placed) {
    let free = place % series.length;
    while (taken.has(free) && taken.size < series.length) free = (free + 1) % series.length;
    taken.set(free, name);
  }
  const places = new Map([...taken].map(([place, name]) => [name, place]));
  const colours: Record<string, string> = Object.create(null);
  for (const name of names) colours[name] = series[places.get(name) ?? -1] ?? other;
  return colours;
}

/** FNV-1a: a number for a name that no list has. */
function letterSum(name: string): number {
  let sum = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) sum = Math.imul(sum ^ name.charCodeAt(index), 0x01000193) >>> 0;
  return sum;
}
