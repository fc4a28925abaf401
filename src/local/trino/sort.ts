import type { Typed } from './context.ts';
import type { Expression, SortItem } from './syntax.ts';

/** An ORDER BY list; NULLs come last whatever the direction, unless the statement says otherwise. */
export function sortSql(items: readonly SortItem[], translate: (expression: Expression) => Pick<Typed, 'sql'>): string {
  return items
    .map((item) => {
      const direction = item.descending ? 'DESC' : 'ASC';
      return `${translate(item.expression).sql} ${direction} NULLS ${item.nullsFirst ? 'FIRST' : 'LAST'}`;
    })
    .join(', ');
}
