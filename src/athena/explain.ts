import type { Statement } from '../answer/statement.ts';

/** The EXPLAIN of a statement. */
export type Explanation = {
  /** EXPLAIN and the statement. As EXPLAIN takes no execution parameters, their literals stand in their places. */
  readonly sql: string;
  /** Translates the `line 3:14` of a message to the original statement. */
  readonly translatePosition: (message: string) => string;
};

const PREFIX = 'EXPLAIN ';

const TOKENS = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\?/g;

/** Writes the EXPLAIN of a statement. */
export function explainStatement({ sql, parameters }: Statement): Explanation {
  const literals: { readonly end: number; readonly growth: number }[] = [];
  const inlined = sql.replace(TOKENS, (token, index: number) => {
    const literal = token === '?' ? parameters[literals.length] : undefined;
    if (literal === undefined) return token;
    literals.push({ end: index + 1, growth: literal.length - 1 });
    return literal;
  });

  const originalOf = (offset: number) => {
    let grown = 0;
    for (const { end, growth } of literals) {
      if (offset < end + grown) break;
      // a place inside a literal is that of its `?`
      if (offset < end + grown + growth) return end - 1;
      grown += growth;
    }
    return offset - grown;
  };
  const translatePosition = (message: string) =>
    message.replace(/\bline (\d+):(\d+)/, (_, line, column) => {
      const text = `${PREFIX}${inlined}`;
      const offset = offsetOf(text, Number(line), Number(column)) - PREFIX.length;
      return `line ${positionOf(sql, originalOf(Math.max(0, offset)))}`;
    });
  return { sql: `${PREFIX}${inlined}`, translatePosition };
}

function offsetOf(text: string, line: number, column: number): number {
  const before = text.split('\n').slice(0, line - 1);
  return before.reduce((length, { length: more }) => length + more + 1, 0) + column - 1;
}

function positionOf(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  return `${lines.length}:${lines.at(-1)!.length + 1}`;
}
