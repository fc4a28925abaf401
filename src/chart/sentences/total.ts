import type { ChartInput, DrawnMeasure } from '../chart-input.ts';

import { plural } from '../../text/normalize.ts';
import { uncapital } from '../../text/text.ts';
import { isTruncated } from '../options.ts';
import { writeChange, writeValue } from './value-words.ts';

/**
 * Writes the total of all rows: `$4.2M in all, +12% against last year.`, or `$3.1M in the 10 shown.` where a limit
 * may have left some out. Rows that were kept by their size are counted: `20 customers, $3.1M together.`, also where
 * they may not be added up: `20 customers.` Otherwise undefined for those, and where there is one row.
 */
export function totalSentence({ table, measures, options }: ChartInput, measure: DrawnMeasure): string | undefined {
  const { total: value, baselineTotal: baseline } = measure;
  const isAlone = table.rows.length < 2;
  const counted = options.isKeptBySize && measure === measures[0] ? namedItems(table) : undefined;
  if (counted && (value === null || isAlone)) return `${counted}.`;
  if (isAlone || value === null) return undefined;
  const total = writeValue(measure, value, options);
  if (counted) return `${counted}, ${total} together.`;
  if (isTruncated(table.rows.length, options)) return `${total} in the ${options.kept ?? countItems(table)} shown.`;
  const change = writeChange(measure, { value, baseline }, options);
  return `${total} in all${change ? `, ${change}` : ''}.`;
}

/** How many items a limit counted, with their name: `20 customers`; undefined in a table without columns. */
function namedItems(table: ChartInput['table']): string | undefined {
  const [named] = table.columns;
  if (!named) return undefined;
  const count = countItems(table);
  const name = uncapital(named.name);
  return `${count} ${count === 1 ? name : plural(name)}`;
}

/** How many items a limit counted: what the first column names, however many rows each has. */
function countItems({ rows }: ChartInput['table']): number {
  return new Set(rows.map(([first]) => first)).size;
}
