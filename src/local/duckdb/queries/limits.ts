import type { Query, RowCount } from '../../../trino/syntax.ts';
import type { Context } from '../context.ts';

import { TrinoError } from '../../../trino/error.ts';
import { isInteger, quoteName } from '../types/type.ts';

/** The SQL of OFFSET and LIMIT; `withTies` says that rows which equal the last one in the order are kept too. */
export type Limits = { readonly offset?: string; readonly limit?: string; readonly withTies: boolean };

/**
 * Translates OFFSET and LIMIT of a query. Throws INVALID_PARAMETER_USAGE for a parameter that is no integer, MISSING_ORDER_BY for
 * WITH TIES without an order.
 */
export function limitsOf(query: Query, context: Context): Limits {
  if (query.withTies && query.orderBy.length === 0) {
    throw new TrinoError('MISSING_ORDER_BY', 'FETCH FIRST WITH TIES clause requires ORDER BY', query.at);
  }
  return {
    offset: countSql('OFFSET', query.offset, context),
    limit: countSql('LIMIT', query.limit, context),
    withTies: query.withTies,
  };
}

function countSql(clause: string, count: RowCount | undefined, { session }: Context): string | undefined {
  if (!count) return undefined;
  if (count.kind === 'count') return String(BigInt(count.text));
  const value = session.parameters[count.index];
  if (value && isInteger(value.type)) return value.sql;
  throw new TrinoError('INVALID_PARAMETER_USAGE', `The ${clause} parameter must be an integer`, count.at);
}

/** A key of ORDER BY: its SQL, and its direction such as `DESC NULLS LAST`. */
export type SortKey = { readonly sql: string; readonly direction: string };

/**
 * Returns the SQL of a query with an order and limits, given the SQL `rows` without them. `columns` are the names of the columns to
 * be returned; others serve the order alone.
 */
export function orderedRows(
  rows: string,
  columns: readonly string[],
  keys: readonly SortKey[],
  limits: Limits,
): string {
  const order = keys.map(({ sql, direction }) => `${sql} ${direction}`).join(', ');
  if (limits.withTies) return rowsWithTies(rows, columns, order, limits);
  return `${rows}${order && ` ORDER BY ${order}`}${limits.limit ? ` LIMIT ${limits.limit}` : ''}${limits.offset ? ` OFFSET ${limits.offset}` : ''}`;
}

/** The last row and those that tie with it share a rank that is no larger than the last row's place. */
function rowsWithTies(
  rows: string,
  columns: readonly string[],
  order: string,
  { limit = '0', offset = '0' }: Limits,
): string {
  const ranked = `SELECT q.*, rank() OVER (ORDER BY ${order}) AS "its rank", row_number() OVER (ORDER BY ${order}) AS "its place"`;
  const kept = `"its place" > ${offset} AND "its rank" <= ${offset} + ${limit}`;
  return `SELECT ${columns.map(quoteName).join(', ')} FROM (${ranked} FROM (${rows}) AS q) AS r WHERE ${kept} ORDER BY "its place"`;
}
