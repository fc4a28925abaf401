import type { Delivery, DeliveryLedger } from './delivery.ts';

import { isOpen } from './delivery-end.ts';
import { OVERTAKEN } from './occurrences.ts';

/** Whether a delivery was skipped as a later one was due, or is still open, so that what was told of it counts for the later one, too. */
export function isPending(delivery: Pick<Delivery, 'state' | 'reason'>): boolean {
  return isOpen(delivery) || (delivery.state === 'skipped' && delivery.reason === OVERTAKEN);
}

/**
 * Skips a delivery that could be made now when a later one of its digest is due meanwhile, which is then tried at once.
 * Resolves to the later one; undefined when the delivery goes on. What somebody has tried again is never skipped.
 */
export async function skipOvertaken(
  delivery: Delivery,
  { ledger, now }: { readonly ledger: DeliveryLedger; readonly now: () => Date },
): Promise<Delivery | undefined> {
  const later = delivery.retriedAt ? undefined : await ledger.findLater(delivery, now());
  if (!later) return undefined;
  await ledger.finish(delivery, { state: 'skipped', reason: OVERTAKEN });
  await ledger.hasten(later.id);
  return later;
}
