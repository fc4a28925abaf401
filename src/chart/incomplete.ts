import type { Grain } from '../calendar/bucket.ts';
import type { TimedInput } from './chart-input.ts';
import type { ChartOptions } from './options.ts';

import { cutBucket, endsEarly, formatTime, openBucket } from '../calendar/bucket.ts';
import { capital } from '../text/text.ts';

/** The starts of the first and the last bucket where the data covers only a part of them; undefined where it covers all. */
export type IncompleteBuckets = {
  /** The first bucket, of which only the end is in the data. */
  readonly cut?: number;
  /** The last bucket, of which only the start is in the data. */
  readonly open?: number;
  /** Whether the last one is cut by a period that is over. */
  readonly isPast: boolean;
};

/** Finds the first and the last bucket of a series as far as they are incomplete. */
export function incompleteBuckets({ time, options }: TimedInput, first: number, last: number): IncompleteBuckets {
  return {
    cut: cutBucket(first, options.since),
    open: openBucket(last, time.grain, options),
    isPast: endsEarly(options),
  };
}

/** Says what the last bucket is: `the latest`, or why it is smaller than others. */
export function latestWords(latest: number, grain: Grain, options: ChartOptions): string {
  if (openBucket(latest, grain, options) === undefined) return 'the latest';
  return endsEarly(options) ? 'only in part' : 'not over yet';
}

/**
 * Says which buckets the data covers only in part: `Dashed: Oct 2026 is not over yet.` `look` is how they are drawn, '' when
 * they look like the others.
 */
export function incompleteNotes(
  look: string,
  grain: Grain,
  { cut, open, isPast }: IncompleteBuckets,
): readonly string[] {
  const say = (words: string) => [look === '' ? `${capital(words)}.` : `${look}: ${words}.`];
  if (cut !== undefined && cut === open) return say(`only a part of ${formatTime(cut, grain)} is in it`);
  const parts = [
    ...(cut === undefined ? [] : [`only the end of ${formatTime(cut, grain)} is in it`]),
    ...(open === undefined ? [] : [openWords(open, grain, isPast)]),
  ];
  return parts.length === 0 ? [] : say(parts.join(', and '));
}

/** Says that the numbers at the end of lines are of the latest bucket, so that nobody takes them for totals. */
export function latestNotes(latest: number, last: number, { time: { grain }, options }: TimedInput): readonly string[] {
  const open = openBucket(last, grain, options);
  const isLatest = open === undefined || open === latest;
  return [
    `The numbers are of ${formatTime(latest, grain)}, ${latestWords(latest, grain, options)}.`,
    ...(isLatest ? [] : [`${capital(openWords(open, grain, endsEarly(options)))}.`]),
  ];
}

function openWords(open: number, grain: Grain, isPast: boolean): string {
  const name = formatTime(open, grain);
  return isPast ? `only the start of ${name} is in it` : `${name} is not over yet`;
}
