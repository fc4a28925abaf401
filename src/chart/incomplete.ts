import type { Grain } from '../calendar/bucket.ts';
import type { ChartInput } from './options.ts';

import { cutBucket, endsEarly, formatTime, openBucket } from '../calendar/bucket.ts';
import { capital } from '../text/text.ts';

/** What the last bucket is: `the latest`, or why it is smaller than others. */
export function latestWords(latest: number, grain: Grain, options: ChartInput['options']): string {
  if (openBucket(latest, grain, options) === undefined) return 'the latest';
  return endsEarly(options) ? 'only in part' : 'not over yet';
}

/** The starts of the first and the last bucket where the data covers only a part of them. */
export type IncompleteBuckets = {
  readonly cut?: number;
  readonly open?: number;
  /** The last one is cut by a period that is over. */
  readonly isPast: boolean;
};

/** What is said of buckets that the data covers only in part, and how they are drawn where they look different. */
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

function openWords(open: number, grain: Grain, isPast: boolean): string {
  const name = formatTime(open, grain);
  return isPast ? `only the start of ${name} is in it` : `${name} is not over yet`;
}

/** The first and the last bucket of a course as far as they are incomplete. */
export function incompleteOf({ fields, options }: ChartInput, first: number, last: number): IncompleteBuckets {
  return {
    cut: cutBucket(first, options.since),
    open: openBucket(last, fields.time!.grain, options),
    isPast: endsEarly(options),
  };
}

/** Of when the numbers beside small courses are, so that nobody takes them for totals. */
export function latestNotes(latest: number, last: number, { fields, options }: ChartInput): readonly string[] {
  const { grain } = fields.time!;
  const open = openBucket(last, grain, options);
  const words = open === undefined || open === latest ? '' : openWords(open, grain, endsEarly(options));
  return [
    `The numbers are of ${formatTime(latest, grain)}, ${latestWords(latest, grain, options)}.`,
    ...(words === '' ? [] : [`${capital(words)}.`]),
  ];
}
