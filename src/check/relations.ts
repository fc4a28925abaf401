import type { ParsedQuery } from '../trino/parse.ts';
import type { Expression, NamedQuery, Query, QueryBody, Relation, Select } from '../trino/syntax.ts';

import { nodesOf } from '../trino/nodes.ts';
import { offsetAt } from '../trino/text-position.ts';
import { conjunctsOf } from './join-key.ts';

/** One of the relations that a SELECT joins. */
export type JoinedRelation = {
  /** Its alias or name, in lower case. */
  readonly alias: string;
  /** Its text as it stands after FROM. */
  readonly text: string;
  readonly start: number;
};

/** A SELECT over several relations. */
export type JoinedSelect = {
  readonly select: Select;
  readonly relations: readonly JoinedRelation[];
  /** The conditions by which rows are joined: the terms of ON and WHERE. */
  readonly conditions: readonly Expression[];
  /** The names of the columns of USING, by pairs of aliases. */
  readonly using: readonly {
    readonly left: readonly string[];
    readonly right: string;
    readonly names: readonly string[];
  }[];
  /** The text of the WITH queries that it may name, to be put before a statement; empty without any. */
  readonly prefix: string;
};

/** Finds every SELECT of a statement that joins relations by name; without those over UNNEST or LATERAL. */
export function joinedSelects({ text: sql, query }: ParsedQuery): readonly JoinedSelect[] {
  const found: JoinedSelect[] = [];
  const visit = (inner: Query, outer: readonly string[]) => {
    const entries = [...outer];
    for (const [index, named] of inner.with.entries()) {
      visit(named.query, entries);
      entries.push(entryText(named, inner.with[index + 1] ?? inner.body));
    }
    visitBody(inner.body, entries);
  };
  const entryText = (from: NamedQuery, to: NamedQuery | QueryBody) =>
    sql.slice(offsetAt(sql, from.at), offsetAt(sql, to.at)).replace(/,\s*$/, '');
  const visitBody = (body: QueryBody, entries: readonly string[]) => {
    if (body.kind === 'select') {
      const joined = joinedSelect(body, sql, entries);
      if (joined) found.push(joined);
    }
    for (const node of nodesOf(body, (below) => !('with' in below))) if ('with' in node) visit(node, entries);
  };
  visit(query, []);
  return found;
}

function joinedSelect(select: Select, sql: string, entries: readonly string[]): JoinedSelect | undefined {
  const relations: JoinedRelation[] = [];
  const conditions: Expression[] = select.where ? [...conjunctsOf(select.where)] : [];
  const using: JoinedSelect['using'][number][] = [];
  let isKnown = true;
  const add = (relation: Relation) => {
    if (relation.kind === 'join') {
      add(relation.left);
      const left = relations.map(({ alias }) => alias);
      add(relation.right);
      if (relation.on) conditions.push(...conjunctsOf(relation.on));
      const right = relations.at(-1)?.alias;
      if (relation.using && right) using.push({ left, right, names: relation.using.map(({ text }) => text) });
      return;
    }
    const named = relation.kind === 'alias' ? relation.relation : relation;
    const tableName = named.kind === 'table' ? named.name.at(-1) : undefined;
    const alias = relation.kind === 'alias' ? relation.name : tableName;
    if (!alias || !relation.range || (named.kind !== 'table' && named.kind !== 'query')) isKnown = false;
    else {
      const { start, end } = relation.range;
      relations.push({ alias: alias.text.toLowerCase(), text: sql.slice(start, end), start });
    }
  };
  for (const relation of select.from) add(relation);
  if (!isKnown || relations.length < 2) return undefined;
  const prefix = entries.length > 0 ? `WITH ${entries.join(',\n')}\n` : '';
  return { select, relations, conditions, using, prefix };
}
