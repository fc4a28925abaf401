import type { Expression } from '../../../trino/syntax.ts';
import type { Context, TypedSql } from '../context.ts';

import { CATALOG } from '../scope.ts';
import { DATE, quoteText, VARCHAR } from '../types/type.ts';

/** Translates `current_date`, `localtimestamp(3)`, `current_schema` and their like. The session's time zone is UTC. */
export function current(node: Extract<Expression, { kind: 'current' }>, { session }: Context): TypedSql {
  const precision = Math.min(node.precision ?? 3, 6);
  const now: TypedSql = {
    sql: `trino.now(${precision})`,
    type: { kind: 'timestamp with time zone', precision, zone: 'UTC' },
  };
  switch (node.what) {
    case 'date':
      return {
        sql: `CAST(timezone('UTC', now()) AS DATE)`,
        type: DATE,
      };
    case 'timestamp':
      return now;
    case 'local timestamp':
      return { sql: `timezone('UTC', ${now.sql})`, type: { kind: 'timestamp', precision } };
    case 'local time':
      return { sql: `CAST(timezone('UTC', ${now.sql}) AS TIME)`, type: { kind: 'time', precision } };
    case 'schema':
      return { sql: quoteText(session.database), type: VARCHAR };
    default:
      return { sql: quoteText(CATALOG), type: VARCHAR };
  }
}
