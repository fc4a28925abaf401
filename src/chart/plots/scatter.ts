import type { ChartInput, DrawnMeasure } from '../chart-input.ts';
import type { Palette } from '../palette.ts';
import type { Domains } from './dot-labels.ts';
import type { Json, Plot } from './plot.ts';

import { numberOf } from '../../table/table.ts';
import { formatCategory } from '../points.ts';
import { countRows } from '../sentences/value-words.ts';
import { numberTicks } from '../ticks.ts';
import { numberChannel, TITLE_ABOVE } from './channels.ts';
import { densityCells } from './density-cells.ts';
import { LONGEST_NAME, labelledDots } from './dot-labels.ts';
import { axisWriterOf, layer, plotSpec } from './plot.ts';

const MOST_DOTS = 3000;

const SCATTER_HEIGHT = 260; // pixels

/** Draws two measures against each other, a dot for each row. More than 3,000 rows are drawn as cells, in a stronger colour for more dots. */
export function scatterPlot(input: ChartInput): Plot {
  const { table, palette, options } = input;
  const [across, up = across] = input.measures;
  const pairs = readPairs(input, across, up);
  const [xs, ys] = [pairs.map(({ x }) => x), pairs.map(({ y }) => y)];
  const [xTicks, yTicks] = [numberTicks(xs, { count: 6 }), numberTicks(ys)];
  const isDense = pairs.length > MOST_DOTS;
  const sideways = { palette, title: across.name, grid: false, domain: true };
  const encoding = {
    x: numberChannel('x', xTicks, axisWriterOf(input, across), sideways),
    y: numberChannel('y', yTicks, axisWriterOf(input, up), { palette, title: up.name, ...TITLE_ABOVE }),
  };
  const layers = isDense ? [cellLayer(palette)] : dotLayers(palette, pairs.length);
  const domains = { x: xTicks.domain, y: yTicks.domain };
  const left = table.rows.length - pairs.length;
  const notes = [
    ...(isDense ? [`${countRows(pairs.length, options)}: the stronger the colour, the more of them.`] : []),
    ...(left > 0 ? [`${countRows(left, options)} lack one of the two and are not drawn.`] : []),
  ];
  return {
    spec: plotSpec({ encoding, layer: layers }, { height: SCATTER_HEIGHT }),
    rows: isDense ? densityCells(xs, ys, domains) : dotRows(input, pairs, domains),
    notes,
  };
}

type Pair = { readonly x: number; readonly y: number; readonly row: readonly (string | null)[] };

/** The rows that have both values. */
function readPairs({ table }: ChartInput, across: DrawnMeasure, up: DrawnMeasure): readonly Pair[] {
  return table.rows.flatMap((row) => {
    const [x, y] = [numberOf(row[across.index]), numberOf(row[up.index])];
    return x === null || y === null ? [] : [{ x, y, row }];
  });
}

function dotRows(
  { dimensions: [dimension], options }: ChartInput,
  pairs: readonly Pair[],
  domains: Domains,
): readonly Json[] {
  const nameOf = (row: Pair['row']) =>
    dimension ? formatCategory(row[dimension.index] ?? null, dimension, options.locale) : '';
  const dots = pairs.map(({ x, y, row }) => ({ part: 'dot', x, y, name: nameOf(row) }));
  return dimension ? [...dots, ...labelledDots(dots, domains)] : dots;
}

function cellLayer({ main }: Palette): Json {
  const cell = { type: 'square', color: main, size: 26, opacity: 1 };
  return layer('cell', cell, { fillOpacity: { field: 'weight', type: 'quantitative', scale: null } });
}

const DOT_SIZES: readonly { readonly most: number; readonly size: number; readonly fillOpacity: number }[] = [
  { most: 50, size: 70, fillOpacity: 0.85 },
  { most: 500, size: 36, fillOpacity: 0.45 },
  { most: MOST_DOTS, size: 14, fillOpacity: 0.45 },
];

function dotLayers({ main }: Palette, count: number): readonly Json[] {
  const { size, fillOpacity } = DOT_SIZES.find(({ most }) => count <= most) ?? { size: 14, fillOpacity: 0.45 };
  const dot = { type: 'circle', color: main, size, opacity: 1, fillOpacity };
  const name = {
    type: 'text',
    baseline: 'middle',
    limit: LONGEST_NAME,
    align: { expr: 'datum.align' },
    dx: { expr: 'datum.dx' },
    dy: { expr: 'datum.dy' },
  };
  return [layer('dot', dot, {}), layer('name', name, { text: { field: 'name' } })];
}
