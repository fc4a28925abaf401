import type { Run } from '../answer/context.ts';
import type { JoinKey } from './join-key.ts';

import { STATEMENT_MS } from './statement-time.ts';

/** The keys that occur in several rows: how many there are, and the one with most rows. */
export type RepeatedKeys = { readonly count: number; readonly example: string; readonly rows: number };

/** Writes the statement that counts the keys of a table, written as after FROM, which occur in more than one row, and finds the most frequent one. */
export function repeatedKeysSql(table: string, { keys, conditions }: JoinKey): string {
  const places = keys.map((_, index) => index + 1).join(', ');
  const where = [...keys.map((key) => `${key} IS NOT NULL`), ...conditions.map((condition) => `(${condition})`)];
  return [
    `SELECT ${keys.join(', ')}, COUNT(*) AS "rows", COUNT(*) OVER () AS "keys"`,
    `FROM ${table}`,
    `WHERE ${where.join(' AND ')}`,
    `GROUP BY ${places}`,
    `HAVING COUNT(*) > 1`,
    `ORDER BY ${keys.length + 1} DESC, ${places}`,
    'LIMIT 1',
  ].join('\n');
}

/** Runs a statement of `repeatedKeysSql`; undefined when each key occurs once. Throws what `run` throws. */
export async function findRepeatedKeys(
  sql: string,
  parameters: readonly string[],
  run: Run,
): Promise<RepeatedKeys | undefined> {
  const { rows } = await run({ sql, parameters }, AbortSignal.timeout(STATEMENT_MS));
  const [row] = rows;
  if (!row) return undefined;
  const [count, most] = [Number(row.at(-1)), Number(row.at(-2))];
  return { count, rows: most, example: row.slice(0, -2).map(String).join(', ') };
}

/** Writes how often keys occur in a table: `2 values of p.code stand in several rows of products, P1 in 3`. */
export function repeatedKeysText(
  { count, example, rows }: RepeatedKeys,
  keys: readonly string[],
  table: string,
): string {
  const values = count === 1 ? '1 value of' : `${count.toLocaleString('en-US')} values of`;
  const stand = count === 1 ? 'stands' : 'stand';
  return `${values} ${keys.join(', ')} ${stand} in several rows of ${table}, ${example} in ${rows.toLocaleString('en-US')}`;
}
