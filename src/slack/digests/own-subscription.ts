import type { Subscription } from '../../digests/subscriptions.ts';
import type { BotContext } from '../bot-context.ts';

import { UserError } from '../../error.ts';
import { digestRefusalWords } from '../words.ts';

/** Finds a subscription for its owner. Throws a UserError when it was stopped, and for anybody else. */
export async function ownSubscription(
  { subscriptions }: Pick<BotContext, 'subscriptions'>,
  name: string,
  user: string,
): Promise<Subscription> {
  const found = (await subscriptions.refresh()).find((each) => each.name === name);
  if (!found) throw new UserError(digestRefusalWords.stoppedAlready);
  if (found.owner !== user) throw new UserError(digestRefusalWords.ownerOnly);
  return found;
}
