import { randomUUID } from 'node:crypto';

import type { Machine } from './execute.ts';
import type { Execution } from './execution.ts';

import { invalid } from './api-error.ts';
import { execute } from './execute.ts';
import { isOver } from './execution.ts';
import { tooManyQueries } from './fault.ts';

export type Order = Omit<Execution, 'id' | 'submittedMs' | 'output' | 'state' | 'scannedBytes' | 'reused'> & {
  readonly location: string;
  readonly token: string;
};

const KEPT = 5_000;

export type Executions = ReturnType<typeof openExecutions>;

/** All queries that are remembered, and the queue in which they wait: `concurrency` run at a time, `queueLength` wait. */
export function openExecutions(
  machine: Machine,
  { concurrency, queueLength }: { concurrency: number; queueLength: number },
) {
  const executions = new Map<string, Execution>();
  const tokens = new Map<string, Order & { readonly id: string }>();
  const running = new Map<string, AbortController>();
  const settled = new Set<Promise<void>>();
  const waiting: Execution[] = [];

  function pump(): void {
    while (running.size < concurrency && waiting.length > 0) {
      const execution = waiting.shift()!;
      const controller = new AbortController();
      running.set(execution.id, controller);
      const task = execute(execution, machine, controller.signal).finally(() => {
        running.delete(execution.id);
        settled.delete(task);
        pump();
      });
      settled.add(task);
    }
  }

  function forgetOldest(): void {
    for (const execution of executions.values()) {
      if (executions.size <= KEPT) return;
      if (isOver(execution)) executions.delete(execution.id);
    }
    for (const [token, { id }] of tokens) {
      if (!executions.has(id)) tokens.delete(token);
    }
  }

  return {
    /** Puts a query into the queue. The same token gives the same query, however that one ended. */
    start(order: Order): Execution {
      const earlier = tokens.get(order.token);
      if (earlier) {
        if (!isSameOrder(order, earlier)) {
          throw invalid('Idempotent parameters do not match', 'IDEMPOTENT_PARAMETER_MISMATCH');
        }
        return executions.get(earlier.id)!;
      }
      if (waiting.length >= queueLength) throw tooManyQueries();
      const { location, token, ...known } = order;
      const id = randomUUID();
      const execution: Execution = {
        ...known,
        id,
        submittedMs: Date.now(),
        output: placeOf(location, `${id}.${order.kind.type === 'DML' ? 'csv' : 'txt'}`),
        state: 'QUEUED',
        scannedBytes: 0,
        reused: false,
      };
      executions.set(id, execution);
      tokens.set(token, { ...order, id });
      waiting.push(execution);
      forgetOldest();
      setImmediate(pump);
      return execution;
    },

    find(id: string): Execution {
      const execution = executions.get(id);
      if (!execution) throw invalid(`QueryExecution ${id} was not found`, 'QUERY_EXECUTION_NOT_FOUND');
      return execution;
    },

    /** A workgroup's queries, newest first. */
    list: (workgroup: string) => [...executions.values()].filter((each) => each.workgroup === workgroup).reverse(),

    /** A query that is over stays as it is. */
    stop(execution: Execution): void {
      running.get(execution.id)?.abort();
      const at = waiting.indexOf(execution);
      if (at < 0) return;
      waiting.splice(at, 1);
      execution.state = 'CANCELLED';
      execution.reason = 'Query cancelled by user';
      execution.completedMs = Date.now();
    },

    async close(): Promise<void> {
      waiting.length = 0;
      for (const controller of running.values()) controller.abort();
      await Promise.all(settled);
    },
  };
}

/** What Athena compares when a token comes again: neither the parameters nor the workgroup. */
function isSameOrder(a: Order, b: Order): boolean {
  return (
    a.query === b.query &&
    a.catalog === b.catalog &&
    a.database === b.database &&
    a.requestedOutput === b.requestedOutput
  );
}

/** The object at a location like `s3://bucket/folder/`; throws as Athena does when it is none. */
export function placeOf(location: string, name: string): { bucket: string; key: string } {
  const [, bucket, folder = ''] = location.match(/^s3:\/\/([^/]+)(?:\/(.*))?$/s) ?? [];
  if (bucket === undefined) throw invalid('outputLocation is not a valid S3 path.');
  return { bucket, key: folder === '' || folder.endsWith('/') ? folder + name : `${folder}/${name}` };
}
