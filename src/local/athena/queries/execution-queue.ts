import { randomUUID } from 'node:crypto';

import type { EmbeddedExecution } from './embedded-execution.ts';
import type { ExecutionContext } from './run-statement.ts';

import { invalid } from '../protocol/api-error.ts';
import { isOver } from './embedded-execution.ts';
import { CANCELLED, execute } from './execute.ts';
import { tooManyQueries } from './fault-injection.ts';
import { formatOf } from './result-page.ts';

/** A query execution as a client asks for it, before it has an id. `location` is where its result goes. */
export type ExecutionOrder = Omit<
  EmbeddedExecution,
  'id' | 'submittedMs' | 'output' | 'state' | 'scannedBytes' | 'reused'
> & {
  readonly location: string;
};

/** The query executions of an embedded Athena, finished ones too. */
export type ExecutionQueue = ReturnType<typeof openExecutionQueue>;

/**
 * Opens a queue of query executions: `concurrency` run at a time, `queueLength` wait, and the latest `kept` are
 * remembered.
 */
export function openExecutionQueue(
  context: ExecutionContext,
  { concurrency, queueLength, kept }: { concurrency: number; queueLength: number; kept: number },
) {
  const executions = new Map<string, EmbeddedExecution>();
  const ids = new Map<string, string>();
  const runner = createRunner(concurrency, (execution, signal) =>
    execute(execution, { context, earlier: executions.values(), signal }),
  );

  return {
    /** Puts a query into the queue. The same token gives the same query, however that one ended. */
    start(order: ExecutionOrder): EmbeddedExecution {
      const earlier = executions.get(ids.get(order.token) ?? '');
      if (earlier && isSameOrder(order, earlier)) return earlier;
      if (earlier) throw invalid('Idempotent parameters do not match', 'IDEMPOTENT_PARAMETER_MISMATCH');
      if (runner.waiting.length >= queueLength) throw tooManyQueries();
      const execution = newExecution(order);
      executions.set(execution.id, execution);
      ids.set(order.token, execution.id);
      forgetOldest(executions, ids, kept);
      runner.add(execution);
      return execution;
    },

    find(id: string): EmbeddedExecution {
      const execution = executions.get(id);
      if (!execution) throw invalid(`QueryExecution ${id} was not found`, 'QUERY_EXECUTION_NOT_FOUND');
      return execution;
    },

    /** A workgroup's queries, newest first. */
    list: (workgroup: string) => [...executions.values()].filter((each) => each.workgroup === workgroup).reverse(),

    /** A query that is over stays as it is. */
    stop: runner.stop,

    /** Stops what runs and waits until it has. */
    close: runner.close,
  };
}

/** Runs `concurrency` executions at a time, the others in the order in which they were added. */
function createRunner(concurrency: number, run: (execution: EmbeddedExecution, signal: AbortSignal) => Promise<void>) {
  const running = new Map<string, AbortController>();
  const tasks = new Set<Promise<void>>();
  const waiting: EmbeddedExecution[] = [];

  function startWaiting(): void {
    while (running.size < concurrency && waiting.length > 0) {
      const execution = waiting.shift()!;
      const controller = new AbortController();
      running.set(execution.id, controller);
      const task = run(execution, controller.signal).then(() => {
        running.delete(execution.id);
        tasks.delete(task);
        startWaiting();
      });
      tasks.add(task);
    }
  }

  return {
    waiting: waiting as readonly EmbeddedExecution[],
    add(execution: EmbeddedExecution): void {
      waiting.push(execution);
      setImmediate(startWaiting);
    },
    stop(execution: EmbeddedExecution): void {
      running.get(execution.id)?.abort();
      const at = waiting.indexOf(execution);
      if (at >= 0) cancelWaiting(waiting.splice(at, 1)[0]!);
    },
    async close(): Promise<void> {
      waiting.length = 0;
      for (const controller of running.values()) controller.abort();
      await Promise.all(tasks);
    },
  };
}

function newExecution({ location, ...known }: ExecutionOrder): EmbeddedExecution {
  const id = randomUUID();
  const output = outputObjectOf(location, `${id}.${formatOf(known.kind)}`);
  return { ...known, id, submittedMs: Date.now(), output, state: 'QUEUED', scannedBytes: 0, reused: false };
}

function cancelWaiting(execution: EmbeddedExecution): void {
  execution.state = 'CANCELLED';
  execution.reason = CANCELLED;
  execution.completedMs = Date.now();
}

function forgetOldest(executions: Map<string, EmbeddedExecution>, ids: Map<string, string>, kept: number): void {
  for (const execution of executions.values()) {
    if (executions.size <= kept) return;
    if (!isOver(execution)) continue;
    executions.delete(execution.id);
    ids.delete(execution.token);
  }
}

/** What Athena compares when a token comes again: neither the parameters nor the workgroup. */
function isSameOrder(order: ExecutionOrder, earlier: EmbeddedExecution): boolean {
  return (
    order.query === earlier.query &&
    order.catalog === earlier.catalog &&
    order.database === earlier.database &&
    order.requestedOutput === earlier.requestedOutput
  );
}

/**
 * Returns the bucket and key of an object at a location like `s3://bucket/folder/`. Throws as Athena does when it is
 * none.
 */
export function outputObjectOf(location: string, name: string): { bucket: string; key: string } {
  const [, bucket, folder = ''] = location.match(/^s3:\/\/([^/]+)(?:\/(.*))?$/s) ?? [];
  if (bucket === undefined) throw invalid('outputLocation is not a valid S3 path.');
  return { bucket, key: folder === '' || folder.endsWith('/') ? folder + name : `${folder}/${name}` };
}
