import type { BaseLogger } from 'pino';
import { z } from 'zod';

import type { DeliveryLedger, DigestUse, Posted } from './delivery.ts';
import type { Digest } from './digest.ts';
import type { SubscriptionStore } from './subscriptions.ts';

import { DAY_MS } from '../calendar/durations.ts';
import { OPEN_STATES, uuidOf } from './delivery.ts';

/** Why people are asked whether a digest is still wanted. */
export const DOUBTS = ['archived', 'departed', 'failing', 'unused'] as const;

/** One reason for such a question: its channel is archived, its owner has left, it failed five times in a row, or nobody clicked on it for 60 days. */
export type Doubt = (typeof DOUBTS)[number];

/** A question whether a digest is still wanted, as it is stored. */
export type AskedDoubt = {
  readonly doubt: Doubt;
  /** When it was asked, in milliseconds since 1970. */
  readonly askedAt: number;
  /** The address of the message with the question; missing while it is being posted. */
  readonly place?: Posted | undefined;
  /** The user id of who answered. */
  readonly answeredBy?: string | undefined;
};

/** What these questions need of the bot. */
export type WantedBot = {
  /** Resolves to whether a channel is archived; rejects when Slack does not tell. */
  readonly isArchived: (channel: string) => Promise<boolean>;
  /** Resolves to whether a person has left the workspace; rejects when Slack does not tell. */
  readonly hasLeft: (person: string) => Promise<boolean>;
  /** Finds the person or channel to ask about a digest that has no owner and whose channel takes no messages; undefined when there is none. */
  readonly findContact: (digest: Digest) => Promise<string | undefined>;
  /** Posts the question in a channel or to a person; does not post it again when a message with `id` exists. Resolves to its address. */
  readonly ask: (digest: Digest, doubt: Doubt, options: { target: string; id: string; since: Date }) => Promise<Posted>;
};

/** What the questions are asked with. */
export type WantedOptions = {
  readonly ledger: Pick<DeliveryLedger, 'list' | 'usesOf'>;
  readonly memory: SubscriptionStore;
  readonly bot: WantedBot;
  readonly now: () => Date;
  readonly log: Pick<BaseLogger, 'info' | 'warn'>;
};

/** A digest on which nobody clicked for so long is doubted. */
const UNUSED_MS = 60 * DAY_MS;

/** What came less often than this in that time is rare, and not doubted. */
const LEAST_POSTS = 2;

/** So many failures in a row. */
const FAILURES = 5;

/** The same is asked again after half a year at the earliest. */
const AGAIN_MS = 182 * DAY_MS;

const OWNER = 'still wanted';

const ASKED = z.object({
  doubt: z.enum(DOUBTS),
  askedAt: z.number(),
  place: z.object({ channel: z.string(), ts: z.string() }).optional(),
  answeredBy: z.string().optional(),
});

/**
 * Checks each digest, and asks its owner, or its channel when there is no owner any more, whether it is still wanted:
 * at most once in half a year for the same reason. The question is stored before it is posted. A digest of which
 * Slack tells nothing is checked again next time.
 */
export async function askWhetherWanted(digests: readonly Digest[], options: WantedOptions): Promise<void> {
  const { ledger, memory, bot, now, log } = options;
  const since = new Date(now().getTime() - UNUSED_MS);
  const uses = await ledger.usesOf(
    digests.map(({ name }) => name),
    since,
  );
  const known = await memory.list(OWNER);
  const isArchived = remembered(bot.isArchived);
  const hasLeft = remembered(bot.hasLeft);
  for (const digest of digests) {
    try {
      const person = personOf(digest);
      const departed = person !== undefined && (await hasLeft(person));
      const archived = await isArchived(digest.channel);
      const failing = await isFailing(digest, ledger);
      const unused = !digest.isAlert && isUnused(digest, uses.get(digest.name), since);
      const found = DOUBTS.filter((doubt) => ({ archived, departed, failing, unused })[doubt]);
      await askFirst(digest, found, { ...options, known, departed, archived });
    } catch (error) {
      log.warn({ error, digest: digest.name }, 'cannot tell whether a digest is still wanted');
    }
  }
}

/** What is known of the owner and the channel of a digest. */
type Reach = { readonly departed: boolean; readonly archived: boolean };

/**
 * Whom to ask: the owner; the channel when that has left or there is none; where the channel is archived, too, whom the bot finds.
 * Undefined for what came to somebody who has left as direct messages, and when nobody is found.
 */
async function targetOf(
  digest: Digest,
  { departed, archived }: Reach,
  bot: Pick<WantedBot, 'findContact'>,
): Promise<string | undefined> {
  const { owner, channel } = digest;
  if (owner !== undefined && !departed) return owner;
  if (channel.startsWith('D')) return undefined;
  return archived ? bot.findContact(digest) : channel;
}

/** Resolves to what was asked about a digest for a reason; undefined when nothing was. */
export async function findAsked(
  memory: SubscriptionStore,
  name: string,
  doubt: Doubt,
): Promise<AskedDoubt | undefined> {
  return readAsked((await memory.list(OWNER)).get(keyOf(name, doubt)));
}

/** Stores who answered a question. */
export async function noteAnswer(
  memory: SubscriptionStore,
  name: string,
  asked: AskedDoubt,
  person: string,
): Promise<void> {
  await memory.put(OWNER, keyOf(name, asked.doubt), JSON.stringify({ ...asked, answeredBy: person }));
}

/** What one digest is asked about with: what was asked about all of them before, and who can be asked. */
type AskOptions = WantedOptions & Reach & { readonly known: ReadonlyMap<string, string> };

/** Asks for the first reason that was not asked for yet, and forgets questions whose reason is gone. */
async function askFirst(
  digest: Digest,
  found: readonly Doubt[],
  { memory, known, bot, now, log, ...reach }: AskOptions,
): Promise<void> {
  for (const doubt of DOUBTS) {
    const isOver = doubt !== 'unused' && !found.includes(doubt);
    if (isOver && known.has(keyOf(digest.name, doubt))) await memory.remove(OWNER, keyOf(digest.name, doubt));
  }
  const wanted = found.find((doubt) => !isAsked(readAsked(known.get(keyOf(digest.name, doubt))), now()));
  if (wanted === undefined) return;
  const target = await targetOf(digest, reach, bot);
  if (target === undefined) {
    const remedy = 'give it an owner, or set OWLPOST_OPERATORS';
    return log.warn({ digest: digest.name, doubt: wanted, remedy }, 'nobody is left to be asked about a digest');
  }
  const before = readAsked(known.get(keyOf(digest.name, wanted)));
  const isUnfinished =
    before !== undefined && before.place === undefined && now().getTime() - before.askedAt < AGAIN_MS;
  const askedAt = isUnfinished ? before.askedAt : now().getTime();
  const keep = (asked: AskedDoubt) => memory.put(OWNER, keyOf(digest.name, wanted), JSON.stringify(asked));
  await keep({ doubt: wanted, askedAt });
  const id = uuidOf(`still wanted\n${digest.name}\n${wanted}\n${askedAt}`);
  const place = await bot.ask(digest, wanted, { target, id, since: new Date(askedAt) });
  await keep({ doubt: wanted, askedAt, place });
  log.info({ digest: digest.name, doubt: wanted, target }, 'asked whether a digest is still wanted');
}

function isAsked(asked: AskedDoubt | undefined, now: Date): boolean {
  return asked?.place !== undefined && now.getTime() - asked.askedAt < AGAIN_MS;
}

function keyOf(name: string, doubt: Doubt): string {
  return `${doubt} ${name}`;
}

function readAsked(text: string | undefined): AskedDoubt | undefined {
  if (text === undefined) return undefined;
  const { data } = ASKED.safeParse(JSON.parse(text));
  return data;
}

/** The person who owns a digest; undefined when a channel does, or nobody. */
function personOf({ owner }: Digest): string | undefined {
  return owner !== undefined && /^[UW]/.test(owner) ? owner : undefined;
}

async function isFailing({ name }: Digest, ledger: Pick<DeliveryLedger, 'list'>): Promise<boolean> {
  const last = await ledger.list({ digest: name, limit: FAILURES + OPEN_STATES.length });
  const ended = last.filter(({ state }) => !(OPEN_STATES as readonly string[]).includes(state)).slice(0, FAILURES);
  return ended.length === FAILURES && ended.every(({ state }) => state === 'failed');
}

/** Whether a digest has come for 60 days, more than once, and nobody has clicked on it. */
function isUnused({ since }: Digest, use: DigestUse | undefined, from: Date): boolean {
  if (!use || use.posts < LEAST_POSTS) return false;
  const isOld = use.firstPostedAt <= from && (since === undefined || since <= from);
  return isOld && (use.clickedAt === undefined || use.clickedAt < from);
}

/** Asks for each of the same things once. */
function remembered<T>(read: (of: string) => Promise<T>): (of: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (of) => {
    const found = known.get(of) ?? read(of);
    known.set(of, found);
    return found;
  };
}
