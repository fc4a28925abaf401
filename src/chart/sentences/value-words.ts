import type { MeasureColumn } from '../../table/fields.ts';
import type { ChartOptions } from '../options.ts';

import { formatChange, formatNumber } from '../../text/number.ts';
import { joinWords, truncate } from '../../text/text.ts';

const LONGEST_NAME = 60;

type Format = Pick<MeasureColumn, 'format'>;

/** Returns the options with which a measure's numbers are written. */
export function numberOptions({ format }: Format, { numbers, locale }: ChartOptions) {
  return { format, style: numbers, locale };
}

/** Writes a value for a sentence: `$1.9M`. */
export function writeValue(measure: Format, value: number, options: ChartOptions): string {
  return formatNumber(value, numberOptions(measure, options));
}

/** Writes the change of a value from its baseline, `+12% against last year`; undefined when there is nothing to compare. */
export function writeChange(
  measure: Format,
  { value, baseline }: { readonly value: number | null; readonly baseline: number | null },
  options: ChartOptions,
): string | undefined {
  const change = formatChange(value, baseline, numberOptions(measure, options));
  return change && `${change} against ${options.comparison?.label ?? 'before'}`;
}

/** Writes a name shortened to 60 characters, so that the sentence stays readable. */
export function writeName(name: string): string {
  return truncate(name, LONGEST_NAME);
}

/** Writes a number of rows: `1 row`, `1,234 rows`. */
export function countRows(count: number, { locale }: Pick<ChartOptions, 'locale'>): string {
  return count === 1 ? '1 row' : `${formatNumber(count, { style: 'full', locale })} rows`;
}

/** Joins names: `A and B`, `A, B and C`, of more than three `A, B and 2 others`. */
export function listNames(names: readonly string[]): string {
  const shown = names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} others`] : names;
  return joinWords(shown);
}
