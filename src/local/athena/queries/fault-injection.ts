import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

import type { RequestHandler } from '../protocol/http.ts';
import type { ExecutionFailure } from './embedded-execution.ts';

import { UserError } from '../../../error.ts';
import { readBody } from '../../../http/request-body.ts';
import { ApiError } from '../protocol/api-error.ts';

const count = z.number().int().nonnegative().default(0);

/** The faults that can be simulated. */
const faultsSchema = z.strictObject({
  /** How many of the next calls are refused with ThrottlingException. */
  throttle: count,
  /** How many of the next queries are refused with TooManyRequestsException, as by a full queue. */
  busy: count,
  /** Milliseconds that every query waits in the queue, and that its run takes longer. */
  queueMs: count,
  slowMs: count,
  /** The category of the error with which every query fails; absent for none. */
  fail: z.enum(['system', 'user', 'other']).optional(),
  /** Whether the result objects of queries are deleted. */
  loseResults: z.boolean().default(false),
});

/** The faults that the embedded Athena simulates. */
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

/** The simulated faults, and the functions that apply them. */
export type FaultInjection = ReturnType<typeof openFaultInjection>;

/** Creates fault injection with initial faults. Throws a UserError for an unknown one or a value out of range. */
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
    /** Throws the exception for a call that is to be refused, given the name of the operation. */
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

/** Whether a request is for `/_faults`, which is not a valid bucket. */
export function isFaultInjectionCall({ url }: IncomingMessage): boolean {
  return url === '/_faults';
}

/** Returns the request handler of `/_faults`: GET answers the simulated faults as JSON, PUT replaces them all. */
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

/** Creates the exception of Athena for a query while the queue is full. */
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
