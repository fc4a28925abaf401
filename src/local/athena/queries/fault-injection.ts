import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

import type { RequestHandler } from '../protocol/http.ts';
import type { ExecutionFailure } from './embedded-execution.ts';

import { UserError } from '../../../error.ts';
import { readBody } from '../../../http/request-body.ts';
import { ApiError } from '../protocol/api-error.ts';

const count = z.number().int().nonnegative().default(0);

/** What the endpoint does wrong on demand, so that a client can be seen to bear it. */
const faultsSchema = z.strictObject({
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

/** What the embedded Athena does wrong on demand. */
export type InjectedFaults = z.output<typeof faultsSchema>;

const FAILURES: Readonly<Record<NonNullable<InjectedFaults['fail']>, ExecutionFailure>> = {
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

const LONGEST_BODY = 10_000;

/** The faults in force, and the places where they take effect. */
export type FaultInjection = ReturnType<typeof openFaultInjection>;

/** Starts fault injection with the given faults. Throws a UserError for an unknown one or one out of range. */
export function openFaultInjection(initial: z.input<typeof faultsSchema> = {}) {
  const parsed = faultsSchema.safeParse(initial);
  if (!parsed.success) {
    throw new UserError(
      `these faults are unknown or out of range (${parsed.error.issues[0]!.message}): the README lists them`,
    );
  }
  let faults = parsed.data;
  return {
    get: () => faults,
    set(next: unknown): InjectedFaults {
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
    failure: (): ExecutionFailure | undefined => (faults.fail ? FAILURES[faults.fail] : undefined),
  };
}

/** Whether a request is for `/_faults`, a path that no bucket can have. */
export function isFaultInjectionCall({ url }: IncomingMessage): boolean {
  return url === '/_faults';
}

/**
 * Returns the handler of `/_faults`: GET answers the faults in force, PUT with JSON replaces them all; what is left
 * out is off.
 */
export function answerFaultInjection(faults: FaultInjection): RequestHandler {
  return async (request, response) => {
    const send = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
    if (request.method === 'GET') return void send(200, faults.get());
    if (request.method !== 'PUT') return void send(405, { error: 'ask with GET or PUT' });
    try {
      send(200, faults.set(JSON.parse((await readBody(request, LONGEST_BODY)).toString())));
    } catch (error) {
      send(400, { error: error instanceof z.ZodError ? z.prettifyError(error) : 'write the faults as a JSON object' });
    }
  };
}

/** Returns the exception with which Athena refuses a query while its queue is full. */
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
