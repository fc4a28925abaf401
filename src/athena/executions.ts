import { randomUUID } from 'node:crypto';
import type { AthenaClient, QueryExecution, ResultReuseConfiguration } from '@aws-sdk/client-athena';
import { StartQueryExecutionCommand, StopQueryExecutionCommand } from '@aws-sdk/client-athena';
import type { BaseLogger } from 'pino';

import type { Announcement, RunProgress } from '../answer/context.ts';
import type { Statement } from '../answer/statement.ts';
import type { Poller } from './poller.ts';
import type { ReadWorkgroup } from './workgroup.ts';

import { abortable } from '../answer/abortable.ts';
import { errorOfFailure, failureOf } from './failure.ts';
import { openPoller } from './poller.ts';
import { pause, retryThrottled } from './retry.ts';
import { openWorkgroup } from './workgroup.ts';

/** How statements are executed. */
export type ExecutionOptions = {
  readonly database: string;
  readonly workgroup: string;
  readonly catalog?: string;
  /** `s3://bucket/folder/`; not sent where the workgroup manages its results. */
  readonly output?: string;
  readonly firstPollMs: number;
  readonly log: Pick<BaseLogger, 'debug' | 'warn'>;
};

/** Executes a statement until it has succeeded; rejects with a UserError when it has not. */
export type Execute = (statement: Statement, signal: AbortSignal, options?: StartOptions) => Promise<QueryExecution>;

/** How one statement is executed. */
export type StartOptions = {
  /** The age in minutes up to which Athena may return its own earlier result; 0 for never. */
  readonly reuseMinutes?: number | undefined;
  /** Tells other instances of it, and whether it is to be stopped when its signal aborts. */
  readonly announcement?: Announcement | undefined;
  /** Called each time that Athena tells how far it is. */
  readonly onProgress?: ((progress: RunProgress) => void) | undefined;
};

/** Executes statements, and stops those whose askers have all left. */
export type Executions = {
  readonly execute: Execute;
  /** Waits for a query by its id until it has ended, however it ended. When the signal aborts, it is stopped if `leave` says so. */
  readonly follow: (id: string, signal: AbortSignal, leave: Announcement['leave']) => Promise<QueryExecution>;
  /** Stops a query in the background if `leave` says so. */
  readonly abandon: (id: string, leave: Announcement['leave']) => void;
  /** Resolves when nothing is left to start or to stop. */
  readonly settle: () => Promise<void>;
};

type Context = ExecutionOptions & {
  readonly athena: AthenaClient;
  readonly poller: Poller;
  readonly readWorkgroup: ReadWorkgroup;
  /** The work that closing waits for. */
  readonly pending: Set<Promise<unknown>>;
};

/** One execution's context. */
type Start = Context & StartOptions;

const ATTEMPTS = 3;

const STOP_MS = 10_000;

/** Creates the functions that execute statements. A query is stopped when its last asker has left. */
export function openExecutions(athena: AthenaClient, options: ExecutionOptions): Executions {
  const context: Context = {
    ...options,
    athena,
    poller: openPoller(athena, options),
    readWorkgroup: openWorkgroup(athena, options),
    pending: new Set(),
  };
  return {
    execute: (statement, signal, given) => execute(statement, signal, { ...context, ...given }),
    follow: (id, signal, leave) => untilEnded(Promise.resolve(id), signal, { ...context, leave }),
    abandon: (id, leave) => abandon(Promise.resolve(id), { ...context, leave }),
    settle: async () => {
      while (context.pending.size > 0) await Promise.allSettled(context.pending);
    },
  };
}

async function execute(statement: Statement, signal: AbortSignal, context: Start): Promise<QueryExecution> {
  const { BytesScannedCutoffPerQuery: cutoffBytes } = await context.readWorkgroup(signal);
  for (let attempt = 1; ; attempt++) {
    const execution = await executeOnce(statement, signal, context);
    const failure = failureOf(execution, { cutoffBytes });
    if (!failure) return execution;
    context.log.warn({ failure, id: execution.QueryExecutionId }, 'a query did not succeed');
    if (!failure.retryable || attempt === ATTEMPTS) throw errorOfFailure(failure, { cutoffBytes, execution });
    await pause(attempt, signal);
  }
}

async function executeOnce(statement: Statement, signal: AbortSignal, context: Start): Promise<QueryExecution> {
  const { announcement } = context;
  signal.throwIfAborted();
  // a start is never aborted, as a query whose id is not known cannot be stopped
  const started = keep(
    retryThrottled(() => start(statement, signal, context), signal).then((id) => {
      announcement?.started(id);
      return id;
    }),
    context,
  );
  return untilEnded(started, signal, { ...context, leave: announcement?.leave ?? alone });
}

/** Nobody else waits. */
const alone = async () => true;

/** Waits until a query has ended; stops it when it cannot be waited for and nobody else does. */
async function untilEnded(
  started: Promise<string>,
  signal: AbortSignal,
  { onProgress, ...context }: Context & Pick<Announcement, 'leave'> & Pick<StartOptions, 'onProgress'>,
): Promise<QueryExecution> {
  try {
    const id = await abortable(signal, started);
    return await context.poller.wait(id, signal, (execution) => onProgress?.(progressOf(id, execution)));
  } catch (error) {
    abandon(started, context);
    throw error;
  }
}

function progressOf(executionId: string, { Status, Statistics }: QueryExecution): RunProgress {
  return {
    executionId,
    isQueued: Status?.State === 'QUEUED',
    scannedBytes: Statistics?.DataScannedInBytes ?? 0,
  };
}

function abandon(started: Promise<string>, context: Context & Pick<Announcement, 'leave'>): void {
  const left = started.then(
    async (id) => {
      if (await context.leave()) await stop(id, context);
    },
    () => {}, // it was never started
  );
  keep(left, context);
}

async function start({ sql, parameters }: Statement, signal: AbortSignal, context: Start): Promise<string> {
  const { athena, readWorkgroup, database, catalog, output, workgroup, reuseMinutes = 0 } = context;
  const { ManagedQueryResultsConfiguration } = await readWorkgroup(signal);
  const isManaged = ManagedQueryResultsConfiguration?.Enabled === true;
  const { QueryExecutionId } = await athena.send(
    new StartQueryExecutionCommand({
      QueryString: sql,
      ExecutionParameters: parameters.length > 0 ? [...parameters] : undefined,
      ClientRequestToken: randomUUID(),
      QueryExecutionContext: { Database: database, Catalog: catalog },
      ResultConfiguration: output && !isManaged ? { OutputLocation: output } : undefined,
      ResultReuseConfiguration: reuseMinutes > 0 && !isManaged ? reuseUpTo(reuseMinutes) : undefined,
      WorkGroup: workgroup,
    }),
  );
  if (!QueryExecutionId) throw new Error('Athena started a query and did not name it');
  return QueryExecutionId;
}

/** https://docs.aws.amazon.com/athena/latest/ug/reusing-query-results.html */
function reuseUpTo(minutes: number): ResultReuseConfiguration {
  return { ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: minutes } };
}

async function stop(id: string, { athena, log }: Context): Promise<void> {
  try {
    const abortSignal = AbortSignal.timeout(STOP_MS); // its own, as the asker's has aborted
    await athena.send(new StopQueryExecutionCommand({ QueryExecutionId: id }), { abortSignal });
  } catch (error) {
    log.warn({ error, id }, 'could not stop a query');
  }
}

/** Remembers work until it ends, so that closing can wait for it. */
function keep<T>(work: Promise<T>, { pending }: Context): Promise<T> {
  pending.add(work);
  const forget = () => pending.delete(work);
  work.then(forget, forget);
  return work;
}
