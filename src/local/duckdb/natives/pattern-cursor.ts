import { fail } from '../../../trino/fail.ts';

/** A regular expression that is being read, and what has been read of it so far. */
export type PatternCursor = {
  /** Its code points. */
  readonly text: readonly string[];
  /** The index in `text` of the next one to be read. */
  at: number;
  /** The number of capturing groups. */
  groups: number;
  readonly names: Map<string, number>;
  /** The numbers of the groups that are referred to. */
  readonly references: number[];
  /** Whether a class may hold symbols, of which newer ones are not known to Trino. */
  readsSymbols: boolean;
};

/** Returns a cursor at the start of a pattern. */
export const newCursor = (pattern: string): PatternCursor => ({
  text: [...pattern],
  at: 0,
  groups: 0,
  names: new Map(),
  references: [],
  readsSymbols: false,
});

/** Returns the text from the cursor to the end of the pattern. */
export const rest = ({ text, at }: PatternCursor): string => text.slice(at).join('');

/** Moves the cursor behind what `expression`, which begins with `^`, matches there; undefined when it does not. */
export function take(cursor: PatternCursor, expression: RegExp): RegExpExecArray | undefined {
  const match = expression.exec(rest(cursor));
  if (!match) return undefined;
  cursor.at += [...match[0]].length;
  return match;
}

/** Fails with INVALID_FUNCTION_ARGUMENT for a faulty pattern; the message is that of Trino's engine. */
export const invalid = (message: string): never => fail('INVALID_FUNCTION_ARGUMENT', message);

/** Fails with NOT_SUPPORTED for a part of a pattern that Trino knows and this engine does not. */
export const refuse = (what: string): never =>
  fail('NOT_SUPPORTED', `${what} in a regular expression is not supported by the embedded engine`);
