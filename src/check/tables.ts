import type { Relation } from '../trino/syntax.ts';

import { TrinoError } from '../trino/error.ts';
import { nodesOf } from '../trino/nodes.ts';
import { parseQuery } from '../trino/parse.ts';

/** The texts of the tables in a statement, by the aliases that their columns are written with; none of one whose syntax tree cannot be read. */
export function tablesOf(sql: string): ReadonlyMap<string, string> {
  const tables = new Map<string, string>();
  try {
    for (const node of nodesOf(parseQuery(sql).query)) {
      const relation = node as Relation;
      const named = relation.kind === 'alias' ? relation.relation : relation;
      if (named.kind !== 'table' || !named.range) continue;
      const alias = relation.kind === 'alias' ? relation.name : named.name.at(-1)!;
      tables.set(alias.text, sql.slice(named.range.start, named.range.end));
    }
  } catch (error) {
    if (!(error instanceof TrinoError)) throw error;
  }
  return tables;
}
