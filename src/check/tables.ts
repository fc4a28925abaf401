import type { Relation } from '../trino/syntax.ts';

import { nodesOf } from '../trino/nodes.ts';
import { tryParseQuery } from '../trino/parse.ts';

/** Returns the texts of the tables in a statement, by their aliases and their own names; none when its syntax tree cannot be read. */
export function tablesOf(sql: string): ReadonlyMap<string, string> {
  const tables = new Map<string, string>();
  const parsed = tryParseQuery(sql);
  for (const node of parsed ? nodesOf(parsed.query) : []) {
    const relation = node as Relation;
    const named = relation.kind === 'alias' ? relation.relation : relation;
    if (named.kind !== 'table' || !named.range) continue;
    const alias = relation.kind === 'alias' ? relation.name : named.name.at(-1)!;
    tables.set(alias.text, sql.slice(named.range.start, named.range.end));
  }
  return tables;
}
