import { messageOf } from '../error.ts';

/** `@@NAME@@message@@` inside DuckDB's own text is an error that the translation raised. */
const RAISED = /@@([A-Z_]+)@@(.*?)@@/s;

/** Throws one of Trino's errors in a form that survives being quoted in DuckDB's own error; `raisedBy` reads it. */
export function fail(name: string, message: string): never {
  throw new Error(`@@${name}@@${message}@@`);
}

/** Reads the name and the message of an error that `fail` threw, from any text that quotes it; undefined for another error. */
export function raisedBy(error: unknown): { readonly name: string; readonly message: string } | undefined {
  const raised = RAISED.exec(messageOf(error));
  return raised ? { name: raised[1]!, message: raised[2]! } : undefined;
}
