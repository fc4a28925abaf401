import type { Objects } from '../s3/objects.ts';
import type { Execution, Failure } from './execution.ts';
import type { Machine } from './run.ts';

import { ApiError } from '../protocol/api-error.ts';
import { QueryFailure } from './execution.ts';
import { failureOfRun } from './query-compiler.ts';
import { findReusable } from './reuse.ts';
import { CutOff, run } from './run.ts';

/** Athena's words: nobody shall take the byte limit for a person's cancelling. */
const CUT_OFF = 'Bytes scanned limit was exceeded';

export const CANCELLED = 'Query cancelled by user';

/** Brings one query to its end and notes on it how it went. Never rejects. */
export async function execute(
  execution: Execution,
  { machine, earlier, signal }: { machine: Machine; earlier: Iterable<Execution>; signal: AbortSignal },
): Promise<void> {
  try {
    await machine.faults.waitInQueue(signal);
    signal.throwIfAborted();
    execution.state = 'RUNNING';
    execution.startedMs = Date.now();
    if (!(await serveAgain(execution, earlier, machine.objects))) await run(execution, machine, signal);
    signal.throwIfAborted();
    execution.state = 'SUCCEEDED';
  } catch (error) {
    if (signal.aborted) cancel(execution, CANCELLED);
    else if (error instanceof CutOff) cancel(execution, CUT_OFF);
    else fail(execution, failureOf(error, machine.onBug));
  }
  execution.completedMs = Date.now();
  execution.engineMs = execution.startedMs === undefined ? 0 : execution.completedMs - execution.startedMs;
}

/** Answers with an earlier result when the query allows one; it then scans nothing. */
async function serveAgain(execution: Execution, earlier: Iterable<Execution>, objects: Objects): Promise<boolean> {
  const found = findReusable(execution, earlier, { objects, now: Date.now() });
  if (!found) return false;
  await objects.put(execution.output, objects.read(found.object), found.object);
  execution.columns = found.execution.columns;
  execution.updateCount = found.execution.updateCount;
  execution.reused = true;
  return true;
}

function failureOf(error: unknown, onBug: Machine['onBug']): Failure {
  if (error instanceof QueryFailure) return error.failure;
  if (error instanceof ApiError) return { category: 2, type: 1100, retryable: false, message: error.message };
  const { failure } = failureOfRun(error);
  if (failure.message.startsWith('GENERIC_INTERNAL_ERROR')) onBug(error);
  return failure;
}

function cancel(execution: Execution, reason: string): void {
  execution.state = 'CANCELLED';
  execution.reason = reason;
}

function fail(execution: Execution, failure: Failure): void {
  execution.state = 'FAILED';
  execution.failure = failure;
  execution.reason = failure.message;
}
