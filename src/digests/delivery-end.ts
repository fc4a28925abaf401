import type { Delivery, DeliveryLedger } from './delivery.ts';
import type { SetTimer } from './lease.ts';

import { OPEN_STATES } from './delivery.ts';

/** A process that was frozen while it posted looks so often, and so many times, at what the next holder makes of the delivery. */
const LOOK_MS = 2000;

const LOOKS = 60;

/** Waits until a delivery that another instance has claimed has ended, for two minutes at most; resolves to the delivery as it is then. */
export async function awaitEnd(
  id: string,
  { ledger, setTimer }: { readonly ledger: Pick<DeliveryLedger, 'find'>; readonly setTimer: SetTimer },
): Promise<Delivery | undefined> {
  let now = await ledger.find(id);
  for (let looks = 0; looks < LOOKS && now && isOpen(now); looks++) {
    await new Promise<void>((resolve) => setTimer(resolve, LOOK_MS));
    now = await ledger.find(id);
  }
  return now;
}

/** Whether a delivery has not ended: it is due, waits, or is being worked on. */
export function isOpen({ state }: Pick<Delivery, 'state'>): boolean {
  return (OPEN_STATES as readonly string[]).includes(state);
}
