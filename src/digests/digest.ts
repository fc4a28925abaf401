import { Cron } from 'croner';
import { LRUCache } from 'lru-cache';

/** What must hold of its answers for a digest to be posted. */
export type Condition = 'fresh' | 'not empty' | 'changed';

/** Every condition, in the words of `digests.yml`. */
export const CONDITIONS = ['fresh', 'not empty', 'changed'] as const satisfies readonly Condition[];

/** Questions that the bot asks by itself, and where and when it posts the answers as one message. */
export type Digest = {
  /** A word, unique among all digests. */
  readonly name: string;
  /** At least one, each as a person would type it after the command. */
  readonly questions: readonly [string, ...string[]];
  /** A channel's name with its #, or its id. */
  readonly channel: string;
  /** Minute, hour, day, month, weekday, by the clocks of `timezone`. */
  readonly cron: string;
  /** IANA name; it decides which day is today in the questions, too. */
  readonly timezone: string;
  /** Whom to tell when it comes late or not at all: a person's id, a channel's name with its #, or its id. */
  readonly owner?: string;
  /** Empty: it is posted each time. */
  readonly onlyIf: readonly Condition[];
  /** For how long it waits for fresh data, in milliseconds; three hours without. */
  readonly waitMs?: number;
  /** Whether one message a period is kept up to date, in place of a new one each time. */
  readonly isLiving?: boolean;
  /** By what part, such as 0.05, later data may move a posted number before the thread is told; undefined for never. */
  readonly restatedBy?: number;
  /** Whether its question is an alert's sentence: it is checked when it is due, and told only when a number crosses its limit. */
  readonly isAlert?: true | undefined;
  /** Due times up to then are not its own: when it began, or was resumed. Undefined for one that begins when it is first seen. */
  readonly since?: Date;
};

/** When a digest is due: its cron expression and time zone. */
export type Timing = Pick<Digest, 'cron' | 'timezone'>;

/**
 * The first moment after `after` at which the digest is due. By local clocks: an hour that is skipped in spring counts
 * from its end, an hour that comes twice in autumn counts once, the first time. Undefined when it never comes.
 */
export function nextDue({ cron, timezone }: Timing, after: Date): Date | undefined {
  return readCron(cron, timezone).nextRun(after) ?? undefined;
}

/** The next `count` moments after `after` at which the digest is due, soonest first. */
export function nextDues({ cron, timezone }: Timing, after: Date, count: number): readonly Date[] {
  return readCron(cron, timezone).nextRuns(count, after);
}

/** The last `count` moments up to and with `until` at which the digest was due, latest first. */
export function lastDues({ cron, timezone }: Timing, until: Date, count = 1): readonly Date[] {
  return readCron(cron, timezone).previousRuns(count, new Date(until.getTime() + 1));
}

/** Whether the text is a cron expression of five fields (or `@daily`) that comes round. */
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
