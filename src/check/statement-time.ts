/** The longest that a check waits for one statement, in milliseconds: two minutes. */
export const STATEMENT_MS = 120_000;
