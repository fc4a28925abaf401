import type { Theme } from '../palette.ts';

import { PALETTES } from '../palette.ts';

type Config = Readonly<Record<string, unknown>>;

/** The Vega-Lite config of our look, for charts that we lay out. A spec's own config wins over it, key by key. */
export function houseConfig(theme: Theme): Config {
  const { background, text, muted, axis } = PALETTES[theme];
  const guest = guestConfig(theme) as Readonly<Record<string, Config>>;
  const small = { labelFontSize: 13, labelColor: muted, titleFontSize: 13, titleFontWeight: 400, titleColor: muted };
  return {
    ...guest,
    view: { ...guest.view, stroke: null },
    axis: {
      ...guest.axis,
      ...small,
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
    legend: { ...guest.legend, ...small, labelLimit: 180, columnPadding: 14 },
    header: { ...guest.header, ...small, labelColor: text, labelFontWeight: 600 },
    text: { ...guest.text, fontSize: 13 },
    arc: { stroke: background, strokeWidth: 1 },
    line: { strokeWidth: 2.5 },
  };
}

/** Our colours and letters for the charts of others, and nothing that would move or leave out what they drew. */
export function guestConfig(theme: Theme): Config {
  const { background, text, muted, grid, main, rest, series, scale } = PALETTES[theme];
  return {
    aria: false,
    background,
    font: 'Inter',
    padding: 10,
    view: { stroke: grid },
    title: { color: text, fontSize: 15, fontWeight: 600, limit: 2000, subtitleColor: muted, subtitleFontSize: 12 },
    axis: {
      labelColor: muted,
      titleColor: text,
      titleFontWeight: 600,
      gridColor: grid,
      domainColor: muted,
      tickColor: muted,
      labelSeparation: 4, // Vega's own widths are too wide, and so keep labels apart; ours are true
    },
    legend: { labelColor: muted, titleColor: text, titleFontWeight: 600 },
    header: { labelColor: text, titleColor: text, titleFontWeight: 600 },
    text: { color: text, limit: 2000 },
    mark: { color: main },
    range: { category: [...series, rest, muted], heatmap: scale, ramp: scale },
  };
}
