import type { Table } from '../table/table.ts';
import type { ParsedQuery } from '../trino/parse.ts';
import type { Expression, SortItem } from '../trino/syntax.ts';

import { kindOf } from '../table/table.ts';

/**
 * Whether the author of a statement gave its rows an order of their own, as for the steps of a funnel: its outermost
 * ORDER BY begins with something else than a shown number, largest first. False when the syntax tree cannot be read.
 */
export function isInAuthorOrder(parsed: ParsedQuery | undefined, { columns }: Table): boolean {
  const first = parsed?.query.orderBy[0];
  if (!first) return false;
  if (!first.descending) return true;
  const index = shownIndex(first, parsed);
  const column = index === undefined ? undefined : columns[index];
  return column === undefined || kindOf(column) !== 'number';
}

/** The index of the item that a sort key means: by its place, its name, or the same expression; undefined for a hidden one. */
function shownIndex({ expression }: SortItem, { text, query: { body } }: ParsedQuery): number | undefined {
  if (expression.kind === 'integer') return Number(expression.text) - 1;
  const key = nameOf(expression);
  const items = body.kind === 'select' ? body.items : [];
  const index = items.findIndex((item) => {
    if (item.kind !== 'expression') return false;
    if (key !== undefined && (item.alias?.text ?? nameOf(item.expression))?.toLowerCase() === key) return true;
    return textOf(item.expression, text) === textOf(expression, text);
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
