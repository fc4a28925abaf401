import type { Expression, GroupingElement, Select } from '../../../trino/syntax.ts';
import type { Context } from '../context.ts';
import type { Field } from '../scope.ts';
import type { TranslatedItem } from './select-list.ts';

import { TrinoError } from '../../../trino/error.ts';
import { translateExpression } from '../expressions/expression.ts';
import { expandAll, ordinal } from './select-list.ts';

type ElementKeys = { readonly kind: GroupingElement['kind']; readonly lists: readonly (readonly string[])[] };

/** GROUP BY in DuckDB's SQL, and the SQL of each expression that it groups by. */
export type Grouping = { readonly sql: string; readonly keys: Set<string> };

/** Translates a GROUP BY with its ordinals, grouping sets, rollups and cubes; `fields` are the columns of FROM. */
export function groupingOf(
  select: Select,
  elements: readonly GroupingElement[],
  context: Context,
  fields: readonly Field[],
): Grouping {
  const keys = new Set<string>();
  const inner: Context = { ...context, clause: 'GROUP BY clause', aggregation: undefined, windows: undefined };
  const targets = select.items.flatMap((item): (TranslatedItem | Expression)[] =>
    item.kind === 'all' ? expandAll(item, context, fields) : [item.expression],
  );
  const key = (expression: Expression): string => {
    const target =
      expression.kind === 'integer' ? targets[ordinal(expression, targets.length, 'GROUP BY') - 1]! : expression;
    keys.add('kind' in target ? translateExpression(target, inner).sql : target.sql);
    // an ordinal is left to DuckDB: written out, a constant would be taken for one
    return expression.kind === 'integer' ? String(Number(expression.text)) : translateExpression(expression, inner).sql;
  };
  const written = elements.map((element): ElementKeys => {
    if (element.kind !== 'simple') element.sets.flat().forEach(checkColumn);
    return { kind: element.kind, lists: element.sets.map((set) => set.map(key)) };
  });
  if (select.distinctSets && written.some(({ kind }) => kind !== 'simple')) return { sql: distinctSets(written), keys };
  const sets = written.map((element) => {
    const { lists } = element;
    if (element.kind === 'simple') return lists[0]!.length === 1 ? lists[0]![0]! : `(${lists[0]!.join(', ')})`;
    const inner = lists
      .map((list) => (list.length === 1 && element.kind !== 'sets' ? list[0]! : `(${list.join(', ')})`))
      .join(', ');
    return element.kind === 'sets' ? `GROUPING SETS (${inner})` : `${element.kind.toUpperCase()} (${inner})`;
  });
  return { sql: sets.join(', '), keys };
}

/** The sets that elements side by side stand for, each written once: every set of one with every set of the others. */
function distinctSets(elements: readonly ElementKeys[]): string {
  const combined = elements.map(setsOf).reduce((left, right) => left.flatMap((a) => right.map((b) => [...a, ...b])));
  const bySet = new Map(combined.map((set) => [[...new Set(set)].sort().join('\n'), [...new Set(set)]]));
  return `GROUPING SETS (${[...bySet.values()].map((set) => `(${set.join(', ')})`).join(', ')})`;
}

function setsOf({ kind, lists }: ElementKeys): readonly (readonly string[])[] {
  if (kind === 'rollup') return Array.from({ length: lists.length + 1 }, (_, count) => lists.slice(0, count).flat());
  if (kind === 'cube') {
    let sets: (readonly string[])[] = [[]];
    for (const list of lists) sets = sets.concat(sets.map((set) => [...set, ...list]));
    return sets;
  }
  return lists;
}

/** Several grouping sets take columns only, no expressions and no ordinals. */
function checkColumn(expression: Expression): void {
  if (expression.kind === 'column' || expression.kind === 'field') return;
  throw new TrinoError('INVALID_COLUMN_REFERENCE', 'GROUP BY expression must be a column reference', expression.at);
}
