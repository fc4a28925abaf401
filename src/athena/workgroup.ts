import type { AthenaClient, WorkGroupConfiguration } from '@aws-sdk/client-athena';
import { GetWorkGroupCommand } from '@aws-sdk/client-athena';
import type { BaseLogger } from 'pino';

import { isRefusal } from './failure.ts';
import { retryThrottled } from './retry.ts';

/** A workgroup's configuration is asked for again after this time, in milliseconds: at once after a refusal has been mended, within ten minutes after a change. */
const KEPT_MS = { known: 10 * 60_000, refused: 60_000 } as const;

/** Reads the configuration of a workgroup. */
export type ReadWorkgroup = (signal: AbortSignal) => Promise<WorkGroupConfiguration>;

/**
 * Creates a function that reads a workgroup's configuration and caches it. Without the permission to read it, the
 * workgroup counts as one without settings, and is asked about again a minute later.
 */
export function openWorkgroup(
  athena: AthenaClient,
  {
    workgroup,
    log,
    now = () => performance.now(),
  }: { workgroup: string; log: Pick<BaseLogger, 'warn'>; now?: () => number },
): ReadWorkgroup {
  let known: WorkGroupConfiguration = {};
  let until = Number.NEGATIVE_INFINITY;
  return async (signal) => {
    if (now() < until) return known;
    try {
      const command = new GetWorkGroupCommand({ WorkGroup: workgroup });
      const { WorkGroup } = await retryThrottled(() => athena.send(command, { abortSignal: signal }), signal);
      known = WorkGroup?.Configuration ?? {};
      until = now() + KEPT_MS.known;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      log.warn({ error, workgroup }, 'no permission for athena:GetWorkGroup; taking the workgroup for a plain one');
      known = {};
      until = now() + KEPT_MS.refused;
    }
    return known;
  };
}
