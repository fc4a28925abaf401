import { randomUUID } from 'node:crypto';
import type { AthenaClient, QueryExecution, WorkGroupConfiguration } from '@aws-sdk/client-athena';
import { GetWorkGroupCommand, StartQueryExecutionCommand, StopQueryExecutionCommand } from '@aws-sdk/client-athena';
import type { BaseLogger } from 'pino';

import type { Statement } from '../answer/statement.ts';

import { abortable } from '../answer/abortable.ts';
import { errorOfFailure, failureOf, isRefusal } from './failure.ts';
import { openPoller } from './poller.ts';
import { pause, retryThrottled } from './retry.ts';

export type ExecutionOptions = {
  readonly database: string;
  readonly workgroup: string;
  readonly catalog?: string;
  readonly output?: string;
  readonly firstPollMs: number;
  readonly log: Pick<BaseLogger, 'debug' | 'warn'>;
};

export type Executions = {
  /** Executes a statement until it succeeds; rejects with a UserError that tells why it did not. */
  execute(statement: Statement, signal: AbortSignal): Promise<QueryExecution>;
  /** Resolves when nothing is left to start or to stop. */
  settle(): Promise<void>;
};

const ATTEMPTS = 3;

const STOP_MS = 10_000;

/** Queries from start to end: none keeps running that nobody waits for. */
export function openExecutions(
  athena: AthenaClient,
  { database, workgroup, catalog, output, firstPollMs, log }: ExecutionOptions,
): Executions {
  const poller = openPoller(athena, { firstPollMs, log });
  const pending = new Set<Promise<unknown>>();
  let configuration: WorkGroupConfiguration | undefined;

  async function execute(statement: Statement, signal: AbortSignal): Promise<QueryExecution> {
    configuration ??= await readConfiguration(signal);
    const { BytesScannedCutoffPerQuery: cutoffBytes } = configuration;
    for (let attempt = 1; ; attempt++) {
      const execution = await attemptOnce(statement, signal);
      const failure = failureOf(execution, { cutoffBytes });
      if (!failure) return execution;
      log.warn({ failure, id: execution.QueryExecutionId }, 'a query did not succeed');
      if (!failure.retryable || attempt === ATTEMPTS) throw errorOfFailure(failure, { cutoffBytes });
      await pause(attempt, signal);
    }
  }

  async function attemptOnce(statement: Statement, signal: AbortSignal): Promise<QueryExecution> {
    signal.throwIfAborted();
    // a start is never aborted, as a query whose id is not known cannot be stopped
    const started = keep(retryThrottled(() => start(statement), signal));
    try {
      return await poller.wait(await abortable(signal, started), signal);
    } catch (error) {
      keep(started.then(stop, () => {}));
      throw error;
    }
  }

  async function start({ sql, parameters }: Statement): Promise<string> {
    const isManaged = configuration?.ManagedQueryResultsConfiguration?.Enabled === true;
    const { QueryExecutionId } = await athena.send(
      new StartQueryExecutionCommand({
        QueryString: sql,
        ExecutionParameters: parameters.length > 0 ? [...parameters] : undefined,
        ClientRequestToken: randomUUID(),
        QueryExecutionContext: { Database: database, Catalog: catalog },
        ResultConfiguration: output && !isManaged ? { OutputLocation: output } : undefined,
        WorkGroup: workgroup,
      }),
    );
    if (!QueryExecutionId) throw new Error('Athena started a query and did not name it');
    return QueryExecutionId;
  }

  async function stop(id: string): Promise<void> {
    try {
      const abortSignal = AbortSignal.timeout(STOP_MS); // its own, as the asker's has aborted
      await athena.send(new StopQueryExecutionCommand({ QueryExecutionId: id }), { abortSignal });
    } catch (error) {
      log.warn({ error, id }, 'could not stop a query');
    }
  }

  async function readConfiguration(signal: AbortSignal): Promise<WorkGroupConfiguration> {
    try {
      const command = new GetWorkGroupCommand({ WorkGroup: workgroup });
      const { WorkGroup } = await retryThrottled(() => athena.send(command, { abortSignal: signal }), signal);
      return WorkGroup?.Configuration ?? {};
    } catch (error) {
      if (!isRefusal(error)) throw error;
      log.warn({ error, workgroup }, 'no permission for athena:GetWorkGroup; taking the workgroup for a plain one');
      return {};
    }
  }

  /** Remembers work until it ends, so that closing can wait for it. */
  function keep<T>(work: Promise<T>): Promise<T> {
    pending.add(work);
    const forget = () => pending.delete(work);
    work.then(forget, forget);
    return work;
  }

  return {
    execute,
    async settle() {
      while (pending.size > 0) await Promise.allSettled(pending);
    },
  };
}
