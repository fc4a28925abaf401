/** What Athena is asked: SQL with a `?` for every value, and a typed Trino literal for each, in order. */
export type Statement = {
  readonly sql: string;
  readonly parameters: readonly string[];
};
