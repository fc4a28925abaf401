import type { Expression } from '../trino/syntax.ts';

import { expressionsOf, nodesOf } from '../trino/nodes.ts';

/** The key by which a join finds the rows of its table. */
export type JoinKey = {
  /** Expressions over the joined table alone, each compared for equality with something else. */
  readonly keys: readonly string[];
  /** The columns of the joined table in these expressions. */
  readonly columns: readonly string[];
  /** Conditions on the joined table alone. */
  readonly conditions: readonly string[];
};

/** Splits a condition into the terms that AND connects. */
export function conjunctsOf(condition: Expression): readonly Expression[] {
  return condition.kind === 'logical' && condition.operator === 'AND'
    ? condition.terms.flatMap(conjunctsOf)
    : [condition];
}

/** Returns the aliases of the columns in an expression, in lower case; undefined when a column has none, or the expression contains a query. */
export function aliasesOf(expression: Expression): ReadonlySet<string> | undefined {
  const aliases = new Set<string>();
  for (const node of nodesOf(expression)) {
    if ('with' in node) return undefined;
    if (!('kind' in node) || node.kind !== 'column') continue;
    if (node.name.length < 2) return undefined;
    aliases.add(node.name.at(-2)!.text.toLowerCase());
  }
  return aliases;
}

/**
 * Returns the key by which a condition finds the rows of the table called `alias`; undefined unless the condition is
 * made of equalities and of conditions on that table alone. `sql` is the text that `condition` was parsed from.
 */
export function joinKeyOf(condition: Expression, alias: string, sql: string): JoinKey | undefined {
  const own = alias.toLowerCase();
  const textOf = ({ range }: Expression) => sql.slice(range!.start, range!.end);
  const keys: Expression[] = [];
  const conditions: string[] = [];
  for (const term of conjunctsOf(condition)) {
    const aliases = aliasesOf(term);
    if (!aliases || !term.range) return undefined;
    if (!aliases.has(own)) continue;
    if (aliases.size === 1) {
      conditions.push(textOf(term));
      continue;
    }
    const key = term.kind === 'comparison' && term.operator === '=' ? sideOf(own, term.left, term.right) : undefined;
    if (!key?.range) return undefined;
    keys.push(key);
  }
  const columns = keys.flatMap((key) => [...expressionsOf(key, 'column')].map(({ name }) => name.at(-1)!.text));
  return keys.length > 0 ? { keys: keys.map(textOf), columns: [...new Set(columns)], conditions } : undefined;
}

/** Returns the side of a comparison that has columns of the table called `alias` alone, in lower case, when the other has none of it. */
export function sideOf(alias: string, left: Expression, right: Expression): Expression | undefined {
  const isAlone = (side: Expression) => aliasesOf(side)?.size === 1 && aliasesOf(side)!.has(alias);
  if (isAlone(left) && !aliasesOf(right)?.has(alias)) return left;
  return isAlone(right) && !aliasesOf(left)?.has(alias) ? right : undefined;
}
