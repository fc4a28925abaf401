import type { AthenaClient, QueryExecution } from '@aws-sdk/client-athena';
import { BatchGetQueryExecutionCommand, GetQueryExecutionCommand } from '@aws-sdk/client-athena';
import type { BaseLogger } from 'pino';

import { isRefusal, isTransient } from './failure.ts';

/** Waits for queries to end. */
export type Poller = {
  /**
   * Resolves to the execution when it has ended in any state; rejects with the signal's reason. `onState` is called with
   * what Athena tells of it meanwhile.
   */
  readonly wait: (
    id: string,
    signal: AbortSignal,
    onState?: (execution: QueryExecution) => void,
  ) => Promise<QueryExecution>;
};

type Waiting = {
  readonly id: string;
  readonly since: number;
  readonly settle: (outcome: { execution: QueryExecution } | { error: unknown }) => void;
  readonly onState?: ((execution: QueryExecution) => void) | undefined;
  /** Infinity while Athena is being asked about it. */
  dueAt: number;
  /** How long before it is due it is asked about along with others, in milliseconds. */
  earlyMs: number;
  failures: number;
};

type PollerOptions = { readonly firstPollMs: number; readonly log: Pick<BaseLogger, 'debug' | 'warn'> };

/** What the poller knows from one round of questions to the next. */
type Round = PollerOptions & {
  readonly client: AthenaClient;
  readonly waiting: Map<string, Waiting>;
  timer: NodeJS.Timeout | undefined;
  /** Whether many queries may be asked about in one call. */
  batches: boolean;
};

const ENDED = new Set(['SUCCEEDED', 'FAILED', 'CANCELLED']);

const SHORTEST_MS = 100;

const LONGEST_MS = 2000;

const MOST_FAILURES = 8;

const SINGLE_CALLS = 5;

const BATCH = 50; // ids in one BatchGetQueryExecution

/**
 * Returns how many milliseconds to wait before asking again about a query of this age: a fifth of it, within bounds,
 * varied by a tenth so that many queries do not ask at once. No query ends before `firstPollMs`. `random` is in [0,
 * 1).
 */
export function pollDelay(ageMs: number, { firstPollMs, random }: { firstPollMs: number; random: number }): number {
  if (ageMs < firstPollMs) return firstPollMs - ageMs;
  const shortest = Math.min(SHORTEST_MS, firstPollMs);
  return Math.min(LONGEST_MS, Math.max(shortest, ageMs / 5)) * (0.9 + random / 5);
}

/**
 * Returns how many milliseconds before it is due a query is asked about along with others, as a call costs more than what is
 * asked in it: half of its delay; not at all after a failure, as what fails is to be left alone.
 */
export function earlyBy(delayMs: number, { failures }: { failures: number }): number {
  return failures > 0 ? 0 : delayMs / 2;
}

/**
 * Creates one poller for all queries in progress. It asks about each by itself while they are few, about fifty in one call
 * when they are many.
 */
export function openPoller(client: AthenaClient, { firstPollMs, log }: PollerOptions): Poller {
  const round: Round = { client, firstPollMs, log, waiting: new Map(), timer: undefined, batches: true };
  return {
    wait: (id, signal, onState) =>
      new Promise((resolve, reject) => {
        const leave = () => settle({ error: signal.reason });
        const settle: Waiting['settle'] = (outcome) => {
          round.waiting.delete(id);
          signal.removeEventListener('abort', leave);
          schedule(round);
          if ('execution' in outcome) resolve(outcome.execution);
          else reject(outcome.error);
        };
        if (signal.aborted) return reject(signal.reason);
        signal.addEventListener('abort', leave);
        const since = performance.now();
        round.waiting.set(id, { id, since, settle, onState, dueAt: since + firstPollMs, earlyMs: 0, failures: 0 });
        schedule(round);
      }),
  };
}

/** Wakes up when the next query is to be asked about. */
function schedule(round: Round): void {
  clearTimeout(round.timer);
  const dueAt = Math.min(...[...round.waiting.values()].map((one) => one.dueAt));
  if (!Number.isFinite(dueAt)) return;
  round.timer = setTimeout(() => askDue(round), Math.max(0, dueAt - performance.now()));
}

function askDue(round: Round): void {
  const { waiting, batches, firstPollMs } = round;
  const many = batches && waiting.size > SINGLE_CALLS;
  const now = performance.now();
  const shortestMs = Math.min(SHORTEST_MS, firstPollMs);
  const due = [...waiting.values()].filter(
    ({ dueAt, earlyMs }) => dueAt <= now + (many ? Math.max(shortestMs, earlyMs) : 0),
  );
  for (const one of due) one.dueAt = Number.POSITIVE_INFINITY;
  if (many)
    for (let start = 0; start < due.length; start += BATCH) void askMany(due.slice(start, start + BATCH), round);
  else for (const one of due) void askOne(one, round);
  schedule(round);
}

async function askOne(one: Waiting, round: Round): Promise<void> {
  try {
    const { QueryExecution } = await round.client.send(new GetQueryExecutionCommand({ QueryExecutionId: one.id }));
    receive(one, QueryExecution, round);
  } catch (error) {
    retryLater(one, error, round);
  }
  schedule(round);
}

async function askMany(many: readonly Waiting[], round: Round): Promise<void> {
  try {
    const ids = many.map((one) => one.id);
    const command = new BatchGetQueryExecutionCommand({ QueryExecutionIds: ids });
    const { QueryExecutions = [] } = await round.client.send(command);
    const executions = new Map(QueryExecutions.map((execution) => [execution.QueryExecutionId, execution]));
    for (const one of many) {
      if (executions.has(one.id)) receive(one, executions.get(one.id), round);
      else void askOne(one, round);
    }
  } catch (error) {
    if (isRefusal(error)) {
      round.batches = false;
      round.log.warn({ error }, 'no permission for athena:BatchGetQueryExecution; asking for one query at a time');
      for (const one of many) void askOne(one, round);
    } else {
      for (const one of many) retryLater(one, error, round);
    }
  }
  schedule(round);
}

function receive(one: Waiting, execution: QueryExecution | undefined, round: Round): void {
  one.failures = 0;
  if (execution && ENDED.has(execution.Status?.State ?? '')) {
    one.settle({ execution });
  } else {
    if (execution) one.onState?.(execution);
    reschedule(one, 1, round);
  }
}

function retryLater(one: Waiting, error: unknown, round: Round): void {
  one.failures += 1;
  if (!isTransient(error) || one.failures > MOST_FAILURES) one.settle({ error });
  else reschedule(one, 2 ** one.failures, round);
  round.log.debug({ error, id: one.id }, 'could not ask Athena about a query');
}

function reschedule(one: Waiting, factor: number, { firstPollMs }: Round): void {
  const now = performance.now();
  const delayMs = pollDelay(now - one.since, { firstPollMs, random: Math.random() }) * factor;
  one.dueAt = now + delayMs;
  one.earlyMs = earlyBy(delayMs, one);
}
