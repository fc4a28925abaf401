import type { Expression, SortItem } from '../../../trino/syntax.ts';
import type { TypedSql } from '../context.ts';

/** Translates the items of an ORDER BY. NULLs come last in both directions unless an item says NULLS FIRST. */
export function sortSql(
  items: readonly SortItem[],
  translate: (expression: Expression) => Pick<TypedSql, 'sql'>,
): string {
  return items.map((item) => `${translate(item.expression).sql} ${directionOf(item)}`).join(', ');
}

/** Returns the direction of a sort item, such as `DESC NULLS LAST`. */
export const directionOf = ({ descending, nullsFirst }: SortItem): string =>
  `${descending ? 'DESC' : 'ASC'} NULLS ${nullsFirst ? 'FIRST' : 'LAST'}`;
