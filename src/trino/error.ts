/** A position in a statement; line and column count from 1, as Athena counts. */
export type Position = { readonly line: number; readonly column: number };

/**
 * Athena's `AthenaError` by Trino's error name: category (1 system, 2 user, 3 other) and type.
 * The measured ones are exact; a name that was never measured gets the user category and the generic type.
 */
const NUMBERS: Readonly<Record<string, readonly [category: number, type: number]>> = {
  DIVISION_BY_ZERO: [2, 1001],
  TYPE_MISMATCH: [2, 1002],
  COLUMN_NOT_FOUND: [2, 1006],
  CATALOG_NOT_FOUND: [2, 1006],
  SYNTAX_ERROR: [2, 1006],
  EXPRESSION_NOT_AGGREGATE: [2, 1006],
  EXPRESSION_NOT_SCALAR: [2, 1006],
  INVALID_CAST_ARGUMENT: [2, 1100],
  INVALID_PARAMETER_USAGE: [2, 1100],
  NUMERIC_VALUE_OUT_OF_RANGE: [2, 1100],
  INVALID_FUNCTION_ARGUMENT: [2, 1106],
  NOT_SUPPORTED: [2, 1200],
  TABLE_NOT_FOUND: [2, 1301],
  SCHEMA_NOT_FOUND: [2, 1301],
  HIVE_BAD_DATA: [2, 1301],
  FUNCTION_NOT_FOUND: [2, 1303],
  EXCEEDED_LOCAL_MEMORY_LIMIT: [1, 4],
  GENERIC_INTERNAL_ERROR: [1, 0],
};

const GENERIC = [2, 1100] as const;

/**
 * The error that Athena gives for a statement that it does not run. `name` is Trino's error name (`TYPE_MISMATCH`),
 * the message starts with `line L:C: ` where the place is known, `category` and `type` are the numbers of
 * `AthenaError`.
 */
export class TrinoError extends Error {
  readonly line: number | undefined;
  readonly column: number | undefined;
  readonly category: number;
  readonly type: number;

  constructor(name: string, message: string, at?: Position, options?: ErrorOptions) {
    super(at ? `line ${at.line}:${at.column}: ${message}` : message, options);
    this.name = name;
    this.line = at?.line;
    this.column = at?.column;
    [this.category, this.type] = NUMBERS[name] ?? GENERIC;
  }
}
