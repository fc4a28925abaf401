import type { Theme } from '../chart/palette.ts';

import { PALETTES } from '../chart/palette.ts';

type Config = Readonly<Record<string, unknown>>;

/** The Vega-Lite config of specs that others wrote: Vega's own look, on a white background and in the installed fonts. */
export const FOREIGN_CONFIG: Config = {
  aria: false,
  background: '#ffffff',
  title: { limit: 2000 },
  text: { limit: 2000 },
};

/** Returns the Vega-Lite config of Owlpost's look. A spec's own config overrides it, key by key. */
export function owlpostConfig(theme: Theme): Config {
  const { background, text, muted, grid, axis, main, other, series, scale } = PALETTES[theme];
  const small = { labelFontSize: 13, labelColor: muted, titleFontSize: 13, titleFontWeight: 400, titleColor: muted };
  return {
    aria: false,
    background,
    padding: 10,
    view: { stroke: null },
    title: { color: text, fontSize: 15, fontWeight: 600, limit: 2000, subtitleColor: muted, subtitleFontSize: 12 },
    axis: {
      ...small,
      gridColor: grid,
      domainColor: axis,
      tickColor: axis,
      labelLimit: 180,
      labelOverlap: true,
      labelSeparation: 6,
      labelPadding: 6,
      titlePadding: 8,
      titleLimit: 400,
      tickSize: 4,
    },
    axisQuantitative: { domain: false, ticks: false },
    axisBand: { ticks: false, grid: false },
    legend: { ...small, labelLimit: 180, columnPadding: 14 },
    header: { ...small, labelColor: text, labelFontWeight: 600 },
    mark: { color: main },
    text: { color: text, limit: 2000, fontSize: 13 },
    arc: { stroke: background, strokeWidth: 1 },
    line: { strokeWidth: 2.5 },
    range: { category: [...series, other, muted], heatmap: scale, ramp: scale },
  };
}
