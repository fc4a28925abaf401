import type { AthenaClient, QueryExecution } from '@aws-sdk/client-athena';
import { BatchGetQueryExecutionCommand, GetQueryExecutionCommand } from '@aws-sdk/client-athena';
import type { BaseLogger } from 'pino';

import { isRefusal, isTransient } from './failure.ts';

export type Poller = {
  /** Resolves with the execution once it has ended, however it ended; rejects with the signal's reason. */
  wait(id: string, signal: AbortSignal): Promise<QueryExecution>;
};

type Waiting = {
  readonly id: string;
  readonly since: number;
  readonly settle: (outcome: { execution: QueryExecution } | { error: unknown }) => void;
  /** Infinity while it is being asked about. */
  dueAt: number;
  failures: number;
};

const ENDED = new Set(['SUCCEEDED', 'FAILED', 'CANCELLED']);

const SHORTEST_MS = 100;

const LONGEST_MS = 2000;

const MOST_FAILURES = 8;

const SINGLE_CALLS = 5;

const BATCH = 50; // ids in one BatchGetQueryExecution

/**
 * How long to wait before asking again about a query of this age: a fifth of it, within bounds, a tenth more or less
 * so that many queries do not ask at once. No Athena query ends before `firstPollMs`. `random` is in [0, 1).
 */
export function pollDelay(ageMs: number, { firstPollMs, random }: { firstPollMs: number; random: number }): number {
  if (ageMs < firstPollMs) return firstPollMs - ageMs;
  const shortest = Math.min(SHORTEST_MS, firstPollMs);
  return Math.min(LONGEST_MS, Math.max(shortest, ageMs / 5)) * (0.9 + random / 5);
}

/** One poller for all queries in flight: each by itself while they are few, fifty in one call when they are many. */
export function openPoller(
  client: AthenaClient,
  { firstPollMs, log }: { firstPollMs: number; log: Pick<BaseLogger, 'debug' | 'warn'> },
): Poller {
  const waiting = new Map<string, Waiting>();
  const slackMs = Math.min(SHORTEST_MS, firstPollMs);
  let timer: NodeJS.Timeout | undefined;
  let batches = true;

  function schedule(): void {
    clearTimeout(timer);
    const dueAt = Math.min(...[...waiting.values()].map((one) => one.dueAt));
    if (Number.isFinite(dueAt)) timer = setTimeout(askDue, Math.max(0, dueAt - performance.now()));
  }

  function askDue(): void {
    const many = batches && waiting.size > SINGLE_CALLS;
    const horizon = performance.now() + (many ? slackMs : 0);
    const due = [...waiting.values()].filter((one) => one.dueAt <= horizon);
    for (const one of due) one.dueAt = Number.POSITIVE_INFINITY;
    if (many) for (let start = 0; start < due.length; start += BATCH) void askMany(due.slice(start, start + BATCH));
    else for (const one of due) void askOne(one);
    schedule();
  }

  async function askOne(one: Waiting): Promise<void> {
    try {
      const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId: one.id }));
      receive(one, QueryExecution);
    } catch (error) {
      retryLater(one, error);
    }
    schedule();
  }

  async function askMany(many: readonly Waiting[]): Promise<void> {
    try {
      const ids = many.map((one) => one.id);
      const { QueryExecutions = [] } = await client.send(new BatchGetQueryExecutionCommand({ QueryExecutionIds: ids }));
      const executions = new Map(QueryExecutions.map((execution) => [execution.QueryExecutionId, execution]));
      await Promise.all(
        many.map((one) => (executions.has(one.id) ? receive(one, executions.get(one.id)) : askOne(one))),
      );
    } catch (error) {
      if (isRefusal(error)) {
        batches = false;
        log.warn({ error }, 'no permission for athena:BatchGetQueryExecution; asking for one query at a time');
        for (const one of many) void askOne(one);
      } else {
        for (const one of many) retryLater(one, error);
      }
    }
    schedule();
  }

  function receive(one: Waiting, execution: QueryExecution | undefined): void {
    one.failures = 0;
    if (execution && ENDED.has(execution.Status?.State ?? '')) one.settle({ execution });
    else reschedule(one, 1);
  }

  function retryLater(one: Waiting, error: unknown): void {
    one.failures += 1;
    if (!isTransient(error) || one.failures > MOST_FAILURES) one.settle({ error });
    else reschedule(one, 2 ** one.failures);
    log.debug({ error, id: one.id }, 'could not ask Athena about a query');
  }

  function reschedule(one: Waiting, factor: number): void {
    const age = performance.now() - one.since;
    one.dueAt = performance.now() + pollDelay(age, { firstPollMs, random: Math.random() }) * factor;
  }

  return {
    wait(id, signal) {
      return new Promise((resolve, reject) => {
        const leave = () => settle({ error: signal.reason });
        const settle: Waiting['settle'] = (outcome) => {
          waiting.delete(id);
          signal.removeEventListener('abort', leave);
          schedule();
          if ('execution' in outcome) resolve(outcome.execution);
          else reject(outcome.error);
        };
        if (signal.aborted) return reject(signal.reason);
        signal.addEventListener('abort', leave);
        const since = performance.now();
        waiting.set(id, { id, since, settle, dueAt: since + firstPollMs, failures: 0 });
        schedule();
      });
    },
  };
}
