import type {
  IdentifierContext,
  QualifiedNameContext,
  StringContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';

import type { Name } from './syntax.ts';

import { TrinoError } from './error.ts';
import { positionOf, Tree } from './grammar.ts';

/** Reads the parts of a dotted name. */
export const readNames = (tree: QualifiedNameContext): Name[] => tree.identifier().map(readIdentifier);

/**
 * Reads an identifier as it was written, without its quotes. Throws SYNTAX_ERROR for one that Trino does not allow.
 */
export function readIdentifier(tree: IdentifierContext): Name {
  const at = positionOf(tree);
  const text = tree.getText();
  if (tree instanceof Tree.QuotedIdentifierContext) {
    const name = text.slice(1, -1).replaceAll('""', '"');
    if (name === '') throw new TrinoError('SYNTAX_ERROR', 'Zero-length delimited identifier not allowed', at);
    return { text: name, at };
  }
  if (tree instanceof Tree.BackQuotedIdentifierContext) {
    const advice = 'backquoted identifiers are not supported; use double quotes to quote identifiers';
    throw new TrinoError('SYNTAX_ERROR', advice, at);
  }
  if (tree instanceof Tree.DigitIdentifierContext) {
    const advice = 'identifiers must not start with a digit; surround the identifier with double quotes';
    throw new TrinoError('SYNTAX_ERROR', advice, at);
  }
  return { text, at };
}

/** Reads the value of a string literal: `'it''s'` or `U&'\00e9'`. Throws SYNTAX_ERROR for a wrong escape. */
export function readString(tree: StringContext): string {
  if (tree instanceof Tree.BasicStringLiteralContext) return unquote(tree.getText());
  if (tree instanceof Tree.UnicodeStringLiteralContext) {
    const escapeCharacter = tree.STRING() ? unquote(tree.STRING()!.getText()) : '\\';
    return decodeUnicode(unquote(tree.UNICODE_STRING().getText().slice(2)), escapeCharacter, tree);
  }
  throw new TrinoError(
    'NOT_SUPPORTED',
    'this string literal is not supported by the embedded engine',
    positionOf(tree),
  );
}

const unquote = (literal: string): string => literal.slice(1, -1).replaceAll("''", "'");

/** `\XXXX` and `\+XXXXXX` are code points, a doubled escape is itself. */
function decodeUnicode(text: string, escapeCharacter: string, tree: StringContext): string {
  const at = positionOf(tree);
  if (!/^[^0-9A-Fa-f+'"\s]$/u.test(escapeCharacter))
    throw new TrinoError('SYNTAX_ERROR', 'Invalid Unicode escape character', at);
  let decoded = '';
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] !== escapeCharacter) {
      decoded += text[index];
    } else if (text[index + 1] === escapeCharacter) {
      decoded += escapeCharacter;
      index += 1;
    } else {
      const digits = /^(?:\+([0-9A-Fa-f]{6})|([0-9A-Fa-f]{4}))/.exec(text.slice(index + 1));
      const codePoint = Number.parseInt(digits?.[1] ?? digits?.[2] ?? '', 16);
      if (!digits || codePoint > 0x10ffff) throw new TrinoError('SYNTAX_ERROR', 'Incomplete escape sequence', at);
      decoded += String.fromCodePoint(codePoint);
      index += digits[0].length;
    }
  }
  return decoded;
}
