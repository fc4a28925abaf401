import type { ChartInput, Plot } from '../options.ts';

import { sum } from '../../table/sum.ts';
import { formatShare } from '../../text/number.ts';
import { pointsOfMeasure } from '../points.ts';
import { chooseSeries, listedValues } from '../series.ts';
import { layer, OWN_COLOUR, plotSpec, WIDTH, writerOf } from './plot.ts';

const RADIUS = 100;

/** Parts of a whole, the largest from twelve o'clock on, each with its name, value and share beside the ring. */
export function piePlot(input: ChartInput): Plot {
  const { table, fields, palette } = input;
  const measure = fields.measures[0]!;
  const write = writerOf(input, measure);
  const points = pointsOfMeasure(table, fields, measure).map((point) => ({ ...point, split: point.label }));
  const { colours } = chooseSeries(points, { palette, isAdditive: true, values: listedValues(input) });
  const total = sum(points.map(({ value }) => value));
  const names = Object.keys(colours);
  const longest = names.reduce((most, name) => Math.max(most, name.length), 12);
  const edge = Math.min(WIDTH, 266 + longest * 7.7 + 130); // where the values end
  let end = 0;
  const rows = Object.entries(colours).flatMap(([name, colour], index) => {
    const value = sum(points.filter(({ split }) => split === name).map((point) => point.value));
    const start = end;
    end += (value / total) * 2 * Math.PI;
    const y = 34 + (index + (5 - names.length) / 2) * 38;
    return [
      { part: 'slice', start, end, colour },
      { part: 'square', y, colour },
      { part: 'name', y, text: name },
      { part: 'value', y, text: `${formatShare(value / total, input.options)}\u2002${write(value)}` },
    ];
  });
  const place = (x: number) => ({ x: { value: x }, y: { field: 'y', type: 'quantitative', scale: null, axis: null } });
  const spec = plotSpec(
    {
      autosize: 'none',
      layer: [
        layer(
          'slice',
          { type: 'arc', innerRadius: 58, outerRadius: RADIUS, stroke: palette.background, strokeWidth: 2 },
          {
            theta: { field: 'start', type: 'quantitative', scale: null },
            theta2: { field: 'end' },
            x: { value: RADIUS + 10 },
            y: { value: RADIUS + 10 },
            color: OWN_COLOUR,
          },
        ),
        layer('square', { type: 'square', size: 160, opacity: 1, filled: true }, { ...place(250), color: OWN_COLOUR }),
        layer(
          'name',
          { type: 'text', align: 'left', baseline: 'middle', limit: edge - 266 - 118, dy: 1 },
          { ...place(266), text: { field: 'text' } },
        ),
        layer(
          'value',
          { type: 'text', align: 'right', baseline: 'middle', fontWeight: 600, dy: 1 },
          {
            ...place(edge),
            text: { field: 'text' },
          },
        ),
        layer(
          'whole',
          { type: 'text', fontSize: 18, fontWeight: 600, baseline: 'middle' },
          {
            x: { value: RADIUS + 10 },
            y: { value: RADIUS + 10 },
            text: { field: 'text' },
          },
        ),
      ],
    },
    { height: 2 * RADIUS + 20 },
  );
  return { spec, rows: [...rows, { part: 'whole', text: write(total) }] };
}
