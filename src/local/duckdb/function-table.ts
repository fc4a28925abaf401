import type { Position } from '../../trino/error.ts';
import type { TypedSql } from './context.ts';
import type { Bindings } from './types/signature.ts';
import type { Type } from './types/type.ts';

/**
 * An overload of a function: its signature, and its SQL in DuckDB. In the SQL `$1` is the first argument and `$*` all of them;
 * braces enclose the call of an aggregate, `CAST({sum($1)} AS BIGINT)`, to which DISTINCT, FILTER and OVER are added. The third
 * element computes a result type that the signature cannot express.
 */
export type FunctionRow = readonly [signature: string, sql: Sql, result?: (bindings: Bindings) => Type];

/** The SQL of a function: a template, or a function that returns the SQL of a call, with its type where that depends on a literal. */
export type Sql = string | ((call: FunctionCall) => string | TypedSql);

/** Functions by name, each with its overloads. */
export type FunctionTable = Readonly<Record<string, readonly FunctionRow[]>>;

/** A call of a function, whose arguments are converted to the types of the signature. */
export type FunctionCall = {
  readonly name: string;
  readonly at: Position;
  /** The SQL of the converted arguments. */
  readonly args: readonly string[];
  /** The arguments before conversion. */
  readonly typed: readonly TypedSql[];
  /** The types of the converted arguments. */
  readonly types: readonly Type[];
  readonly result: Type;
  /** Whether the call has OVER. */
  readonly isWindow: boolean;
  /** Returns the SQL of an aggregate of DuckDB with the call's DISTINCT, FILTER and OVER. */
  readonly aggregate: (name: string, args: string) => string;
  /** Returns a quoted name for a lambda's parameter that nothing else in the statement has. */
  readonly variable: (base: string) => string;
  /** Returns the SQL of the body of the lambda that is argument `index`, with this SQL in place of its parameters. */
  readonly body: (index: number, ...parameters: readonly string[]) => string;
  /** Returns the value of argument `index`. Throws NOT_SUPPORTED when it is no literal. */
  readonly literal: (index: number) => string;
  /** Throws a TrinoError at the call, named INVALID_FUNCTION_ARGUMENT unless `name` is given. */
  readonly fail: (message: string, name?: string) => never;
};
