import type { BaseLogger } from 'pino';

import type { Delivery, DeliveryLedger } from './delivery.ts';

/** A claim of a delivery by this process, held until it ends. */
export type Lease = {
  /** Aborts when another instance has taken the delivery over, or when `stop` was called. */
  readonly signal: AbortSignal;
  readonly stop: (reason: Error) => void;
  readonly end: () => void;
};

/** Calls back once after `ms`; returns what calls it off. */
export type SetTimer = (callback: () => void, ms: number) => () => void;

/** A claim that is not renewed for so long is free for others: one minute. */
export const LEASE_MS = 60_000;

/** Renews a claim three times within its lease, as long as this process lives. */
export function holdLease(
  delivery: Delivery,
  {
    ledger,
    now,
    setTimer,
    log,
  }: { ledger: DeliveryLedger; now: () => Date; setTimer: SetTimer; log: Pick<BaseLogger, 'warn'> },
): Lease {
  const controller = new AbortController();
  let isHeld = true;
  let callOff = () => {};
  const renew = async () => {
    try {
      const until = new Date(now().getTime() + LEASE_MS);
      if (isHeld && !(await ledger.renew(delivery, { until })) && isHeld) {
        controller.abort(new Error('another instance has taken this delivery over'));
      }
    } catch (error) {
      log.warn({ error, runId: delivery.id }, 'cannot hold a claim');
    }
    if (isHeld) callOff = setTimer(renew, LEASE_MS / 3);
  };
  callOff = setTimer(renew, LEASE_MS / 3);
  return {
    signal: controller.signal,
    stop: (reason) => controller.abort(reason),
    end: () => {
      isHeld = false;
      callOff();
    },
  };
}
