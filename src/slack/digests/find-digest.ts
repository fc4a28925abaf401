import type { Digest } from '../../digests/digest.ts';
import type { BotContext } from '../bot-context.ts';

/** Finds the digest of a name, declared or subscribed to, also when it is paused; undefined when it was stopped. */
export function findDigest(
  name: string,
  { digests, subscriptions }: Pick<BotContext, 'digests' | 'subscriptions'>,
): Digest | undefined {
  return [...digests(), ...subscriptions.all()].find((digest) => digest.name === name);
}
