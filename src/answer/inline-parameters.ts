import type { Statement } from './statement.ts';

import { tokens } from '../catalogue/sql.ts';

/** A statement without parameters. */
export type InlinedStatement = {
  readonly sql: string;
  /** Returns the offset in the original statement of an offset in `sql`; that of its `?` for one inside a literal. */
  readonly originalOf: (offset: number) => number;
};

/** Writes a statement with its literals in place of each `?`; a `?` without a literal stays. */
export function inlineParameters({ sql, parameters }: Statement): InlinedStatement {
  const literals: { readonly start: number; readonly end: number }[] = [];
  let inlined = '';
  for (const { kind, start, end } of tokens(sql)) {
    const text = kind === 'question' ? (parameters[literals.length] ?? '?') : sql.slice(start, end);
    if (kind === 'question') literals.push({ start: inlined.length, end: inlined.length + text.length });
    inlined += text;
  }
  const originalOf = (offset: number) => {
    let growth = 0;
    for (const { start, end } of literals) {
      if (offset < start) break;
      if (offset < end) return start - growth;
      growth += end - start - 1;
    }
    return offset - growth;
  };
  return { sql: inlined, originalOf };
}
