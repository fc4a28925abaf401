import type { Digest } from '../../src/digests/digest.ts';

/** What is due in a storm: sixty digests, each every half an hour. */
export const DIGESTS: readonly Digest[] = Array.from({ length: 60 }, (_, index) => ({
  name: `digest-${index}`,
  questions: ['sales'],
  channel: '#sales',
  cron: `${index % 30}-59/30 * * * *`,
  timezone: 'UTC',
  onlyIf: [],
}));

/** Alerts in a storm: six, each checked every twenty minutes and told each time that it is beyond its limit. */
export const ALERTS: readonly Digest[] = Array.from({ length: 6 }, (_, index) => ({
  name: `alert-${index}`,
  questions: ['sales under 1000'],
  channel: '#alerts',
  cron: `${index}-59/20 * * * *`,
  timezone: 'UTC',
  onlyIf: [],
  isAlert: true as const,
}));

/** The number that alerts look at: for forty minutes beyond the limit, for twenty not. */
export function alertValue(at: Date): number {
  return Math.floor(at.getTime() / (20 * 60_000)) % 3 === 0 ? 5000 : 500;
}
