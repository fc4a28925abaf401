import type { ChartInput, DrawnMeasure } from '../chart-input.ts';

import { correlate } from '../statistics.ts';
import { countRows } from './value-words.ts';

/** Writes whether two measures are related, by Pearson's correlation: `326 rows: Sales rises with Units.` */
export function relationSentence({ table, options }: ChartInput, across: DrawnMeasure, up: DrawnMeasure): string {
  const rows = countRows(table.rows.length, options);
  const correlation = correlate(table, across.index, up.index);
  const names = `${across.name} and ${up.name}`;
  if (correlation === undefined) return `${rows} of ${names}.`;
  const size = Math.abs(correlation);
  if (size < 0.3) return `${rows}: ${names} hardly depend on each other.`;
  const degree = size >= 0.7 ? '' : ' loosely';
  if (correlation < 0) return `${rows}: ${up.name} falls${degree} as ${across.name} rises.`;
  return `${rows}: ${up.name} rises${degree} with ${across.name}.`;
}
