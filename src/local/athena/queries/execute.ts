import type { S3Objects } from '../s3/s3-objects.ts';
import type { EmbeddedExecution, ExecutionFailure } from './embedded-execution.ts';
import type { ExecutionContext } from './run-statement.ts';

import { ApiError } from '../protocol/api-error.ts';
import { QueryFailure } from './embedded-execution.ts';
import { failureOfRun } from './query-compiler.ts';
import { findReusableResult } from './result-reuse.ts';
import { runStatement, ScanLimitExceeded } from './run-statement.ts';

/** The reason that Athena gives for an execution that exceeded the byte limit. */
const CUT_OFF = 'Bytes scanned limit was exceeded';

/** The reason that Athena gives for an execution after StopQueryExecution. */
export const CANCELLED = 'Query cancelled by user';

/**
 * Runs a query execution, or serves the result of one of the `earlier` ones, and writes its state, times and error into it. Cancels it
 * when the signal aborts. Never rejects.
 */
export async function execute(
  execution: EmbeddedExecution,
  {
    context,
    earlier,
    signal,
  }: { context: ExecutionContext; earlier: Iterable<EmbeddedExecution>; signal: AbortSignal },
): Promise<void> {
  try {
    await context.faults.waitInQueue(signal);
    signal.throwIfAborted();
    execution.state = 'RUNNING';
    execution.startedMs = Date.now();
    if (!(await serveAgain(execution, earlier, context.objects))) await runStatement(execution, context, signal);
    signal.throwIfAborted();
    execution.state = 'SUCCEEDED';
  } catch (error) {
    if (signal.aborted) cancel(execution, CANCELLED);
    else if (error instanceof ScanLimitExceeded) cancel(execution, CUT_OFF);
    else fail(execution, failureOf(error, context.onBug));
  }
  execution.completedMs = Date.now();
  execution.engineMs = execution.startedMs === undefined ? 0 : execution.completedMs - execution.startedMs;
}

/** Answers with an earlier result when the query allows one; it then scans nothing. */
async function serveAgain(
  execution: EmbeddedExecution,
  earlier: Iterable<EmbeddedExecution>,
  objects: S3Objects,
): Promise<boolean> {
  const found = findReusableResult(execution, earlier, { objects, now: Date.now() });
  if (!found) return false;
  await objects.put(execution.output, objects.read(found.object), found.object);
  execution.columns = found.execution.columns;
  execution.updateCount = found.execution.updateCount;
  execution.reused = true;
  return true;
}

function failureOf(error: unknown, onBug: ExecutionContext['onBug']): ExecutionFailure {
  if (error instanceof QueryFailure) return error.failure;
  if (error instanceof ApiError) return { category: 2, type: 1100, retryable: false, message: error.message };
  const { failure } = failureOfRun(error);
  if (failure.message.startsWith('GENERIC_INTERNAL_ERROR')) onBug(error);
  return failure;
}

function cancel(execution: EmbeddedExecution, reason: string): void {
  execution.state = 'CANCELLED';
  execution.reason = reason;
}

function fail(execution: EmbeddedExecution, failure: ExecutionFailure): void {
  execution.state = 'FAILED';
  execution.failure = failure;
  execution.reason = failure.message;
}
