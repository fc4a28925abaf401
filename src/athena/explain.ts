import type { Statement } from '../answer/statement.ts';

import { inlineParameters } from '../answer/inline-parameters.ts';
import { offsetAt, positionAt } from '../trino/text-position.ts';

/** The EXPLAIN of a statement. */
export type Explanation = {
  /** EXPLAIN and the statement. As EXPLAIN takes no execution parameters, their literals stand in their places. */
  readonly sql: string;
  /** Translates the `line 3:14` of a message to the original statement. */
  readonly translatePosition: (message: string) => string;
};

const PREFIX = 'EXPLAIN ';

/** Writes the EXPLAIN of a statement. */
export function explainStatement(statement: Statement): Explanation {
  const inlined = inlineParameters(statement);
  const sql = `${PREFIX}${inlined.sql}`;
  const translatePosition = (message: string) =>
    message.replace(/\bline (\d+):(\d+)/, (_, line, column) => {
      const offset = offsetAt(sql, { line: Number(line), column: Number(column) }) - PREFIX.length;
      const original = positionAt(statement.sql, inlined.originalOf(Math.max(0, offset)));
      return `line ${original.line}:${original.column}`;
    });
  return { sql, translatePosition };
}
