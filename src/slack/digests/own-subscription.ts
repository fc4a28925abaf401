import type { Subscription } from '../../digests/subscriptions.ts';
import type { BotContext } from '../bot-context.ts';

import { UserError } from '../../error.ts';

/** Finds a subscription for its owner. Throws a UserError when it was stopped, and for anybody else. */
export async function ownSubscription(
  { subscriptions }: Pick<BotContext, 'subscriptions'>,
  name: string,
  user: string,
): Promise<Subscription> {
  const found = (await subscriptions.refresh()).find((each) => each.name === name);
  if (!found) throw new UserError('this is stopped already');
  if (found.owner !== user)
    throw new UserError('only who asked for this can change it: ask them, or subscribe yourself');
  return found;
}
