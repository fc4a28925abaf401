import { greatest } from 'd3-array';

import type { ChartInput } from '../chart-input.ts';
import type { Palette } from '../palette.ts';
import type { DatedPoint } from '../points.ts';
import type { Series } from '../series.ts';
import type { Line } from './line-rows.ts';
import type { Json } from './plot.ts';

import { capital } from '../../text/text.ts';
import { dotsOf } from './line-rows.ts';
import { layer, OWN_COLOUR, OWN_TEXT } from './plot.ts';

/** More points than this are drawn with a thin line. */
export const DENSE = 300;

/** Makes one line for each series; without series, the measure's own and below it that of its baseline. */
export function linesOf(
  { measures, options, palette }: ChartInput,
  { points, colours }: Series<DatedPoint>,
): readonly Line[] {
  if (points.some(({ series }) => series !== '')) {
    const bySeries = Map.groupBy(points, ({ series }) => series);
    return Object.entries(colours).map(([name, colour]) => {
      return { name, colour, width: 2.25, ...dotsOf(bySeries.get(name) ?? [], 'value') };
    });
  }
  const width = points.length > DENSE ? 1 : 2.5;
  const now = { name: measures[0].name, colour: palette.main, width, ...dotsOf(points, 'value') };
  if (!options.comparison || points.every(({ baseline }) => baseline === null)) return [now];
  const name = capital(options.comparison.label);
  const before = dotsOf(points, 'baseline');
  return [{ name, colour: palette.baseline, width: Math.min(width, 1.75), ...before }, now];
}

/** Makes the row that writes the highest value of a line alone, unless it stands at an end, where its value is written already. */
export function peakRows(lines: readonly Line[], last: number, write: (value: number | null) => string) {
  const [line, second] = lines;
  if (!line || second) return [];
  const dots = line.dots.filter(({ value }) => value !== null);
  const peak = greatest(dots, ({ value }) => value ?? Number.NaN);
  if (!peak || dots.length < 4 || peak.time === last || peak === dots[0]) return [];
  return [{ part: 'peak', time: peak.time, value: peak.value, text: write(peak.value) }];
}

/** Makes the layers that draw the rows of lines, those of which there are rows. */
export function lineLayers(
  rows: readonly { readonly part: string }[],
  y: Json,
  { palette, isDense }: { readonly palette: Palette; readonly isDense: boolean },
): readonly Json[] {
  const parts = new Set(rows.map(({ part }) => part));
  return Object.entries(layersByPart(y, palette, isDense)).flatMap(([part, each]) => (parts.has(part) ? [each] : []));
}

function layersByPart(y: Json, palette: Palette, isDense: boolean): Readonly<Record<string, Json>> {
  const stroke = {
    detail: { field: 'name', type: 'nominal' },
    color: OWN_COLOUR,
    strokeWidth: { field: 'width', type: 'quantitative', scale: null },
  };
  const line = { type: 'line', strokeJoin: isDense ? 'bevel' : 'round' };
  const text = { type: 'text', color: palette.muted };
  return {
    solid: layer('solid', { ...line, invalid: 'break-paths-show-path-domains' }, stroke),
    dashed: layer('dashed', { ...line, strokeDash: [5, 4] }, stroke),
    dot: layer('dot', { type: 'circle', size: 36, opacity: 1 }, { color: OWN_COLOUR }),
    end: layer(
      'end',
      { ...text, align: 'left', dx: 8, fontWeight: 600, limit: 150 },
      { y: { ...y, field: 'place' }, ...OWN_TEXT, color: OWN_COLOUR },
    ),
    peak: layer('peak', { ...text, align: 'center', dy: -11 }, OWN_TEXT),
  };
}
