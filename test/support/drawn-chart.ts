import type { Chart } from '../../src/chart/chart.ts';
import type { ChartType } from '../../src/chart/chart-type.ts';
import type { Case } from '../charts/demo.ts';

import { chart } from '../../src/chart/chart.ts';

/** The chart of an example, of its own type or of another one. */
export function drawn({ table, options }: Case, as?: ChartType): Chart {
  return chart(table, as ? { ...options, as } : options);
}

/** All scale domains of numbers and all tick values in a spec. */
export function scalesOf(spec: unknown): { domain: readonly number[]; values: readonly number[] }[] {
  if (typeof spec !== 'object' || spec === null) return [];
  const { type, scale, axis } = spec as { type?: string; scale?: { domain?: number[] }; axis?: { values?: number[] } };
  const own =
    type === 'quantitative' && axis?.values && scale?.domain ? [{ domain: scale.domain, values: axis.values }] : [];
  return [...own, ...Object.values(spec).flatMap(scalesOf)];
}
