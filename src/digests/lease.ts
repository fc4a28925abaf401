import type { BaseLogger } from 'pino';

import type { Delivery, DeliveryLedger } from './delivery.ts';

/** A claim of a delivery that this process renews until the delivery ends. */
export type Lease = {
  /** Aborts when another instance has taken the delivery over, or when `stop` was called. */
  readonly signal: AbortSignal;
  readonly stop: (reason: Error) => void;
  readonly end: () => void;
};

/** Calls back once after `ms` milliseconds; returns a function that cancels it. */
export type SetTimer = (callback: () => void, ms: number) => () => void;

/** One minute: a claim that was not renewed for longer may be taken by another instance. */
export const LEASE_MS = 60_000;

/** Renews a claim three times within its lease, until it is stopped. */
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
