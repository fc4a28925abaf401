import type { Statement } from '../answer/statement.ts';

import { tokens } from '../catalogue/sql.ts';

/** Returns a statement with its literals in place of each `?`, and a function from an offset in it to the offset in the original. */
export function inlineParameters({ sql, parameters }: Statement): {
  readonly sql: string;
  readonly originalOf: (offset: number) => number;
} {
  const growths: { readonly end: number; readonly growth: number }[] = [];
  let inlined = '';
  for (const { kind, start, end } of tokens(sql)) {
    const text = kind === 'question' ? (parameters[growths.length] ?? '?') : sql.slice(start, end);
    inlined += text;
    if (kind === 'question') growths.push({ end: inlined.length, growth: text.length - 1 });
  }
  const originalOf = (offset: number) =>
    growths.reduce((position, { end, growth }) => (end <= offset ? position - growth : position), offset);
  return { sql: inlined, originalOf };
}
