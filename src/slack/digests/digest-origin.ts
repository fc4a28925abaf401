import type { Digest } from '../../digests/digest.ts';

import { isSubscription } from '../../digests/subscriptions.ts';
import { whenOfDigest } from '../blocks/subscriptions.ts';
import { digestWords } from '../words.ts';

/**
 * Writes what a digest's message says of where it comes from: whose rights it is asked with, by the name of that person where
 * rights count, and for one that is declared in files when it comes and where it stands. A subscription has buttons for that.
 */
export function originOf(digest: Digest, person: string | undefined): readonly string[] {
  const { name, timezone } = digest;
  return [
    ...(isSubscription(digest) ? [] : [digestWords.origin(whenOfDigest(digest), timezone, name)]),
    ...(person === undefined ? [] : [digestWords.shows(person)]),
  ];
}
