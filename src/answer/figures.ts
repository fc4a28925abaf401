import type { Figure } from '../digests/figures.ts';
import type { Answer } from './answer.ts';

import { isTruncated } from '../chart/options.ts';
import { insideOf } from '../question/inside.ts';
import { isIdentifier } from '../table/fields.ts';
import { sumColumn } from '../table/sum.ts';
import { kindOf, numberOf } from '../table/table.ts';
import { tryParseQuery } from '../trino/parse.ts';
import { additiveColumns } from './additive.ts';
import { limitOf } from './chart-options.ts';

/**
 * Returns the numbers of an answer as a whole: its only row, or the totals of columns whose rows add up. None for an
 * answer that looks inside a number, nor where a limit may have left out rows.
 */
export function figuresOf({ query, request, statement, table, earlier = {}, formats = {} }: Answer): readonly Figure[] {
  const limit = limitOf(query, request, table);
  if (insideOf(query, request) || isTruncated(table.rows.length, { limit })) return [];
  const additive = additiveColumns(query, request, query.dataset ? undefined : tryParseQuery(statement.sql));
  const baselines = Object.values(earlier);
  return table.columns.flatMap((column, index) => {
    const { name } = column;
    if (kindOf(column) !== 'number' || isIdentifier(column) || baselines.includes(name)) return [];
    const isAlone = table.rows.length === 1;
    if (!isAlone && !additive.includes(name)) return [];
    const value = isAlone ? numberOf(table.rows[0]![index]) : sumColumn(table, index);
    return value === null ? [] : [{ name, value, format: formats[name] }];
  });
}
