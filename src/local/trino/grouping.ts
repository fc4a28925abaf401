import type { Context } from './context.ts';
import type { Field } from './scope.ts';
import type { Item } from './select-list.ts';
import type { Expression, GroupingElement, Select } from './syntax.ts';

import { TrinoError } from './error.ts';
import { translateExpression } from './expression.ts';
import { expandAll } from './select-list.ts';

/** GROUP BY in DuckDB's words, and the SQL of each expression that it groups by. */
export type Grouping = { readonly sql: string; readonly keys: Set<string> };

export function groupingOf(
  select: Select,
  elements: readonly GroupingElement[],
  context: Context,
  fields: readonly Field[],
): Grouping {
  const keys = new Set<string>();
  const inner: Context = { ...context, clause: 'GROUP BY clause', aggregation: undefined, windows: undefined };
  const targets = select.items.flatMap((item): (Item | Expression)[] =>
    item.kind === 'all' ? expandAll(item, context, fields) : [item.expression],
  );
  const key = (expression: Expression): string => {
    const target = expression.kind === 'integer' ? targets[position(expression, targets.length) - 1]! : expression;
    keys.add('kind' in target ? translateExpression(target, inner).sql : target.sql);
    // an ordinal is left to DuckDB: written out, a constant would be taken for one
    return expression.kind === 'integer' ? String(Number(expression.text)) : translateExpression(expression, inner).sql;
  };
  const sets = elements.map((element) => {
    if (element.kind !== 'simple') element.sets.flat().forEach(checkColumn);
    const lists = element.sets.map((set) => set.map(key));
    if (element.kind === 'simple') return lists[0]!.length === 1 ? lists[0]![0]! : `(${lists[0]!.join(', ')})`;
    const inner = lists
      .map((list) => (list.length === 1 && element.kind !== 'sets' ? list[0]! : `(${list.join(', ')})`))
      .join(', ');
    return element.kind === 'sets' ? `GROUPING SETS (${inner})` : `${element.kind.toUpperCase()} (${inner})`;
  });
  return { sql: sets.join(', '), keys };
}

/** Several grouping sets take columns only, no expressions and no ordinals. */
function checkColumn(expression: Expression): void {
  if (expression.kind === 'column' || expression.kind === 'field') return;
  throw new TrinoError('INVALID_COLUMN_REFERENCE', 'GROUP BY expression must be a column reference', expression.at);
}

function position(item: Extract<Expression, { kind: 'integer' | 'decimal' | 'double' }>, count: number): number {
  const value = Number(item.text);
  if (value >= 1 && value <= count) return value;
  throw new TrinoError('INVALID_COLUMN_REFERENCE', `GROUP BY position ${item.text} is not in select list`, item.at);
}
