import type { Name } from '../../trino/syntax.ts';
import type { Type } from './types/type.ts';

import { TrinoError } from '../../trino/error.ts';

/** The name of the only catalog. */
export const CATALOG = 'awsdatacatalog';

/**
 * A column that an expression may name. `sql` is the column in DuckDB; `relation` is the full name of its relation, in lower case:
 * `['awsdatacatalog', 'db', 'table']`.
 */
export type Field = {
  /** The name as it is written, for the result's header; it is compared without case. Absent for an expression without a name. */
  readonly name?: string;
  readonly relation?: readonly string[];
  readonly type: Type;
  readonly sql: string;
  /** Whether `*` leaves it out. */
  readonly isHidden?: boolean;
  /** Where it must not be used: the message of the error. */
  readonly refusal?: string;
};

/** An item of FROM in DuckDB's SQL, and its columns. */
export type TranslatedRelation = { readonly sql: string; readonly fields: readonly Field[] };

/** The columns that can be named in a query; `parent` are those of the query around it. */
export type Scope = { readonly fields: readonly Field[]; readonly parent?: Scope };

/**
 * The column that a dotted name means, the rest of the name, which are fields of a row, and in how many scopes outwards the column
 * was found: 0 for the innermost.
 */
export type ResolvedColumn = { readonly field: Field; readonly rest: readonly Name[]; readonly depth: number };

/**
 * Finds the column of a dotted name in the innermost scope that has one, by the longest beginning of the name. Throws
 * COLUMN_NOT_FOUND, or AMBIGUOUS_NAME where a scope has two.
 */
export function resolveColumn(name: readonly Name[], scope: Scope | undefined): ResolvedColumn {
  let depth = 0;
  for (let current = scope; current; current = current.parent) {
    for (let length = name.length; length > 0; length -= 1) {
      const matches = current.fields.filter((field) => isNamed(field, name.slice(0, length)));
      if (matches.length > 1) {
        throw new TrinoError('AMBIGUOUS_NAME', `Column '${dotted(name.slice(0, length))}' is ambiguous`, name[0]!.at);
      }
      if (matches[0]) return { field: matches[0], rest: name.slice(length), depth };
    }
    depth += 1;
  }
  throw new TrinoError('COLUMN_NOT_FOUND', `Column '${dotted(name)}' cannot be resolved`, name[0]!.at);
}

/** Whether a name means the field: `column`, `table.column` or a longer ending of `catalog.database.table.column`, without case. */
function isNamed(field: Field, name: readonly Name[]): boolean {
  const parts = name.map(({ text }) => text.toLowerCase());
  if (field.name?.toLowerCase() !== parts.at(-1)) return false;
  const qualifier = parts.slice(0, -1);
  return endsWith(field.relation ?? [], qualifier);
}

/** Whether a qualifier, in lower case, is an ending of a relation's full name. */
export function endsWith(relation: readonly string[], qualifier: readonly string[]): boolean {
  if (qualifier.length > relation.length) return false;
  const tail = relation.slice(relation.length - qualifier.length);
  return tail.every((part, index) => part === qualifier[index]);
}

/** Returns a dotted name as text in lower case. */
export const dotted = (name: readonly Name[]): string => name.map(({ text }) => text.toLowerCase()).join('.');
