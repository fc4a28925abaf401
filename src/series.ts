import type { Palette } from './palette.ts';
import type { Point } from './points.ts';

import { foldOthers, isRest, naturalOrder, OTHER, rankLabels } from './points.ts';

export type Series = {
  readonly points: readonly Point[];
  /** Series names in drawing order, with the colour of each. */
  readonly colours: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
};

export type SeriesOptions = {
  readonly palette: Palette;
  readonly isAdditive: boolean;
  /** Colours given earlier in the conversation; kept. */
  readonly known?: Readonly<Record<string, string>>;
  readonly most?: number;
};

const MOST = 8;

/** The splits of points as series with colours: the largest first, what is too many folded into `Other` or left out. */
export function seriesOf(
  points: readonly Point[],
  { palette, isAdditive, known = {}, most = MOST }: SeriesOptions,
): Series {
  const ranked = rankLabels(points, 'split');
  if (ranked.length <= most)
    return { points, colours: colour(naturalOrder(ranked) ?? ranked, palette, known), notes: [] };
  const kept = ranked.slice(0, isAdditive ? most - 1 : most);
  const keptSet = new Set(kept);
  if (isAdditive) {
    const names = [...kept.filter((name) => name !== OTHER), OTHER];
    return { points: foldOthers(points, 'split', keptSet), colours: colour(names, palette, known), notes: [] };
  }
  return {
    points: points.filter(({ split }) => keptSet.has(split)),
    colours: colour(kept, palette, known),
    notes: [`The largest ${most} of ${ranked.length} are shown.`],
  };
}

/** Known colours stay; the others take those not yet taken, in the palette's order. */
function colour(names: readonly string[], { series, rest }: Palette, known: Readonly<Record<string, string>>) {
  const isKnown = (name: string) => Object.hasOwn(known, name);
  const taken = new Set(names.filter(isKnown).map((name) => known[name]));
  const free = series.filter((candidate) => !taken.has(candidate));
  const colours: Record<string, string> = Object.create(null);
  for (const name of names) {
    colours[name] = isKnown(name) ? known[name]! : isRest(name) ? rest : (free.shift() ?? rest);
  }
  return colours;
}
