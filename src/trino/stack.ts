import { TrinoError } from './error.ts';

/** Runs a recursive function over a statement. Throws STATEMENT_TOO_LARGE when it is too deep for the stack. */
export function withinStack<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const isTooDeep = error instanceof RangeError && /call stack/.test(error.message);
    if (!isTooDeep) throw error;
    const message = 'statement is too large (stack overflow during analysis)';
    throw new TrinoError('STATEMENT_TOO_LARGE', message, { line: 1, column: 1 }, { cause: error });
  }
}
