import type { Grain } from '../calendar/bucket.ts';
import type { TimedInput } from './chart-input.ts';
import type { ChartOptions } from './options.ts';

import { cutBucket, formatBucket, isPeriodOver, openBucket } from '../calendar/bucket.ts';
import { capital } from '../text/text.ts';

/** The starts of the first and the last bucket where the data covers only a part of them; undefined where it covers all. */
export type IncompleteBuckets = {
  /** The start of the first bucket, of which only the end is in the data. */
  readonly cut?: number;
  /** The start of the last bucket, of which only the beginning is in the data. */
  readonly open?: number;
  /** Whether the last bucket is incomplete because the period ended within it. */
  readonly isPast: boolean;
};

/** Finds out whether the first and the last bucket of a series are incomplete. */
export function incompleteBuckets({ time, options }: TimedInput, first: number, last: number): IncompleteBuckets {
  return {
    cut: cutBucket(first, options.since),
    open: openBucket(last, time.grain, options),
    isPast: isPeriodOver(options),
  };
}

/** Writes what the last bucket is: `the latest`, or why it is smaller than others. */
export function latestWords(latest: number, grain: Grain, options: ChartOptions): string {
  if (openBucket(latest, grain, options) === undefined) return 'the latest';
  return isPeriodOver(options) ? 'only in part' : 'not over yet';
}

/**
 * Writes notes on the buckets that the data covers only in part: `Dashed: Oct 2026 is not over yet.` `look` is how
 * they are drawn, '' when they look like the others.
 */
export function incompleteNotes(
  look: string,
  input: Pick<TimedInput, 'time' | 'options'>,
  { cut, open, isPast }: IncompleteBuckets,
): readonly string[] {
  const name = (start: number) => bucketWords(start, input);
  const say = (words: string) => [look === '' ? `${capital(words)}.` : `${look}: ${words}.`];
  if (cut !== undefined && cut === open) return say(`only a part of ${name(cut)} is in it`);
  const parts = [
    ...(cut === undefined ? [] : [`only the end of ${name(cut)} is in it`]),
    ...(open === undefined ? [] : [openWords(name(open), isPast)]),
  ];
  return parts.length === 0 ? [] : say(parts.join(', and '));
}

/** Writes a note that the numbers at the end of lines are of the latest bucket, and not totals. */
export function latestNotes(latest: number, last: number, { time: { grain }, options }: TimedInput): readonly string[] {
  const open = openBucket(last, grain, options);
  const name = (start: number) => bucketWords(start, { time: { grain }, options });
  const isLatest = open === undefined || open === latest;
  return [
    `The numbers are of ${name(latest)}, ${latestWords(latest, grain, options)}.`,
    ...(isLatest ? [] : [`${capital(openWords(name(open), isPeriodOver(options)))}.`]),
  ];
}

/** `Oct 2026`, `the week of 26 Oct 2026` */
function bucketWords(
  start: number,
  { time: { grain }, options }: { readonly time: { readonly grain: Grain }; readonly options: ChartOptions },
): string {
  const name = formatBucket(start, grain, options.locale);
  return grain === 'week' ? `the ${name}` : name;
}

function openWords(name: string, isPast: boolean): string {
  return isPast ? `only the start of ${name} is in it` : `${name} is not over yet`;
}
