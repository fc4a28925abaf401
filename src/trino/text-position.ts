import type { Position } from './error.ts';

/** Returns the line and column of an offset in a text. */
export function positionAt(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
}

/** Returns the offset of a line and column in a text, the inverse of `positionAt`. */
export function offsetAt(text: string, { line, column }: Position): number {
  const before = text.split('\n').slice(0, line - 1);
  return before.reduce((length, { length: more }) => length + more + 1, 0) + column - 1;
}
