import type { Position } from '../../trino/error.ts';
import type { Context, TypedSql } from './context.ts';
import type { Bindings } from './types/signature.ts';
import type { Type } from './types/type.ts';

/**
 * One way to call a function: its signature, and its SQL in DuckDB. In the SQL `$1` is the first argument and `$*`
 * all of them; braces stand around an aggregate's own call, `CAST({sum($1)} AS BIGINT)`, so that DISTINCT, FILTER and
 * OVER are put there. The third part computes a result type that the signature cannot say; a type that depends on a
 * literal comes with the SQL.
 */
export type FunctionRow = readonly [signature: string, sql: Sql, result?: (bindings: Bindings) => Type];

/** The SQL of a function: a template, or a function of the call that returns SQL. */
export type Sql = string | ((call: FunctionCall) => string | TypedSql);

/** Functions by name, each with the ways to call it. */
export type FunctionTable = Readonly<Record<string, readonly FunctionRow[]>>;

/** One call whose arguments are already converted to what the signature asks for. */
export type FunctionCall = {
  readonly name: string;
  readonly at: Position;
  /** SQL by position. */
  readonly args: readonly string[];
  /** As they were written, before conversion. */
  readonly typed: readonly TypedSql[];
  readonly types: readonly Type[];
  readonly result: Type;
  readonly context: Context;
  /** Whether it stands with OVER. */
  readonly isWindow: boolean;
  /** An aggregate's own call with the statement's DISTINCT, FILTER and OVER. */
  readonly aggregate: (name: string, args: string) => string;
  /** A name for a lambda's parameter that nothing else in the statement has. */
  readonly variable: (base: string) => string;
  /** The body of the lambda that stands at a position, with this SQL for its parameters. */
  readonly body: (index: number, ...parameters: readonly string[]) => string;
  /** The value of an argument that must be a literal here. Throws NOT_SUPPORTED. */
  readonly literal: (index: number) => string;
  readonly fail: (message: string, name?: string) => never;
};
