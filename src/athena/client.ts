import { setTimeout as sleep } from 'node:timers/promises';
import type { BaseLogger } from 'pino';

import type { Run } from '../answer/context.ts';
import type { Statement } from '../answer/statement.ts';
import type { Connection } from './connection.ts';

import { UserError } from '../error.ts';
import { connectAthena, connectS3 } from './connection.ts';
import { openExecutions } from './executions.ts';
import { explanationOf } from './explain.ts';
import { errorOfCall } from './failure.ts';
import { readResult } from './results.ts';

export type AthenaOptions = Connection & {
  readonly database: string;
  readonly workgroup?: string;
  readonly catalog?: string;
  /** Where results go when the workgroup does not say: `s3://bucket/folder/`. */
  readonly output?: string;
  /** How soon a query can have ended; see `firstPollOf`. */
  readonly firstPollMs?: number;
  /** A query that runs longer is stopped. */
  readonly deadlineMs?: number;
  readonly rowLimit?: number;
  readonly log: Pick<BaseLogger, 'debug' | 'warn'>;
};

export type Athena = {
  /** Rejects with a UserError, or with the signal's own reason once it aborts; the query is then stopped. */
  readonly run: Run;
  /** What Athena finds wrong with a statement, without running it; nothing when it would run. */
  explain(sql: string, parameters?: readonly string[]): Promise<string | undefined>;
  /** Stops every query in flight. */
  close(): Promise<void>;
};

const LONGEST_SQL = 262_144; // bytes

const LONGEST_PARAMETER = 1024;

const CLOSE_MS = 15_000;

/** Real Athena needs a quarter of a second for `SELECT 1`; an endpoint on this machine answers within milliseconds. */
export function firstPollOf(endpoint: string | undefined): number {
  return endpoint && /^(127\.|localhost$|\[::1\]$)/.test(new URL(endpoint).hostname) ? 5 : 250;
}

/** Athena through its own SDK: starts, waits, reads, stops. */
export function openAthenaClient({
  database,
  workgroup = 'primary',
  catalog,
  output,
  firstPollMs,
  deadlineMs = 600_000,
  rowLimit = 50_000,
  log,
  ...connection
}: AthenaOptions): Athena {
  const athena = connectAthena(connection);
  const s3 = connectS3(connection);
  const executions = openExecutions(athena, {
    database,
    workgroup,
    catalog,
    output,
    firstPollMs: firstPollMs ?? firstPollOf(connection.endpoint),
    log,
  });
  const closing = new AbortController();
  const working = new Set<Promise<unknown>>();

  const run: Run = (statement, asker) =>
    within(asker, async (signal) => {
      checkStatement(statement);
      const execution = await executions.execute(statement, signal);
      const { columns, rows } = await readResult(execution, { athena, s3, rowLimit, signal, log });
      const statistics = execution.Statistics;
      return {
        columns,
        rows,
        scannedBytes: statistics?.DataScannedInBytes ?? 0,
        elapsedMs: statistics?.TotalExecutionTimeInMillis ?? 0,
        engine: execution.EngineVersion?.EffectiveEngineVersion ?? 'Athena',
        executionId: execution.QueryExecutionId ?? '',
        reused: statistics?.ResultReuseInformation?.ReusedPreviousResult ?? false,
      };
    });

  async function explain(sql: string, parameters: readonly string[] = []): Promise<string | undefined> {
    const explanation = explanationOf({ sql, parameters });
    const statement = { sql: explanation.sql, parameters: [] };
    try {
      checkStatement(statement);
      await within(closing.signal, (signal) => executions.execute(statement, signal));
      return undefined;
    } catch (error) {
      if (error instanceof UserError) return explanation.place(error.message);
      throw error;
    }
  }

  async function close(): Promise<void> {
    closing.abort(new UserError('Owlpost is stopping; ask again in a moment', { isTemporary: true }));
    const settled = Promise.allSettled(working).then(() => executions.settle());
    await Promise.race([settled, sleep(CLOSE_MS, undefined, { ref: false })]);
    athena.destroy();
    s3.destroy();
  }

  /** Ends work when the asker leaves, the time is up or the client closes, and tells which. */
  async function within<T>(asker: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(tooLong(deadlineMs)), deadlineMs);
    const signal = AbortSignal.any([closing.signal, asker, deadline.signal]);
    const task = (async () => {
      signal.throwIfAborted();
      return await work(signal);
    })();
    working.add(task);
    try {
      return await task;
    } catch (error) {
      // what aborted work throws is not always the signal's own reason
      throw signal.aborted ? signal.reason : errorOfCall(error, { where: 'Athena' });
    } finally {
      clearTimeout(timer);
      working.delete(task);
    }
  }

  return { run, explain, close };
}

function checkStatement({ sql, parameters }: Statement): void {
  const bytes = Buffer.byteLength(sql);
  if (bytes === 0) throw new UserError('the query is empty; its author has to write some SQL');
  if (bytes > LONGEST_SQL) {
    throw new UserError(
      `the query is ${bytes} bytes long and Athena takes ${LONGEST_SQL}; its author has to shorten it`,
    );
  }
  const parameter = parameters.find(({ length }) => length < 1 || length > LONGEST_PARAMETER);
  if (parameter !== undefined) {
    throw new UserError(
      `the value ${parameter.slice(0, 40)}… is ${parameter.length} characters long and Athena takes 1 to ${LONGEST_PARAMETER}; give a shorter one`,
    );
  }
}

function tooLong(ms: number): UserError {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  const time = minutes === 1 ? 'a minute' : `${minutes} minutes`;
  return new UserError(`the query was stopped after ${time}; ask for a shorter period or add a filter`);
}
