import type { ChartInput, DrawnMeasure } from '../chart-input.ts';

import { plural } from '../../text/normalize.ts';
import { uncapital } from '../../text/text.ts';
import { isTruncated } from '../options.ts';
import { writeChange, writeValue } from './value-words.ts';

/**
 * Writes the total of all rows: `$4.2M in all, +12% against last year.`, or `$3.1M in the 10 shown.` where a limit
 * may have left some out. Undefined where there is one row, and where rows may not be added up, unless they were kept
 * by their size: `20 customers shown.`
 */
export function totalSentence({ table, measures, options }: ChartInput, measure: DrawnMeasure): string | undefined {
  const { total: value, baselineTotal: baseline } = measure;
  if (table.rows.length < 2) return undefined;
  if (value === null) {
    const [named] = table.columns;
    const isCounted = options.isKeptBySize && measure === measures[0] && named !== undefined;
    return isCounted ? `${countItems(table.rows)} ${plural(uncapital(named.name))} shown.` : undefined;
  }
  const total = writeValue(measure, value, options);
  if (isTruncated(table.rows.length, options))
    return `${total} in the ${options.kept ?? countItems(table.rows)} shown.`;
  const change = writeChange(measure, { value, baseline }, options);
  return `${total} in all${change ? `, ${change}` : ''}.`;
}

/** How many items a limit counted: what the first column names, however many rows each has. */
function countItems(rows: ChartInput['table']['rows']): number {
  return new Set(rows.map(([first]) => first)).size;
}
