import type { Kysely } from 'kysely';
import { sql } from 'kysely';

import type { AuditReports } from '../answer/audit-report.ts';
import type { Schema } from './schema.ts';

import { DAY_MS, WEEK_MS } from '../calendar/durations.ts';

/** The first Monday after 1970 began, in milliseconds. */
const MONDAY_MS = 4 * DAY_MS;

/** The number of whole weeks before a moment; literals, as SQLite takes parameters for fractions. */
const WEEK = sql<number>`(at - ${sql.lit(MONDAY_MS)}) / ${sql.lit(WEEK_MS)}`;

/** Opens the reports over the table of the audit. The database adds up, so that no number of entries is too large. */
export function openAuditReports(database: Kysely<Schema>): AuditReports {
  return {
    async costs(since) {
      const rows = await database
        .selectFrom('audit')
        .select(({ fn }) => [
          'query',
          WEEK.as('week'),
          fn.countAll().as('questions'),
          sql<number>`cast(sum(scanned_bytes) as double precision)`.as('bytes'),
          sql<number>`sum(coalesce(dollars, 0))`.as('dollars'),
        ])
        .where('at', '>=', since.getTime())
        .where('query', 'is not', null)
        .groupBy(['query', WEEK])
        .orderBy('week', 'desc')
        .orderBy('bytes', 'desc')
        .orderBy('query')
        .execute();
      return rows.map(({ week, query, questions, bytes, dollars }) => ({
        week: new Date(MONDAY_MS + week * WEEK_MS).toISOString().slice(0, 10),
        query: query!,
        questions: Number(questions),
        scannedBytes: bytes,
        dollars,
      }));
    },
    async unmet({ since, limit }) {
      const asked = database
        .selectFrom('audit')
        .select(({ fn }) => [
          'question',
          'reason',
          fn
            .countAll()
            .over((over) => over.partitionBy('question'))
            .as('times'),
          fn
            .agg('row_number')
            .over((over) => over.partitionBy('question').orderBy('at', 'desc').orderBy('id'))
            .as('place'),
        ])
        .where('at', '>=', since.getTime())
        .where((where) => where.or([where('outcome', '=', 'refused'), where('rows', '=', 0)]));
      const latest = database
        .selectFrom(asked.as('asked'))
        .select(({ fn }) => ['question', 'reason', 'times', fn.countAll().over().as('total')])
        .where('place', '=', 1)
        .orderBy('times', 'desc')
        .orderBy('question');
      const rows = await (limit === undefined ? latest : latest.limit(limit)).execute();
      const questions = rows.map(({ question, times, reason }) => ({
        question,
        count: Number(times),
        reason: reason ?? 'no rows',
      }));
      return { questions, total: Number(rows[0]?.total ?? 0) };
    },
  };
}
