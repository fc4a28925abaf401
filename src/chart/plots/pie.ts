import type { ChartInput } from '../chart-input.ts';
import type { Palette } from '../palette.ts';
import type { Json, Plot } from './plot.ts';

import { widestOf } from '../../fonts/text-width.ts';
import { sum } from '../../table/sum.ts';
import { formatShare } from '../../text/number.ts';
import { chooseSeries, listedValues } from '../series.ts';
import { layer, OWN_COLOUR, OWN_TEXT, plotSpec, writerOf } from './plot.ts';
import { WIDTH } from './size.ts';
import { stackParts } from './stack.ts';

const RADIUS = 100; // pixels, as all that follow

const CENTRE = RADIUS + 10;

const NAMES = 266;

const LEAST_NAMES = 92;

const SQUARES = 250;

const ROW = 38;

/** Draws parts of a whole as a ring, the first from twelve o'clock on, each with its name, value and share beside it. */
export function piePlot(input: ChartInput): Plot {
  const { palette, options, measures } = input;
  const [measure] = measures;
  const write = writerOf(input, measure);
  const points = measure.points.map((point) => ({ ...point, series: point.category }));
  const { colours } = chooseSeries(points, { palette, isAdditive: true, values: listedValues(input) });
  const total = sum(points.map(({ value }) => value));
  const names = Object.keys(colours);
  const right = Math.min(WIDTH, NAMES + Math.max(widestOf(names), LEAST_NAMES) + 130); // where the values end
  const values = Object.entries(colours).map(([name, colour]) => {
    const value = sum(points.filter(({ series }) => series === name).map((point) => point.value));
    return { name, colour, value, size: (value / total) * 2 * Math.PI };
  });
  const rows = stackParts(values).flatMap(({ name, colour, value, start, end }, index) => {
    const y = 34 + (index + (5 - names.length) / 2) * ROW;
    return [
      { part: 'slice', start, end, colour },
      { part: 'square', y, colour },
      { part: 'name', y, text: name },
      { part: 'value', y, text: `${formatShare(value / total, options)}\u2002${write(value)}` },
    ];
  });
  return {
    spec: plotSpec({ autosize: 'none', layer: pieLayers(palette, right) }, { height: 2 * RADIUS + 20 }),
    rows: [...rows, { part: 'whole', text: write(total) }],
  };
}

/** The ring, its list, and the whole in its middle; the list's values end at `right`. */
function pieLayers({ background }: Palette, right: number): readonly Json[] {
  const at = (x: number) => ({ x: { value: x }, y: { field: 'y', type: 'quantitative', scale: null, axis: null } });
  const centre = { x: { value: CENTRE }, y: { value: CENTRE } };
  const angles = { theta: { field: 'start', type: 'quantitative', scale: null }, theta2: { field: 'end' } };
  const slice = { type: 'arc', innerRadius: 58, outerRadius: RADIUS, stroke: background, strokeWidth: 2 };
  const text = { type: 'text', baseline: 'middle' };
  return [
    layer('slice', slice, { ...angles, ...centre, color: OWN_COLOUR }),
    layer('square', { type: 'square', size: 160, opacity: 1, filled: true }, { ...at(SQUARES), color: OWN_COLOUR }),
    layer('name', { ...text, align: 'left', limit: right - NAMES - 118, dy: 1 }, { ...at(NAMES), ...OWN_TEXT }),
    layer('value', { ...text, align: 'right', fontWeight: 600, dy: 1 }, { ...at(right), ...OWN_TEXT }),
    layer('whole', { ...text, fontSize: 18, fontWeight: 600 }, { ...centre, ...OWN_TEXT }),
  ];
}
