import type { ChartInput, DrawnMeasure } from '../chart-input.ts';

import { isOtherOrUnknown } from '../points.ts';
import { categoryTotals } from './category-totals.ts';
import { writeName, writeValue } from './value-words.ts';

/**
 * Writes what changed a measure most against its baseline: `USA adds the most, +$580K; Finland takes away the most,
 * −$68.8K.` Undefined where nothing is compared or nothing changed.
 */
export function contributionSentence(input: ChartInput, measure: DrawnMeasure): string | undefined {
  if (measure.baseline === undefined || input.dimensions.length === 0) return undefined;
  const changes = categoryTotals(input, measure)
    .filter(({ name }) => !isOtherOrUnknown(name))
    .map(({ name, value, baseline }) => ({ name, change: value - (baseline ?? 0) }))
    .sort((a, b) => b.change - a.change);
  const say = ({ name, change }: { readonly name: string; readonly change: number }, verb: string) =>
    `${writeName(name)} ${verb}, ${change > 0 ? '+' : ''}${writeValue(measure, change, input.options)}`;
  const [most, least] = [changes[0], changes.at(-1)];
  const parts = [
    ...(most && most.change > 0 ? [say(most, 'adds the most')] : []),
    ...(least && least.change < 0 ? [say(least, 'takes away the most')] : []),
  ];
  return parts.length === 0 ? undefined : `${parts.join('; ')}.`;
}
