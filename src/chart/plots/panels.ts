import type { ChartInput } from '../chart-input.ts';
import type { Plot } from './plot.ts';

import { isTimed } from '../chart-input.ts';
import { barPanels } from './bar-panels.ts';
import { linePanels } from './line-panels.ts';

const MOST_PANELS = 3;

/** Draws at most three measures of the same categories or times, each in a panel with its own scale. */
export function panelsPlot(input: ChartInput): Plot {
  const [first, ...others] = input.measures;
  const shown: ChartInput = { ...input, measures: [first, ...others.slice(0, MOST_PANELS - 1)] };
  const drawn = isTimed(shown) ? linePanels(shown) : barPanels(shown);
  const count = input.measures.length;
  const notes = count > MOST_PANELS ? [`The first ${MOST_PANELS} of ${count} measures are shown.`] : [];
  return { ...drawn, notes: [...(drawn.notes ?? []), ...notes] };
}
