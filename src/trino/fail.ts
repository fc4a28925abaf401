/** `@@NAME@@message@@` inside DuckDB's own text is an error that the translation raised. */
export const RAISED = /@@([A-Z_]+)@@(.*?)@@/s;

/** Fails inside of DuckDB with one of Trino's errors, to be read by `faultOf`. */
export function fail(name: string, message: string): never {
  throw new Error(`@@${name}@@${message}@@`);
}
