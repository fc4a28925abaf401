import type { ChartInput, DrawnMeasure } from '../chart-input.ts';

import { numberOf } from '../../table/table.ts';
import { formatNumber } from '../../text/number.ts';
import { writeValue } from './value-words.ts';

/** Writes between which values the middle half lies: `Half of the 800 values lie between $2,100 and $4,900; the middle one is $3,400.` */
export function spreadSentence({ table, options }: ChartInput, measure: DrawnMeasure): string {
  const values = table.rows.map((row) => numberOf(row[measure.index])).filter((value) => value !== null);
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => writeValue(measure, sorted[Math.round((sorted.length - 1) * share)] ?? 0, options);
  const count = formatNumber(values.length, { style: 'full', locale: options.locale });
  return `Half of the ${count} values lie between ${at(0.25)} and ${at(0.75)}; the middle one is ${at(0.5)}.`;
}
