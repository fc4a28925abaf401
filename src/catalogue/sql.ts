/** A piece of SQL: code, a string literal, a comment, a quoted identifier, or a mark of the template language. */
export type SqlToken = {
  readonly kind: 'sql' | 'string' | 'comment' | 'identifier' | 'hole' | 'open' | 'close' | 'question' | 'unclosed';
  readonly start: number;
  readonly end: number;
};

const TOKEN =
  /(?<string>'(?:[^']|'')*')|(?<comment>--[^\n]*|\/\*[\s\S]*?\*\/)|(?<identifier>"(?:[^"]|"")*")|(?<hole>\{\{[^{}\n]*\}\})|(?<open>\[\[)|(?<close>\]\])|(?<question>\?)|(?<unclosed>'|"|\/\*|\{\{)/g;

/** Splits SQL into tokens that cover all of it, in order. */
export function* tokens(sql: string): Generator<SqlToken> {
  let last = 0;
  for (const match of sql.matchAll(TOKEN)) {
    if (match.index > last) yield { kind: 'sql', start: last, end: match.index };
    const kind = Object.entries(match.groups!).find(([, value]) => value !== undefined)![0] as SqlToken['kind'];
    last = match.index + match[0].length;
    yield { kind, start: match.index, end: last };
  }
  if (last < sql.length) yield { kind: 'sql', start: last, end: sql.length };
}
