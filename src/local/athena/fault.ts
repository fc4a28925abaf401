import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

import type { Failure } from './execution.ts';

import { ApiError } from './api-error.ts';

const count = z.number().int().nonnegative().default(0);

/** What the endpoint does wrong on demand, so that a client can be seen to bear it. */
export const faultsSchema = z.strictObject({
  /** So many next calls are refused with ThrottlingException. */
  throttle: count,
  /** So many next queries are refused with TooManyRequestsException, as by a full queue. */
  busy: count,
  /** How long every query waits in the queue, and how much longer it runs, in milliseconds. */
  queueMs: count,
  slowMs: count,
  /** Every query fails with an error of this category. */
  fail: z.enum(['system', 'user', 'other']).optional(),
  /** Every query succeeds, and its result object is gone. */
  loseResults: z.boolean().default(false),
});
export type Faults = z.output<typeof faultsSchema>;

const FAILURES: Readonly<Record<NonNullable<Faults['fail']>, Failure>> = {
  system: {
    category: 1,
    type: 0,
    retryable: true,
    message: 'GENERIC_INTERNAL_ERROR: Encountered an internal error. Please retry the query. (asked for by a fault)',
  },
  user: {
    category: 2,
    type: 1100,
    retryable: false,
    message: 'INVALID_FUNCTION_ARGUMENT: line 1:1: The query is at fault (asked for by a fault)',
  },
  other: {
    category: 3,
    type: 1301,
    retryable: false,
    message: 'HIVE_CURSOR_ERROR: The files are at fault (asked for by a fault)',
  },
};

export type FaultBox = ReturnType<typeof openFaults>;

/** The faults in force; `set` replaces them all. */
export function openFaults(initial: z.input<typeof faultsSchema> = {}) {
  let faults = faultsSchema.parse(initial);
  return {
    get: () => faults,
    set(next: unknown): Faults {
      faults = faultsSchema.parse(next);
      return faults;
    },
    /** Throws when this call is one of those to be refused. */
    onCall(operation: string): void {
      if (faults.throttle > 0) {
        faults = { ...faults, throttle: faults.throttle - 1 };
        throw new ApiError('ThrottlingException', 'Rate exceeded');
      }
      if (operation === 'StartQueryExecution' && faults.busy > 0) {
        faults = { ...faults, busy: faults.busy - 1 };
        throw tooManyQueries();
      }
    },
    waitInQueue: (signal: AbortSignal) => wait(faults.queueMs, signal),
    waitRunning: (signal: AbortSignal) => wait(faults.slowMs, signal),
    failure: (): Failure | undefined => (faults.fail ? FAILURES[faults.fail] : undefined),
  };
}

export function tooManyQueries(): ApiError {
  return new ApiError(
    'TooManyRequestsException',
    'You have exceeded the limit for the number of queries you can run concurrently. Please reduce the number of concurrent queries submitted by this account. Contact customer support to request a concurrent query limit increase.',
    {
      members: { Reason: 'CONCURRENT_QUERY_LIMIT_EXCEEDED' },
    },
  );
}

async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds > 0) await sleep(milliseconds, undefined, { signal });
}
