import type { ChartInput } from '../chart-input.ts';
import type { LegendEntry } from '../picture.ts';
import type { Json } from './plot.ts';

import { writerOf } from './plot.ts';

/** How a goal is drawn: a layer over a vertical axis, an entry of the legend, and the value that the axis must reach. */
export type Goal = { readonly value: number; readonly layerOn: (y: Json) => Json; readonly legend: LegendEntry };

/**
 * Returns the goal of the first measure where each mark of the chart is of the same unit as the goal; undefined
 * elsewhere, as when the goal is per month and the chart by week.
 */
export function goalLayerOf(input: ChartInput): Goal | undefined {
  const { options, time, dimensions, measures, palette } = input;
  const { goal } = options;
  const [measure] = measures;
  const isOfMarks = goal?.per === undefined || (time?.grain === goal.per && dimensions.length === 0);
  if (!goal || goal.measure !== measure.name || !isOfMarks) return undefined;
  const label = `Goal ${writerOf(input, measure)(goal.value)}`;
  return {
    value: goal.value,
    layerOn: (y) => ({
      data: { values: [{ goal: goal.value }] },
      mark: { type: 'rule', color: palette.text, strokeWidth: 1.5, strokeDash: [6, 4] },
      encoding: { x: { value: 0 }, x2: { value: 'width' }, y: { ...y, field: 'goal' } },
    }),
    legend: { label, colour: palette.text, shape: 'line' },
  };
}
