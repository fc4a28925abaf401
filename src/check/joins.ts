import type { ParsedQuery } from '../trino/parse.ts';
import type { Expression } from '../trino/syntax.ts';
import type { TextRange } from '../trino/text-range.ts';

import { nodesOf } from '../trino/nodes.ts';

/** A join in a statement: its position, what it joins and its alias. */
export type JoinClause = TextRange & { readonly table: string; readonly alias: string };

/** Returns the left and inner joins of tables in a statement, in the order of its text. */
export function joinsOf({ text, query }: ParsedQuery): readonly JoinClause[] {
  const found = [...nodesOf(query)].flatMap((node): readonly JoinClause[] => {
    if (!('kind' in node) || node.kind !== 'join' || !node.on || (node.type !== 'left' && node.type !== 'inner'))
      return [];
    const { right, clause } = node;
    const named = right.kind === 'alias' ? right.relation : right;
    if (named.kind !== 'table' || !named.range) return [];
    const alias = right.kind === 'alias' ? right.name : named.name.at(-1)!;
    return [{ ...clause, table: text.slice(named.range.start, named.range.end), alias: alias.text }];
  });
  return [...found].sort((left, right) => left.start - right.start);
}

/** Returns the text of a statement without a join; undefined when something else in it needs the joined table, or the join contains a value. */
export function withoutJoin({ text, query }: ParsedQuery, { start, end, alias }: JoinClause): string | undefined {
  const isInside = ({ range }: Expression) => range !== undefined && range.start >= start && range.end <= end;
  for (const node of nodesOf(query)) {
    if (!('kind' in node)) continue;
    if (node.kind === 'parameter' && isInside(node)) return undefined;
    if (node.kind !== 'column' || isInside(node)) continue;
    if (node.name.at(-2)?.text.toLowerCase() === alias.toLowerCase()) return undefined;
  }
  return `${text.slice(0, start)}${text.slice(end)}`;
}
