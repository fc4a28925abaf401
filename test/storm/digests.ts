import type { Digest } from '../../src/digests/digest.ts';

/** What is due in a storm: eight digests, each every ten minutes. */
export const DIGESTS: readonly Digest[] = Array.from({ length: 8 }, (_, index) => ({
  name: `digest-${index}`,
  questions: ['sales'],
  channel: '#sales',
  cron: `${index}-59/10 * * * *`,
  timezone: 'UTC',
  onlyIf: [],
}));
