/**
 * A check that is made at most once in `keptMs` milliseconds: asked again sooner, it gives the outcome that it had, so that
 * nobody can make work by asking. `now` is a clock in milliseconds that never goes back.
 */
export function keptOutcome<T>(
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
