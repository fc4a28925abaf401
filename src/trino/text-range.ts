import type { ParserRuleContext } from 'antlr4ng';

/** Characters of a statement from `start` up to, but not including, `end`: offsets for `String.slice`. */
export type TextRange = { readonly start: number; readonly end: number };

/** Finds the characters that a part of a parse tree was read from. */
export type RangeReader = (tree: Pick<ParserRuleContext, 'start' | 'stop'>) => TextRange;

/**
 * Returns the reader of ranges for the parse tree of `text`. `shift` is the number of characters that stood before
 * `text` when it was parsed. The parser counts code points; JavaScript counts UTF-16 units.
 */
export function rangeReader(text: string, shift = 0): RangeReader {
  const offsets = /[\u{10000}-\u{10ffff}]/u.test(text) ? codePointOffsets(text) : undefined;
  const offset = (point: number): number => {
    const index = Math.max(0, point - shift);
    return offsets ? (offsets[index] ?? text.length) : Math.min(index, text.length);
  };
  return ({ start, stop }) => ({
    start: offset(start?.start ?? shift),
    end: offset((stop?.stop ?? start?.start ?? shift) + 1),
  });
}

function codePointOffsets(text: string): readonly number[] {
  const offsets: number[] = [];
  let offset = 0;
  for (const character of text) {
    offsets.push(offset);
    offset += character.length;
  }
  return offsets;
}
