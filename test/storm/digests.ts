import type { Digest } from '../../src/digests/digest.ts';

/** What is due in a storm: twenty-four digests, each every half an hour. */
export const DIGESTS: readonly Digest[] = Array.from({ length: 24 }, (_, index) => ({
  name: `digest-${index}`,
  questions: ['sales'],
  channel: '#sales',
  cron: `${index}-59/30 * * * *`,
  timezone: 'UTC',
  onlyIf: [],
}));
