import type { Digest } from '../digests/digest.ts';
import type { BotContext } from './bot-context.ts';

/** The digest of a name, declared in git or subscribed to, also when it is paused; undefined when it does not come any more. */
export function findDigest(
  name: string,
  { digests, subscriptions }: Pick<BotContext, 'digests' | 'subscriptions'>,
): Digest | undefined {
  return [...digests(), ...subscriptions.all()].find((digest) => digest.name === name);
}
