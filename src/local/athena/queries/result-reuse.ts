import type { S3Object, S3Objects } from '../s3/s3-objects.ts';
import type { EmbeddedExecution } from './embedded-execution.ts';

import { isChanging } from '../../../trino/changing.ts';

/** An execution whose result can be served again, and the object of the result. */
export type ReusableResult = { readonly execution: EmbeddedExecution; readonly object: S3Object };

/**
 * Finds the newest result that can be served for an execution: of the same text, parameters, database, output location and workgroup,
 * and no older than the execution allows at `now`. https://docs.aws.amazon.com/athena/latest/ug/reusing-query-results.html
 */
export function findReusableResult(
  execution: EmbeddedExecution,
  earlier: Iterable<EmbeddedExecution>,
  { objects, now }: { objects: S3Objects; now: number },
): ReusableResult | undefined {
  if (execution.reuseMinutes === 0 || isChanging(execution.query)) return undefined;
  let newest: ReusableResult | undefined;
  for (const candidate of earlier) {
    const { completedMs = 0 } = candidate;
    const isFit =
      candidate.state === 'SUCCEEDED' &&
      !candidate.reused &&
      candidate.kind.substatement === 'SELECT' &&
      isSame(candidate, execution) &&
      now - completedMs <= execution.reuseMinutes * 60_000 &&
      completedMs > (newest?.execution.completedMs ?? 0);
    const object = isFit ? objects.find(candidate.output.bucket, candidate.output.key) : undefined;
    if (object) newest = { execution: candidate, object };
  }
  return newest;
}

function isSame(a: EmbeddedExecution, b: EmbeddedExecution): boolean {
  return (
    a.query === b.query &&
    a.workgroup === b.workgroup &&
    a.catalog === b.catalog &&
    a.database === b.database &&
    a.requestedOutput === b.requestedOutput &&
    JSON.stringify(a.parameters) === JSON.stringify(b.parameters)
  );
}
