import type { Expression } from '../trino/syntax.ts';
import type { SqlEdit } from './sql-edit.ts';

import { nodesOf } from '../trino/nodes.ts';
import { tryParseQuery } from '../trino/parse.ts';
import { applyEdits } from './sql-edit.ts';

/**
 * Turns comparisons with parameters into their opposites: `city IN (?, ?)` becomes `(city IS NULL OR city NOT IN (?,
 * ?))` and `city = ?` becomes `(city IS NULL OR city <> ?)`, as NULL is not A either. `excluded` has the indexes of
 * the parameters, from 0. Undefined when one of them stands anywhere else than in such a comparison.
 */
export function negateComparisons(sql: string, excluded: ReadonlySet<number>): string | undefined {
  const edits: SqlEdit[] = [];
  const covered = new Set<number>();
  const parsed = tryParseQuery(sql);
  for (const node of parsed ? nodesOf(parsed.query) : []) {
    if (!('kind' in node) || (node.kind !== 'in' && node.kind !== 'comparison') || !node.range) continue;
    const found = comparisonOf(node, excluded);
    if (!found?.operand.range) continue;
    const operand = sql.slice(found.operand.range.start, found.operand.range.end);
    const values = found.values.map(() => '?').join(', ');
    const opposite = node.kind === 'in' ? `NOT IN (${values})` : `<> ${values}`;
    edits.push({ ...node.range, text: `(${operand} IS NULL OR ${operand} ${opposite})` });
    for (const index of found.values) covered.add(index);
  }
  if (covered.size < excluded.size) return undefined;
  return applyEdits(sql, edits);
}

/** What is compared with which excluded parameters; undefined for a comparison that cannot be turned round. */
function comparisonOf(
  node: Expression & { readonly kind: 'in' | 'comparison' },
  excluded: ReadonlySet<number>,
): { readonly operand: Expression; readonly values: readonly number[] } | undefined {
  const indexOf = (value: Expression) => (value.kind === 'parameter' && excluded.has(value.index) ? value.index : -1);
  if (node.kind === 'in') {
    const values = node.list.map(indexOf);
    return node.negated || values.includes(-1) ? undefined : { operand: node.operand, values };
  }
  if (node.operator !== '=') return undefined;
  const [left, right] = [indexOf(node.left), indexOf(node.right)];
  if (right >= 0) return { operand: node.left, values: [right] };
  return left >= 0 ? { operand: node.right, values: [left] } : undefined;
}
