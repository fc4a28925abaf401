import type { Expression, SortItem } from '../../../trino/syntax.ts';
import type { TypedSql } from '../context.ts';

/** Translates an ORDER BY list. NULLs come last in either direction, unless the statement says otherwise. */
export function sortSql(
  items: readonly SortItem[],
  translate: (expression: Expression) => Pick<TypedSql, 'sql'>,
): string {
  return items.map((item) => `${translate(item.expression).sql} ${directionOf(item)}`).join(', ');
}

/** Returns the direction of a sort item, such as `DESC NULLS LAST`. */
export const directionOf = ({ descending, nullsFirst }: SortItem): string =>
  `${descending ? 'DESC' : 'ASC'} NULLS ${nullsFirst ? 'FIRST' : 'LAST'}`;
