import type { SyntaxNode } from '../trino/nodes.ts';
import type { Expression } from '../trino/syntax.ts';
import type { SqlEdit } from './sql-edit.ts';

import { nodesOf } from '../trino/nodes.ts';
import { tryParseQuery } from '../trino/parse.ts';
import { applyEdits } from './sql-edit.ts';

/**
 * Turns comparisons with parameters into their opposites: `city IN (?, ?)` becomes `(city IS NULL OR city NOT IN (?,
 * ?))` and `city = ?` becomes `(city IS NULL OR city <> ?)`, as NULL is not A either. A test of rows elsewhere is turned
 * as a whole, as an order with A and B has an A: `EXISTS (…)` becomes `(NOT EXISTS (…))`. `excluded` has the indexes of
 * the parameters, from 0. Undefined when one of them stands anywhere else than in such a comparison.
 */
export function negateComparisons(sql: string, excluded: ReadonlySet<number>): string | undefined {
  const edits: SqlEdit[] = [];
  const covered = new Set<number>();
  const parsed = tryParseQuery(sql);
  for (const node of parsed ? nodesOf(parsed.query, (each) => !isMembership(each)) : []) {
    if (!('range' in node) || !node.range) continue;
    const opposite = isMembership(node)
      ? oppositeOfMembership(node, sql, excluded)
      : oppositeOfComparison(node, sql, excluded);
    if (!opposite) continue;
    edits.push({ ...node.range, text: opposite.text });
    for (const index of opposite.values) covered.add(index);
  }
  if (covered.size < excluded.size) return undefined;
  return applyEdits(sql, edits);
}

/** A test of whether rows of another query are there. */
type Membership = Expression & { readonly kind: 'in query' | 'exists' | 'quantified' };

type Opposite = { readonly text: string; readonly values: readonly number[] };

function isMembership(node: SyntaxNode): node is Membership {
  return 'kind' in node && (node.kind === 'in query' || node.kind === 'exists' || node.kind === 'quantified');
}

/** The opposite of a test of rows elsewhere; undefined where it depends on anything else that is turned round. */
function oppositeOfMembership(node: Membership, sql: string, excluded: ReadonlySet<number>): Opposite | undefined {
  const found = [...nodesOf(node)].flatMap((each) => comparisonOf(each, excluded) ?? []);
  const [only, second] = found;
  if (!only || second || !node.range) return undefined;
  const text = sql.slice(node.range.start, node.range.end);
  if (node.kind === 'exists') return { text: `(NOT ${text})`, values: only.values };
  const isPlain = node.kind === 'in query' && !node.negated;
  return isPlain ? { text: `(NOT COALESCE(${text}, FALSE))`, values: only.values } : undefined; // NULL is in no list
}

function oppositeOfComparison(node: SyntaxNode, sql: string, excluded: ReadonlySet<number>): Opposite | undefined {
  const found = comparisonOf(node, excluded);
  if (!found?.operand.range) return undefined;
  const operand = sql.slice(found.operand.range.start, found.operand.range.end);
  const values = found.values.map(() => '?').join(', ');
  const opposite = found.isList ? `NOT IN (${values})` : `<> ${values}`;
  return { text: `(${operand} IS NULL OR ${operand} ${opposite})`, values: found.values };
}

/** What is compared with which excluded parameters; undefined for what is no comparison that can be turned round. */
function comparisonOf(
  node: SyntaxNode,
  excluded: ReadonlySet<number>,
): { readonly operand: Expression; readonly values: readonly number[]; readonly isList: boolean } | undefined {
  if (!('kind' in node)) return undefined;
  const indexOf = (value: Expression) => (value.kind === 'parameter' && excluded.has(value.index) ? value.index : -1);
  if (node.kind === 'in') {
    const values = node.list.map(indexOf);
    return node.negated || values.includes(-1) ? undefined : { operand: node.operand, values, isList: true };
  }
  if (node.kind !== 'comparison' || node.operator !== '=') return undefined;
  const [left, right] = [indexOf(node.left), indexOf(node.right)];
  if (right >= 0) return { operand: node.left, values: [right], isList: false };
  return left >= 0 ? { operand: node.right, values: [left], isList: false } : undefined;
}
