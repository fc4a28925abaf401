import type { Position } from '../../trino/error.ts';
import type { Query, Window } from '../../trino/syntax.ts';
import type { Field, Scope } from './scope.ts';
import type { Type } from './types/type.ts';

/** The tables that a statement may read: by database, by table, both lower case. */
export type Catalog = ReadonlyMap<string, ReadonlyMap<string, TableShape>>;

/** A table is `"database"."table"` in DuckDB, its columns have the types that carry these there (`duckdbType`). */
export type TableShape = {
  readonly columns: readonly { readonly name: string; readonly type: Type }[];
  /** Columns that `*` does not stand for, such as `$path`. */
  readonly hidden?: TableShape['columns'];
};

/**
 * An expression in DuckDB's SQL with its Trino type. `text`, `number` and `items` hold its value when it is a
 * literal.
 */
export type TypedSql = {
  readonly sql: string;
  readonly type: Type;
  readonly text?: string;
  readonly number?: number;
  readonly items?: readonly TypedSql[];
};

/** A query in DuckDB's SQL; `column` of each field is its name there, in order. */
export type TranslatedQuery = { readonly sql: string; readonly fields: readonly OutputField[] };

/** An output column of a query: its name for the user (undefined when it has none), its type, its name in DuckDB. */
export type OutputField = { readonly name?: string; readonly type: Type; readonly column: string };

/** What all parts of one statement's translation share. */
export type Session = {
  readonly catalog: Catalog;
  readonly database: string;
  readonly parameters: readonly TypedSql[];
  /** A name that no other relation or lambda parameter of the statement has. */
  readonly uniqueName: (base: string) => string;
};

/** A table of a WITH clause: how it is called in DuckDB, and its columns. */
export type CommonTable = { readonly sql: string; readonly fields: readonly OutputField[] };

/** The grouping of the SELECT whose expressions are being translated. */
export type Aggregation = {
  /** The SQL of each grouping expression. */
  readonly keys: Set<string>;
  /** Columns used outside of aggregates and grouping expressions, in order. */
  readonly ungrouped: { readonly name: string; readonly at: Position }[];
  /** Whether an aggregate was seen. */
  used: boolean;
  /** Whether there is a GROUP BY. */
  readonly grouped: boolean;
};

/**
 * The value of `Context.clause` while an ORDER BY is translated, where names of the output come before those of FROM.
 */
export const ORDER_BY = 'ORDER BY clause';

/** Where in a statement an expression stands, and what it may use there. */
export type Context = {
  readonly session: Session;
  readonly scope?: Scope;
  readonly tables: ReadonlyMap<string, CommonTable>;
  /** For messages: `WHERE clause`. */
  readonly clause: string;
  /** Absent where aggregates may not stand. */
  readonly aggregation?: Aggregation;
  /** Absent where window functions may not stand. */
  readonly windows?: ReadonlyMap<string, Window>;
  readonly query: (query: Query, context: Context) => TranslatedQuery;
};

/** Returns the context of an inner scope with these columns; the outer ones stay in reach. */
export const withFields = (context: Context, fields: readonly Field[]): Context => ({
  ...context,
  scope: { fields, parent: context.scope },
});
