/**
 * Wraps a check so that it is made at most once in `keptMs` milliseconds. Asked again sooner, it returns the last
 * outcome, so that callers cannot cause work by asking often. `now` is a monotonic clock in milliseconds.
 */
export function cachedCheck<T>(
  check: () => Promise<T>,
  keptMs: number,
  now: () => number = () => performance.now(),
): () => Promise<T> {
  let kept: { readonly outcome: Promise<T>; readonly until: number } | undefined;
  return () => {
    if (!kept || now() >= kept.until) kept = { outcome: check(), until: now() + keptMs };
    return kept.outcome;
  };
}
