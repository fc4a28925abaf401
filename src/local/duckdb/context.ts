import type { Position } from '../../trino/error.ts';
import type { Expression, Query, Window } from '../../trino/syntax.ts';
import type { Field, Scope } from './scope.ts';
import type { Type } from './types/type.ts';

/** The tables that a statement may read, by database and by table, both in lower case. */
export type Catalog = ReadonlyMap<string, ReadonlyMap<string, TableShape>>;

/** The columns of a table. In DuckDB the table is `"database"."table"`, and a column has the type `duckdbType(type)`. */
export type TableShape = {
  readonly columns: readonly { readonly name: string; readonly type: Type }[];
  /** Columns that `*` leaves out, such as `$path`. */
  readonly hidden?: TableShape['columns'];
};

/**
 * An expression in DuckDB's SQL with its Trino type. One of `text`, `number` and `items` is the value of a literal text, number
 * or array.
 */
export type TypedSql = {
  readonly sql: string;
  readonly type: Type;
  readonly text?: string;
  readonly number?: number;
  readonly items?: readonly TypedSql[];
};

/** A query in DuckDB's SQL, and its output columns in order. */
export type TranslatedQuery = { readonly sql: string; readonly fields: readonly OutputField[] };

/** An output column of a query: `name` is its name in Trino, absent when it has none, `column` its name in DuckDB. */
export type OutputField = { readonly name?: string; readonly type: Type; readonly column: string };

/** What is the same for all parts of a statement. */
export type Session = {
  readonly catalog: Catalog;
  readonly database: string;
  readonly parameters: readonly TypedSql[];
  /** Returns a name that begins with `base` and that nothing else in the statement has. */
  readonly uniqueName: (base: string) => string;
};

/** A table of a WITH clause: its quoted name in DuckDB, and its columns. */
export type CommonTable = { readonly sql: string; readonly fields: readonly OutputField[] };

/** The grouping of a SELECT, filled in while its expressions are translated. */
export type Aggregation = {
  /** The SQL of each grouping expression. */
  readonly keys: Set<string>;
  /** The columns that were used outside of aggregates and grouping expressions, in order. */
  readonly ungrouped: { readonly name: string; readonly at: Position }[];
  /** Whether an aggregate was translated. */
  used: boolean;
  /** Whether there is a GROUP BY. */
  readonly grouped: boolean;
};

/** The value of `Context.clause` while an ORDER BY is translated, where names of the output come before those of FROM. */
export const ORDER_BY = 'ORDER BY clause';

/** The place of an expression in a statement, and what it may use there. */
export type Context = {
  readonly session: Session;
  /** The columns that it may name; absent where there are none. */
  readonly scope?: Scope;
  /** The tables of WITH clauses, by name in lower case. */
  readonly tables: ReadonlyMap<string, CommonTable>;
  /** The clause, for error messages: `WHERE clause`. */
  readonly clause: string;
  /** Absent where aggregates may not stand. */
  readonly aggregation?: Aggregation;
  /** The windows of the WINDOW clause by name; absent where window functions may not stand. */
  readonly windows?: ReadonlyMap<string, Window>;
  /** `translateExpression` and `translateQuery`, for files that those two import. */
  readonly translate: (node: Expression, context: Context) => TypedSql;
  readonly query: (query: Query, context: Context) => TranslatedQuery;
};

/** Returns the context of an inner scope with these columns, from which the outer ones can be named too. */
export const withFields = (context: Context, fields: readonly Field[]): Context => ({
  ...context,
  scope: { fields, parent: context.scope },
});
