import type { Theme } from '../palette.ts';

import { PALETTES } from '../palette.ts';

/** The Vega-Lite config of our look. A spec's own config wins over it, key by key. */
export function themeConfig(theme: Theme): Readonly<Record<string, unknown>> {
  const { background, text, muted, grid, axis, main, series, scale } = PALETTES[theme];
  return {
    aria: false,
    background,
    font: 'Inter',
    padding: 8,
    view: { stroke: null, continuousWidth: 400, continuousHeight: 240 },
    title: {
      anchor: 'start',
      frame: 'group',
      color: text,
      fontSize: 16,
      fontWeight: 600,
      offset: 12,
      limit: 1000,
      subtitleColor: muted,
      subtitleFontSize: 13,
      subtitlePadding: 5,
    },
    axis: {
      labelColor: muted,
      labelFontSize: 13,
      labelFontWeight: 400,
      labelLimit: 180,
      labelOverlap: true,
      labelSeparation: 6,
      labelPadding: 6,
      titleColor: muted,
      titleFontSize: 13,
      titleFontWeight: 400,
      titlePadding: 8,
      titleLimit: 400,
      gridColor: grid,
      domainColor: axis,
      tickColor: axis,
      tickSize: 4,
    },
    axisQuantitative: { domain: false, ticks: false },
    axisBand: { ticks: false, grid: false },
    legend: {
      labelColor: muted,
      labelFontSize: 13,
      labelLimit: 180,
      titleColor: muted,
      titleFontSize: 13,
      titleFontWeight: 400,
      symbolStrokeWidth: 2,
      columnPadding: 14,
    },
    header: {
      labelColor: text,
      labelFontSize: 13,
      labelFontWeight: 600,
      titleColor: muted,
      titleFontSize: 13,
      titleFontWeight: 400,
    },
    text: { color: text, fontSize: 13, limit: 2000 },
    mark: { color: main },
    arc: { stroke: background, strokeWidth: 1 },
    line: { strokeWidth: 2.5 },
    range: { category: series, heatmap: scale, ramp: scale },
  };
}
