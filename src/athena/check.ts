import type { AthenaClient } from '@aws-sdk/client-athena';
import { GetWorkGroupCommand } from '@aws-sdk/client-athena';

import { errorOfCall, isRefusal, isThrottle } from './failure.ts';

/** In milliseconds: how long an answer is waited for, and for how long an outcome is good, so that nobody can make work by asking. */
const CHECK_MS = { patience: 3000, kept: 15_000 } as const;

/**
 * Opens what tells why Athena cannot be asked; it resolves to undefined when Athena answers, also when it answers that it
 * is busy, or that it does not show its workgroup.
 */
export function openAthenaCheck(
  athena: AthenaClient,
  { workgroup, now = () => performance.now() }: { readonly workgroup: string; readonly now?: () => number },
): () => Promise<string | undefined> {
  let until = Number.NEGATIVE_INFINITY;
  let last: Promise<string | undefined> = Promise.resolve(undefined);
  const ask = async (): Promise<string | undefined> => {
    try {
      const abortSignal = AbortSignal.timeout(CHECK_MS.patience);
      await athena.send(new GetWorkGroupCommand({ WorkGroup: workgroup }), { abortSignal });
      return undefined;
    } catch (error) {
      if (isRefusal(error) || isThrottle(error)) return undefined;
      return `Athena cannot be asked (${errorOfCall(error, { where: 'Athena' }).message})`;
    }
  };
  return () => {
    if (now() < until) return last;
    until = now() + CHECK_MS.kept;
    last = ask();
    return last;
  };
}
