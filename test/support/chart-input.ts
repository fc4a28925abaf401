import type { ChartInput, NonEmpty } from '../../src/chart/chart-input.ts';
import type { ChartOptions } from '../../src/chart/options.ts';
import type { MeasureColumn } from '../../src/table/fields.ts';

import { readInput, readTableInput } from '../../src/chart/chart-input.ts';
import { caseOf, tableOf } from '../charts/demo.ts';

/** The input of a chart over all columns of a table that is written as `name: type` heads and rows of any cells. */
export function inputOf(
  heads: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
  options: Partial<ChartOptions> = {},
): ChartInput {
  const { table, options: all } = caseOf(tableOf(heads, rows), options);
  const input = readTableInput(table, all);
  return readInput(input, input.fields, input.fields.measures as unknown as NonEmpty<MeasureColumn>);
}
