import type { AnswerContext } from '../answer/context.ts';
import type { Dataset, Join } from '../catalogue/dataset.ts';
import type { Diagnostic } from '../catalogue/diagnostic.ts';
import type { Query } from '../catalogue/query.ts';
import type { JoinKey } from './join-key.ts';

import { fromSql } from '../catalogue/dataset-sql.ts';
import { expressionsOf } from '../trino/nodes.ts';
import { tryParseExpression } from '../trino/parse.ts';
import { sqlName } from '../trino/sql-name.ts';
import { piecesOf } from './dataset-probe.ts';
import { joinKeyOf } from './join-key.ts';
import { findRepeatedKeys, repeatedKeysSql, repeatedKeysText } from './repeated-keys.ts';
import { STATEMENT_MS } from './statement-time.ts';
import { factTable } from './tables.ts';

/**
 * Checks on the data that each join of a dataset finds at most one row. Returns a diagnostic for one that does not, with
 * the number of repeated keys and how to write it instead. Its pieces must be known to run.
 */
export async function checkDatasetJoins(
  { dataset, file }: Query & { readonly dataset: Dataset },
  { run }: Pick<AnswerContext, 'run'>,
): Promise<readonly Diagnostic[]> {
  const found = await Promise.all(
    dataset.joins.map(async (join): Promise<Diagnostic | undefined> => {
      const condition = tryParseExpression(join.on)?.expression;
      const key = condition && joinKeyOf(condition, join.alias, join.on);
      const message = key ? await repeatedMessage(dataset, join, key, run) : await rowsMessage(dataset, join, run);
      return message === undefined ? undefined : { file, ...join.position, message };
    }),
  );
  return found.filter((diagnostic) => diagnostic !== undefined);
}

async function repeatedMessage(
  dataset: Dataset,
  join: Join,
  key: JoinKey,
  run: AnswerContext['run'],
): Promise<string | undefined> {
  const { alias, table } = join;
  const repeated = await findRepeatedKeys(repeatedKeysSql(`${table} ${alias}`, key), [], run);
  if (!repeated) return undefined;
  const words = repeatedKeysText(repeated, key.keys, table);
  return `join ${alias} finds several rows: ${words}, so measures would count them as often; ${instead(dataset, join, key)}`;
}

/** What to write in place of a join that finds several rows. */
function instead(dataset: Dataset, { alias, table }: Join, { columns }: JoinKey): string {
  const advice = 'join a table that has each of them once';
  if (!/^[\w."]+$/.test(table)) return advice;
  const used = columnsUsed(dataset, alias).filter((name) => !columns.includes(name));
  const rest = used.map((name) => `, MAX(${name}) AS ${name}`).join('');
  return `${advice}, such as table: "(SELECT ${columns.join(', ')}${rest} FROM ${table} GROUP BY ${columns.join(', ')})"`;
}

/** The columns of a joined table that a dataset names. */
function columnsUsed(dataset: Dataset, alias: string): readonly string[] {
  const names = piecesOf(dataset)
    .filter(({ kind }) => kind !== 'table')
    .flatMap(({ sql }) => {
      const tree = tryParseExpression(sql)?.expression;
      return tree ? [...expressionsOf(tree, 'column')].map(({ name }) => name) : [];
    })
    .filter((name) => name.length > 1 && name[0]!.text.toLowerCase() === alias.toLowerCase())
    .map((name) => name[1]!.text);
  return [...new Set(names)];
}

/** Of a join by anything but equalities: how many rows of the fact table it finds several rows for. */
async function rowsMessage(
  dataset: Dataset,
  { alias, table, needs }: Join,
  run: AnswerContext['run'],
): Promise<string | undefined> {
  const fact = factTable(dataset);
  const numbered = `(SELECT *, ROW_NUMBER() OVER () AS owlpost_row FROM ${fact.table}) ${sqlName(fact.alias)}`;
  const joined = fromSql({ ...dataset, from: numbered }, [...needs, alias]);
  const sql = `SELECT COUNT(*) FROM (\nSELECT owlpost_row FROM ${joined}\nGROUP BY 1 HAVING COUNT(*) > 1\n) repeated`;
  const { rows } = await run({ sql, parameters: [] }, AbortSignal.timeout(STATEMENT_MS));
  const count = Number(rows[0]?.[0] ?? 0);
  if (count === 0) return undefined;
  return `join ${alias} finds several rows of ${table} for ${count.toLocaleString('en-US')} rows of ${fact.table}, so measures would count them as often; add to on what tells its rows apart`;
}
