import { randomBytes } from 'node:crypto';
import { z } from 'zod';

import type { Digest } from './digest.ts';

import { isTimezone } from '../calendar/day.ts';
import { CONDITIONS, isCron } from './digest.ts';
import { isWatermark } from './watermark.ts';

/** A digest that a person asked for in Slack. */
export type Subscription = Digest & {
  /** The user id of who asked for it, and may stop it. */
  readonly owner: string;
  /** Its times as the person wrote them: `every Monday at 09:00`. */
  readonly when: string;
  readonly isPaused: boolean;
};

/** Stores subscriptions as texts by name, for one owner. */
export type SubscriptionStore = {
  readonly list: (owner: string) => Promise<ReadonlyMap<string, string>>;
  readonly put: (owner: string, name: string, value: string) => Promise<void>;
  readonly remove: (owner: string, name: string) => Promise<void>;
};

/** The subscriptions of a workspace. */
export type Subscriptions = {
  /** Returns those that were last read, by name. */
  readonly all: () => readonly Subscription[];
  /** Reads them again, as other instances may have changed them. */
  readonly refresh: () => Promise<readonly Subscription[]>;
  /** Adds one that begins now, under a name that is not taken. */
  readonly add: (subscription: Omit<Subscription, 'name' | 'isPaused' | 'since'>, now: Date) => Promise<Subscription>;
  /** Changes some fields of a subscription; does nothing when it was stopped. */
  readonly change: (name: string, changed: Partial<Omit<Subscription, 'name'>>) => Promise<void>;
  readonly pause: (name: string) => Promise<void>;
  /** Resumes a paused one; what was due before `now` is not posted. */
  readonly resume: (name: string, now: Date) => Promise<void>;
  readonly remove: (name: string) => Promise<void>;
};

const OWNER = 'subscriptions';

const STORED = z.object({
  questions: z.tuple([z.string()], z.string()),
  channel: z.string(),
  cron: z.string().refine(isCron),
  when: z.string(),
  timezone: z.string().refine(isTimezone),
  owner: z.string(),
  onlyIf: z.array(z.enum(CONDITIONS)),
  fresh: z.string().refine(isWatermark).optional(),
  isPaused: z.boolean(),
  isAlert: z.literal(true).optional(),
  since: z.coerce.date().optional(),
});

/** Whether a digest was asked for in Slack; otherwise it is declared in `digests.yml`. */
export function isSubscription(digest: Digest): digest is Subscription {
  return 'isPaused' in digest;
}

/** Opens the subscriptions in a store. What is stored but cannot be read is left out. */
export function openSubscriptions(store: SubscriptionStore): Subscriptions {
  let known: readonly Subscription[] = [];
  const refresh = async (): Promise<readonly Subscription[]> => {
    known = [...(await store.list(OWNER))].flatMap(([name, text]) => read(name, text));
    return known;
  };
  const write = async ({ name, ...stored }: Subscription): Promise<void> => {
    await store.put(OWNER, name, JSON.stringify(stored));
    await refresh();
  };
  const change = async (name: string, changed: Partial<Subscription>): Promise<void> => {
    const found = (await refresh()).find((each) => each.name === name);
    if (found) await write({ ...found, ...changed });
  };
  return {
    all: () => known,
    refresh,
    add: async (given, since) => {
      const name = `subscription-${randomBytes(4).toString('hex')}`;
      const subscription = { ...given, name, isPaused: false, since };
      await write(subscription);
      return subscription;
    },
    change,
    pause: (name) => change(name, { isPaused: true }),
    resume: (name, since) => change(name, { isPaused: false, since }),
    remove: async (name) => {
      await store.remove(OWNER, name);
      await refresh();
    },
  };
}

function read(name: string, text: string): readonly Subscription[] {
  const { data } = STORED.safeParse(parseJson(text));
  if (!data) return [];
  const { since, ...stored } = data;
  return [{ name, ...stored, ...(since && { since }) }];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
