import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { QueryExecution, WorkGroupConfiguration } from '@aws-sdk/client-athena';
import {
  AthenaClient,
  GetWorkGroupCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { S3Client } from '@aws-sdk/client-s3';
import type { BaseLogger } from 'pino';

import type { Run } from '../answer.ts';
import type { Statement } from '../statement.ts';

import { UserError } from '../error.ts';
import { errorOfCall, errorOfFailure, failureOf, isThrottle } from './failure.ts';
import { openPoller } from './poller.ts';
import { readResult } from './results.ts';

export type AthenaOptions = {
  readonly database: string;
  readonly region?: string;
  readonly workgroup?: string;
  readonly catalog?: string;
  /** Where results go when the workgroup does not say: `s3://bucket/folder/`. */
  readonly output?: string;
  /** Other addresses than the region's own; without them the SDK's own AWS_ENDPOINT_URL_* settings count. */
  readonly endpoint?: string;
  readonly s3Endpoint?: string;
  /** Without them the SDK's own chain finds some. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
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
const ATTEMPTS = 3;
const PATIENCE_MS = 120_000; // with a full queue
const STOP_MS = 10_000;

/** Real Athena needs a quarter of a second for `SELECT 1`; an endpoint on this machine answers within milliseconds. */
export function firstPollOf(endpoint: string | undefined): number {
  return endpoint && /^(127\.|localhost$|\[::1\]$)/.test(new URL(endpoint).hostname) ? 5 : 250;
}

/** Athena through its own SDK: starts, waits, reads, and never leaves a query running that nobody waits for. */
export function openAthenaClient({
  database,
  region,
  workgroup = 'primary',
  catalog,
  output,
  endpoint,
  s3Endpoint,
  credentials,
  firstPollMs = firstPollOf(endpoint),
  deadlineMs = 600_000,
  rowLimit = 50_000,
  log,
}: AthenaOptions): Athena {
  const athena = new AthenaClient({ region, endpoint, credentials });
  const s3 = new S3Client({ region, endpoint: s3Endpoint, credentials, forcePathStyle: s3Endpoint !== undefined });
  const poller = openPoller(athena, { firstPollMs, log });
  const closing = new AbortController();
  const pending = new Set<Promise<unknown>>();
  let configuration: Promise<WorkGroupConfiguration> | undefined;

  const run: Run = (statement, asker) =>
    within(asker, async (signal) => {
      const execution = await succeed(statement, signal);
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
    try {
      await within(new AbortController().signal, (signal) => succeed({ sql: `EXPLAIN ${sql}`, parameters }, signal));
      return undefined;
    } catch (error) {
      if (error instanceof UserError) return error.message;
      throw error;
    }
  }

  async function close(): Promise<void> {
    closing.abort(new UserError('Owlpost is stopping; ask again in a moment'));
    while (pending.size > 0) await Promise.allSettled(pending); // what ends may have a query to stop
    athena.destroy();
    s3.destroy();
  }

  /** Ends work when the asker leaves, the time is up or the client closes, and tells which. */
  async function within<T>(asker: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const deadline = AbortSignal.timeout(deadlineMs);
    const signal = AbortSignal.any([asker, deadline, closing.signal]);
    const task = (async () => {
      signal.throwIfAborted();
      return await work(signal);
    })();
    try {
      return await keep(task);
    } catch (error) {
      if (asker.aborted) throw asker.reason;
      if (closing.signal.aborted) throw closing.signal.reason;
      if (deadline.aborted) {
        const minutes = Math.max(1, Math.round(deadlineMs / 60_000));
        throw new UserError(
          `the query was stopped after ${minutes === 1 ? 'a minute' : `${minutes} minutes`}; ask for a shorter period or add a filter`,
        );
      }
      throw errorOfCall(error, { where: 'Athena' });
    }
  }

  async function succeed(statement: Statement, signal: AbortSignal): Promise<QueryExecution> {
    checkStatement(statement);
    for (let attempt = 1; ; attempt++) {
      const execution = await execute(statement, signal);
      const { BytesScannedCutoffPerQuery: cutoffBytes } = await readConfiguration();
      const failure = failureOf(execution, { cutoffBytes });
      if (!failure) return execution;
      log.warn({ failure, id: execution.QueryExecutionId }, 'a query did not succeed');
      if (!failure.retryable || attempt === ATTEMPTS) throw errorOfFailure(failure, { cutoffBytes });
      await sleep(backoff(attempt), undefined, { signal });
    }
  }

  async function execute(statement: Statement, signal: AbortSignal): Promise<QueryExecution> {
    // a start is never aborted: a query whose id is not known cannot be stopped
    const started = keep(startPatiently(statement, signal));
    try {
      const id = await leaveWith(signal, started);
      return await poller.wait(id, signal);
    } catch (error) {
      void keep(started.then(stop, () => {}));
      throw error;
    }
  }

  async function startPatiently({ sql, parameters }: Statement, signal: AbortSignal): Promise<string> {
    const { ManagedQueryResultsConfiguration } = await readConfiguration();
    const until = performance.now() + PATIENCE_MS;
    for (let attempt = 1; ; attempt++) {
      try {
        const { QueryExecutionId } = await athena.send(
          new StartQueryExecutionCommand({
            QueryString: sql,
            ExecutionParameters: parameters.length > 0 ? [...parameters] : undefined,
            ClientRequestToken: randomUUID(),
            QueryExecutionContext: { Database: database, Catalog: catalog },
            ResultConfiguration:
              output && !ManagedQueryResultsConfiguration?.Enabled ? { OutputLocation: output } : undefined,
            WorkGroup: workgroup,
          }),
        );
        return QueryExecutionId ?? '';
      } catch (error) {
        if (!isThrottle(error) || performance.now() > until) throw error;
        await sleep(backoff(attempt), undefined, { signal });
      }
    }
  }

  async function stop(id: string): Promise<void> {
    try {
      const abortSignal = AbortSignal.timeout(STOP_MS); // its own, as the asker's has aborted
      await athena.send(new StopQueryExecutionCommand({ QueryExecutionId: id }), { abortSignal });
    } catch (error) {
      log.warn({ error, id }, 'could not stop a query');
    }
  }

  function readConfiguration(): Promise<WorkGroupConfiguration> {
    configuration ??= athena.send(new GetWorkGroupCommand({ WorkGroup: workgroup })).then(
      ({ WorkGroup }) => WorkGroup?.Configuration ?? {},
      (error) => {
        configuration = undefined;
        log.warn({ error, workgroup }, 'cannot read the workgroup, taking it for a plain one');
        return {};
      },
    );
    return configuration;
  }

  /** Remembers work until it ends, so that closing can wait for it. */
  function keep<T>(work: Promise<T>): Promise<T> {
    pending.add(work);
    const forget = () => pending.delete(work);
    work.then(forget, forget);
    return work;
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
  for (const parameter of parameters) {
    if (parameter.length >= 1 && parameter.length <= LONGEST_PARAMETER) continue;
    throw new UserError(
      `the value ${parameter.slice(0, 40)}… is ${parameter.length} characters long and Athena takes 1 to ${LONGEST_PARAMETER}; give a shorter one`,
    );
  }
}

/** The work's outcome, or the signal's reason if that comes first. */
function leaveWith<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason);
    if (signal.aborted) return leave();
    signal.addEventListener('abort', leave, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}

function backoff(attempt: number): number {
  return Math.min(8000, 250 * 2 ** attempt) * (0.5 + Math.random() / 2);
}
