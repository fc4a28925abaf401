import type { AthenaClient } from '@aws-sdk/client-athena';
import { GetWorkGroupCommand } from '@aws-sdk/client-athena';

import { cachedCheck } from '../answer/runs/cached-check.ts';
import { errorOfCall, isRefusal, isThrottle } from './failure.ts';

/** In milliseconds: how long an answer is waited for, and for how long an outcome is good. */
const CHECK_MS = { patience: 3000, kept: 15_000 } as const;

/**
 * Creates a check of whether Athena can be asked. It resolves to the reason why not, or to undefined when Athena
 * answers, even if it answers that it is busy or that its workgroup may not be read.
 */
export function openAthenaCheck(
  athena: AthenaClient,
  { workgroup, now }: { readonly workgroup: string; readonly now?: () => number },
): () => Promise<string | undefined> {
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
  return cachedCheck(ask, CHECK_MS.kept, now);
}
