import type { Dataset } from '../catalogue/dataset.ts';
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

/** Returns the fact table of a dataset as it is written after FROM, and the name before its columns: its alias, or its own name. */
export function factTable({ from }: Pick<Dataset, 'from'>): { readonly table: string; readonly alias: string } {
  const sql = `SELECT 1 FROM ${from}`;
  const body = tryParseQuery(sql)?.query.body;
  const relation = body?.kind === 'select' ? body.from[0] : undefined;
  const named = relation?.kind === 'alias' ? relation.relation : relation;
  if (!relation || !named?.range) return { table: from.trim(), alias: from.trim() };
  const table = sql.slice(named.range.start, named.range.end);
  if (relation.kind === 'alias') return { table, alias: relation.name.text };
  return { table, alias: named.kind === 'table' ? named.name.at(-1)!.text : table };
}
