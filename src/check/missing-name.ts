import type { Run } from '../answer/context.ts';

import { undefinedIfRefused } from '../error.ts';
import { nearest } from '../text/nearest.ts';
import { STATEMENT_MS } from './statement-time.ts';

const MOST_NAMES = 12;

/**
 * Writes which table or column may have been meant by one that Athena does not find, as the end of a sentence; empty
 * for any other message. `tables` are the texts of tables by their aliases.
 */
export async function missingNameHint(message: string, tables: ReadonlyMap<string, string>, run: Run): Promise<string> {
  const [, path] = /Column '([^']+)' cannot be resolved/.exec(message) ?? [];
  if (path !== undefined) return columnHint(path, tables, run);
  const [, schema, table] = /Table '[^'.]*\.([^'.]+)\.([^']+)' does not exist/.exec(message) ?? [];
  if (schema === undefined || table === undefined) return '';
  const known = await namesIn(
    `SELECT table_name FROM information_schema.tables WHERE table_schema = '${schema}' ORDER BY 1`,
    run,
    'rows',
  );
  return known.length > 0 ? hint(table, known, `${schema} has`) : '';
}

async function columnHint(path: string, tables: ReadonlyMap<string, string>, run: Run): Promise<string> {
  const [alias, column] = path.includes('.') ? path.split(/\.(?=[^.]*$)/) : [undefined, path];
  const asked = [...tables].filter(([name]) => alias === undefined || name.toLowerCase() === alias.toLowerCase());
  const known = await Promise.all(asked.map(([, table]) => namesIn(`SELECT * FROM ${table} LIMIT 0`, run, 'columns')));
  const names = [...new Set(known.flat())];
  return names.length > 0 ? hint(column!, names, asked.length === 1 ? `${asked[0]![1]} has` : 'there are') : '';
}

function hint(name: string, names: readonly string[], has: string): string {
  const [near] = nearest(name, [names], { most: 1 });
  if (near) return `, did you mean ${near}?`;
  const more = names.length > MOST_NAMES ? ', …' : '';
  return `: ${has} ${names.slice(0, MOST_NAMES).join(', ')}${more}`;
}

/** The names of the columns of a result, or the texts of its first column; none when it is refused. */
async function namesIn(sql: string, run: Run, from: 'columns' | 'rows'): Promise<readonly string[]> {
  const table = await undefinedIfRefused(run({ sql, parameters: [] }, AbortSignal.timeout(STATEMENT_MS)));
  if (!table) return [];
  return from === 'columns' ? table.columns.map(({ name }) => name) : table.rows.flatMap(([cell]) => cell ?? []);
}
