import type { Name } from '../../trino/syntax.ts';
import type { Type } from './types/type.ts';

import { TrinoError } from '../../trino/error.ts';

/** The name of the only catalog. */
export const CATALOG = 'awsdatacatalog';

/**
 * A column that an expression may name. `sql` is the column in DuckDB, `relation` what it may be qualified with:
 * `['db', 'table']`.
 */
export type Field = {
  /** As written, for the result's header; matching ignores case. */
  readonly name?: string;
  readonly relation?: readonly string[];
  readonly type: Type;
  readonly sql: string;
  /** `*` does not stand for it: it must be named. */
  readonly isHidden?: boolean;
  /** The message of the error for naming it, where it is in reach but must not be used. */
  readonly refusal?: string;
};

/** A relation in DuckDB's SQL, with the columns that it brings into scope. */
export type TranslatedRelation = { readonly sql: string; readonly fields: readonly Field[] };

/** The columns in scope; those of the query around it are in `parent`. */
export type Scope = { readonly fields: readonly Field[]; readonly parent?: Scope };

/**
 * The column that a name means, the names of row fields after it, and the number of scopes outwards where it was
 * found.
 */
export type ResolvedColumn = { readonly field: Field; readonly rest: readonly Name[]; readonly depth: number };

/**
 * Finds the column that a dotted name means: the longest beginning that names one, in the innermost scope. Throws
 * COLUMN_NOT_FOUND or AMBIGUOUS_NAME.
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

/** Whether `table.column` or any longer ending of `catalog.database.table.column` names the field. */
export function isNamed(field: Field, name: readonly Name[]): boolean {
  const parts = name.map(({ text }) => text.toLowerCase());
  if (field.name?.toLowerCase() !== parts.at(-1)) return false;
  const qualifier = parts.slice(0, -1);
  return endsWith(field.relation ?? [], qualifier);
}

/** Whether a qualifier is an ending of a relation's full name. */
export function endsWith(relation: readonly string[], qualifier: readonly string[]): boolean {
  if (qualifier.length > relation.length) return false;
  const tail = relation.slice(relation.length - qualifier.length);
  return tail.every((part, index) => part === qualifier[index]);
}

/** Returns a name in lower case with its dots. */
export const dotted = (name: readonly Name[]): string => name.map(({ text }) => text.toLowerCase()).join('.');
