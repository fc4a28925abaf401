import { fail } from '../../../trino/fail.ts';

/** The state of reading a regular expression. */
export type PatternCursor = {
  /** The code points of the pattern. */
  readonly text: readonly string[];
  /** The index in `text` of the next code point. */
  at: number;
  /** The number of capturing groups read so far. */
  groups: number;
  /** The numbers of named groups. */
  readonly names: Map<string, number>;
  /** The numbers of the groups that are referred to. */
  readonly references: number[];
  /** Whether a class may hold emoji or currency signs, of which Trino does not know the newer ones. */
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

/** Matches `expression`, which begins with `^`, at the cursor and moves it behind the match; undefined when it does not match. */
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
