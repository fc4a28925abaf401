import { randomUUID } from 'node:crypto';

import type { EmbeddedExecution } from './embedded-execution.ts';
import type { ExecutionContext } from './run-statement.ts';

import { invalid } from '../protocol/api-error.ts';
import { isOver } from './embedded-execution.ts';
import { CANCELLED, execute } from './execute.ts';
import { tooManyQueries } from './fault-injection.ts';
import { formatOf } from './result-page.ts';

/** The request for a query execution; `location` is the S3 folder of its result. */
export type ExecutionOrder = Omit<
  EmbeddedExecution,
  'id' | 'submittedMs' | 'output' | 'state' | 'scannedBytes' | 'reused'
> & {
  readonly location: string;
};

/** The query executions of an embedded Athena, including finished ones. */
export type ExecutionQueue = ReturnType<typeof openExecutionQueue>;

/** Creates a queue of query executions, of which `concurrency` run at a time and `queueLength` may wait. The latest `kept` are kept. */
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
    /** Adds a query. The same token returns the same execution, even when that one failed. Throws an ApiError when the queue is full. */
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

    /** Returns a workgroup's executions, newest first. */
    list: (workgroup: string) => [...executions.values()].filter((each) => each.workgroup === workgroup).reverse(),

    /** Cancels an execution; does nothing when it is over. */
    stop: runner.stop,

    /** Cancels all executions and waits until none runs. */
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
 * Returns the bucket and key of an object named `name` at a location such as `s3://bucket/folder/`. Throws an InvalidRequestException
 * for another location.
 */
export function outputObjectOf(location: string, name: string): { bucket: string; key: string } {
  const [, bucket, folder = ''] = location.match(/^s3:\/\/([^/]+)(?:\/(.*))?$/s) ?? [];
  if (bucket === undefined) throw invalid('outputLocation is not a valid S3 path.');
  return { bucket, key: folder === '' || folder.endsWith('/') ? folder + name : `${folder}/${name}` };
}
