import { Cron } from 'croner';
import { LRUCache } from 'lru-cache';

/** A condition on its answers under which a digest is posted. */
export type Condition = 'fresh' | 'not empty' | 'changed';

/** Every condition, as `digests.yml` writes it. */
export const CONDITIONS = ['fresh', 'not empty', 'changed'] as const satisfies readonly Condition[];

/** Questions that the bot asks at fixed times and posts as one message. */
export type Digest = {
  /** A word, unique among all digests. */
  readonly name: string;
  /** At least one, each as a person would type it after the command. */
  readonly questions: readonly [string, ...string[]];
  /** A channel's name with its #, or its id. */
  readonly channel: string;
  /** A cron expression of minute, hour, day, month and weekday, in `timezone`. */
  readonly cron: string;
  /** An IANA name; it also decides which day is today in the questions. */
  readonly timezone: string;
  /** Who is told when it comes late or not at all: a person's id, a channel's name with its #, or its id. */
  readonly owner?: string;
  /** The conditions under which it is posted; empty to post it each time. */
  readonly onlyIf: readonly Condition[];
  /** The day that its data must reach to be fresh, as `isWatermark` takes it; undefined for the end of each question's period. */
  readonly fresh?: string | undefined;
  /** For how long it waits for fresh data, in milliseconds; `WAIT_MS` when missing. */
  readonly waitMs?: number;
  /** Whether one message for each period is updated, instead of a new one posted each time. */
  readonly isLiving?: boolean;
  /** The fraction, such as 0.05, by which a posted number must move through later data for the thread to be told; undefined for never. */
  readonly restatedBy?: number;
  /** Whether its question is an alert's sentence: it is checked when it is due, and reported only when a number crosses its limit. */
  readonly isAlert?: true | undefined;
  /** The moment up to which due times do not count: when it began, or was resumed. Undefined for one that begins when it is first seen. */
  readonly since?: Date;
};

/** The due times of a digest: its cron expression and time zone. */
export type Timing = Pick<Digest, 'cron' | 'timezone'>;

/**
 * Returns the first moment after `after` at which the digest is due; undefined when there is none. In local time, an
 * hour that is skipped in spring counts from its end, and an hour that comes twice in autumn counts once, the first
 * time.
 */
export function nextDue({ cron, timezone }: Timing, after: Date): Date | undefined {
  const key = `${after.getTime()} ${cron} ${timezone}`;
  const known = nexts.get(key) ?? { at: readCron(cron, timezone).nextRun(after)?.getTime() };
  nexts.set(key, known);
  return known.at === undefined ? undefined : new Date(known.at);
}

/** Returns the next `count` moments after `after` at which the digest is due, the soonest first. */
export function nextDues({ cron, timezone }: Timing, after: Date, count: number): readonly Date[] {
  return readCron(cron, timezone).nextRuns(count, after);
}

/** Returns the last `count` moments up to and including `until` at which the digest was due, the latest first. */
export function lastDues({ cron, timezone }: Timing, until: Date, count = 1): readonly Date[] {
  return readCron(cron, timezone).previousRuns(count, new Date(until.getTime() + 1));
}

/** Whether a text is a cron expression of five fields (or `@daily`) that is ever due. */
export function isCron(text: string): boolean {
  try {
    return readCron(text, 'UTC').nextRun() !== null;
  } catch {
    return false;
  }
}

/** Expressions that were read, by their text and zone: reading one takes longer than asking it. */
const crons = new LRUCache<string, Cron>({ max: 5000 });

function readCron(cron: string, timezone: string): Cron {
  const key = `${cron} ${timezone}`;
  const known = crons.get(key) ?? new Cron(cron, { timezone, mode: '5-part' });
  crons.set(key, known);
  return known;
}

/** Next due times that were worked out, by the moment before and the timing: digests that are due together ask the same again. */
const nexts = new LRUCache<string, { readonly at: number | undefined }>({ max: 5000 });
