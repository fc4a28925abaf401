import type { Objects, StoredObject } from '../s3/objects.ts';
import type { Execution } from './execution.ts';

/** Athena does not serve again what would not be the same again. */
const CHANGING =
  /\b(rand|random|shuffle|uuid|now|current_date|current_time|current_timestamp|localtime|localtimestamp)\b/i;

export type Reusable = { readonly execution: Execution; readonly object: StoredObject };

/**
 * The newest result that may be served again for a query: of the same text, parameters, place and workgroup, and no
 * older than the query allows. https://docs.aws.amazon.com/athena/latest/ug/reusing-query-results.html
 */
export function findReusable(
  execution: Execution,
  earlier: Iterable<Execution>,
  { objects, now }: { objects: Objects; now: number },
): Reusable | undefined {
  if (execution.reuseMinutes === 0 || CHANGING.test(execution.query)) return undefined;
  let newest: Reusable | undefined;
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

function isSame(a: Execution, b: Execution): boolean {
  return (
    a.query === b.query &&
    a.workgroup === b.workgroup &&
    a.catalog === b.catalog &&
    a.database === b.database &&
    a.requestedOutput === b.requestedOutput &&
    JSON.stringify(a.parameters) === JSON.stringify(b.parameters)
  );
}
