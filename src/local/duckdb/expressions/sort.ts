import type { SortItem } from '../../../trino/syntax.ts';
import type { Context } from '../context.ts';

/** Translates the items of an ORDER BY. NULLs come last in both directions unless an item says NULLS FIRST. */
export function sortSql(items: readonly SortItem[], context: Context): string {
  return items.map((item) => `${context.translate(item.expression, context).sql} ${directionOf(item)}`).join(', ');
}

/** Returns the direction of a sort item, such as `DESC NULLS LAST`. */
export const directionOf = ({ descending, nullsFirst }: SortItem): string =>
  `${descending ? 'DESC' : 'ASC'} NULLS ${nullsFirst ? 'FIRST' : 'LAST'}`;
