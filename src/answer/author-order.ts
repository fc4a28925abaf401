import type { Table } from '../table/table.ts';
import type { Expression, SelectItem, SortItem } from '../trino/syntax.ts';
import type { Statement } from './statement.ts';

import { kindOf } from '../table/table.ts';
import { TrinoError } from '../trino/error.ts';
import { parseQuery } from '../trino/parse.ts';

/**
 * Whether the author of a statement put its rows into an order of their own, as the steps of a funnel are: its outermost
 * ORDER BY begins with something else than a number that the table shows, the largest first.
 */
export function isInAuthorOrder({ sql }: Statement, { columns }: Table): boolean {
  const { first, items } = outermostOrder(sql);
  if (!first) return false;
  if (!first.descending) return true;
  const index = shownIndex(first, items, sql);
  const column = index === undefined ? undefined : columns[index];
  return column === undefined || kindOf(column) !== 'number';
}

/** The first sort key of a statement and the items of its SELECT; nothing of a statement whose syntax tree cannot be read. */
function outermostOrder(sql: string): { first?: SortItem; items: readonly SelectItem[] } {
  try {
    const { body, orderBy } = parseQuery(sql).query;
    return { first: orderBy[0], items: body.kind === 'select' ? body.items : [] };
  } catch (error) {
    if (error instanceof TrinoError) return { items: [] };
    throw error;
  }
}

/** The index of the item that a sort key means: by its place, its name, or the same expression; undefined for a hidden one. */
function shownIndex({ expression }: SortItem, items: readonly SelectItem[], sql: string): number | undefined {
  if (expression.kind === 'integer') return Number(expression.text) - 1;
  const key = nameOf(expression);
  const index = items.findIndex((item) => {
    if (item.kind !== 'expression') return false;
    if (key !== undefined && (item.alias?.text ?? nameOf(item.expression))?.toLowerCase() === key) return true;
    return textOf(item.expression, sql) === textOf(expression, sql);
  });
  return index < 0 ? undefined : index;
}

function nameOf(expression: Expression): string | undefined {
  return expression.kind === 'column' ? expression.name.at(-1)?.text.toLowerCase() : undefined;
}

/** An expression as it was written, without white space. */
function textOf({ range }: Expression, sql: string): string | undefined {
  return range && sql.slice(range.start, range.end).replace(/\s+/g, '');
}
