import type { AnswerContext } from '../answer/context.ts';
import type { Dataset, Join } from '../catalogue/dataset.ts';
import type { Diagnostic } from '../catalogue/diagnostic.ts';
import type { Query } from '../catalogue/query.ts';
import type { Expression } from '../trino/syntax.ts';

import { fromSql } from '../catalogue/dataset-sql.ts';
import { undefinedIfRefused } from '../error.ts';
import { tryParseExpression } from '../trino/parse.ts';
import { aliasesOf, conjunctsOf, sideOf } from './join-key.ts';
import { STATEMENT_MS } from './statement-time.ts';

/** Two expressions that a join holds to be equal: one of the joined table, one of the tables before it. */
type Equality = { readonly own: string; readonly other: string };

/**
 * Checks on the data that each join of a dataset finds a row for some row of the fact table; with none, all its dimensions are
 * Unknown. A table without rows and keys that are all NULL are no fault. The pieces of the dataset must be known to run.
 */
export async function checkUnmatchedJoins(
  { dataset, file }: Query & { readonly dataset: Dataset },
  { run }: Pick<AnswerContext, 'run'>,
): Promise<readonly Diagnostic[]> {
  const found = await Promise.all(
    dataset.joins.map(async (join): Promise<readonly Diagnostic[]> => {
      const equality = equalityOf(join);
      const message = equality && (await unmatchedMessage(dataset, join, equality, run));
      return message === undefined ? [] : [{ file, ...join.onPosition, message }];
    }),
  );
  return found.flat();
}

/** The first equality between the joined table alone and others alone. */
function equalityOf({ alias, on }: Join): Equality | undefined {
  const condition = tryParseExpression(on)?.expression;
  const textOf = ({ range }: Expression) => on.slice(range!.start, range!.end);
  for (const term of condition ? conjunctsOf(condition) : []) {
    if (term.kind !== 'comparison' || term.operator !== '=') continue;
    const own = sideOf(alias.toLowerCase(), term.left, term.right);
    const other = own === term.left ? term.right : term.left;
    if (own && aliasesOf(other)?.size) return { own: textOf(own), other: textOf(other) };
  }
  return undefined;
}

async function unmatchedMessage(
  dataset: Dataset,
  { alias, table, needs }: Join,
  { own, other }: Equality,
  run: AnswerContext['run'],
): Promise<string | undefined> {
  const sql = [
    `SELECT COUNT(*), COUNT(${own}), CAST(MIN(${other}) AS varchar), (SELECT CAST(MIN(${own}) AS varchar) FROM ${table} ${alias})`,
    `FROM ${fromSql(dataset, [...needs, alias])}`,
    `WHERE ${other} IS NOT NULL`,
  ].join('\n');
  const counted = await undefinedIfRefused(run({ sql, parameters: [] }, AbortSignal.timeout(STATEMENT_MS)));
  const [rows, matched, theirs, mine] = counted?.rows[0] ?? [];
  if (Number(rows ?? 0) === 0 || Number(matched) > 0 || theirs == null || mine == null) return undefined;
  const count = Number(rows).toLocaleString('en-US');
  return `join ${alias} finds no row of ${table} for any of ${count} rows, so that all it gives is Unknown: ${other} is such as ${quoted(theirs)}, ${own} such as ${quoted(mine)}; write what is equal in both`;
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
