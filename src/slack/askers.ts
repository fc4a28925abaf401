import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { BaseLogger } from 'pino';

import type { Asker } from '../answer/access.ts';
import type { AnswerContext } from '../answer/context.ts';
import type { SlackClients } from './clients.ts';

import { hasRules, openAccess } from '../answer/restricted.ts';

/** A person at a place in Slack. */
export type PersonAt = { readonly user?: string | undefined; readonly channel?: string | undefined };

/** What makes every request of Slack see only what its asker may. */
export type Askers = {
  /** The context of whoever asks just now; outside of `asking` nobody does, and where there are rules nobody may. */
  readonly answerContext: AnswerContext;
  /** What the rules of access know a person at a place by; looked up only where there are rules. */
  readonly askerOf: (person: PersonAt) => Promise<Asker>;
  /** Does work, and all that follows from it, in the name of a person at a place. */
  readonly asking: <T>(person: PersonAt, work: () => Promise<T>) => Promise<T>;
  /** Who that is, by the rules that there are: a key under which what was worked out may be shared. */
  readonly keyOf: (person: PersonAt) => string;
};

/** What is known of people and channels is asked again after five minutes. */
const KEPT = { max: 5000, ttl: 5 * 60_000 };

/** A request waits so long, in milliseconds, to learn who asks; then it is somebody of whom nothing is known. */
const PATIENCE = 1500;

/** Opens the askers over a context that sees everything. People and channels are looked up only where there are rules. */
export function openAskers(
  whole: AnswerContext,
  {
    clients,
    teamId,
    log,
  }: { clients: Pick<SlackClients, 'interactive'>; teamId: string; log: Pick<BaseLogger, 'warn'> },
): Askers {
  const storage = new AsyncLocalStorage<Asker>();
  const accessFor = openAccess(whole);
  const own = () => accessFor(storage.getStore() ?? { isExternal: true });
  const people = new LRUCache<string, Pick<Asker, 'email' | 'isExternal'>>(KEPT);
  const names = new LRUCache<string, string>(KEPT);
  const unknown = (error: unknown) => log.warn({ error }, 'Slack does not tell who asks');

  const personOf = async (user: string): Promise<Pick<Asker, 'email' | 'isExternal'>> => {
    const known = people.get(user);
    if (known) return known;
    const { user: info } = await clients.interactive.users.info({ user });
    const isGuest = info?.is_restricted === true || info?.is_ultra_restricted === true;
    const isElsewhere = info?.is_stranger === true || (info?.team_id !== undefined && info.team_id !== teamId);
    const told = { email: info?.profile?.email, isExternal: !info || isGuest || isElsewhere };
    people.set(user, told);
    return told;
  };
  const nameOf = async (channel: string): Promise<string | undefined> => {
    const known = names.get(channel);
    if (known !== undefined || !/^[CG]/.test(channel)) return known;
    const { channel: info } = await clients.interactive.conversations.info({ channel });
    if (info?.name) names.set(channel, info.name);
    return info?.name;
  };
  /** An asker of whom nothing could be learnt is taken for an outsider. */
  const lookUp = async ({ user, channel }: PersonAt): Promise<Asker> => {
    const told = user === undefined ? { isExternal: false } : personOf(user).catch(unknown);
    const name = channel === undefined ? undefined : nameOf(channel).catch(unknown);
    const late = sleep(PATIENCE, undefined, { ref: false });
    const [person, channelName] = await Promise.all([Promise.race([told, late]), Promise.race([name, late])]);
    return { person: user, channel, ...(person ?? { isExternal: true }), ...(channelName && { channelName }) };
  };
  const askerOf = async (person: PersonAt): Promise<Asker> => {
    return hasRules(whole.catalogue()) ? lookUp(person) : { person: person.user, channel: person.channel };
  };

  return {
    answerContext: {
      ...whole,
      catalogue: () => own().catalogue(),
      get contact() {
        return own().contact;
      },
    },
    askerOf,
    asking: async (person, work) => storage.run(await askerOf(person), work),
    keyOf: ({ user, channel }) => (hasRules(whole.catalogue()) ? JSON.stringify([user, channel]) : ''),
  };
}

/** Who made a request of Slack, and where: of a command, a click, a menu, a form or an event. */
export function personIn(body: unknown): PersonAt {
  const { user_id, user, channel_id, channel, event, view } = body as RequestBody;
  const at = {
    user: user_id ?? idOf(user) ?? idOf(event?.user),
    channel: channel_id ?? idOf(channel) ?? idOf(event?.channel),
  };
  return { ...at, channel: at.channel ?? (view && channelIn(view)) };
}

type Named = string | { readonly id?: string };

type RequestBody = {
  readonly user_id?: string;
  readonly user?: Named;
  readonly channel_id?: string;
  readonly channel?: Named;
  readonly event?: { readonly user?: Named; readonly channel?: Named };
  readonly view?: ViewBody;
};

type ViewBody = {
  readonly private_metadata?: string;
  readonly state?: {
    readonly values?: Readonly<Record<string, Readonly<Record<string, { selected_conversation?: string | null }>>>>;
  };
};

function idOf(named: Named | undefined): string | undefined {
  return typeof named === 'string' ? named : named?.id;
}

/** The channel that a form is about: the one chosen in it, or that of the message from which it was opened. */
function channelIn({ private_metadata = '', state }: ViewBody): string | undefined {
  const inputs = Object.values(state?.values ?? {}).flatMap((block) => Object.values(block));
  const chosen = inputs.map((input) => input.selected_conversation).find((channel) => channel);
  return chosen ?? /\b[CDG][A-Z0-9]{2,}\b/.exec(private_metadata)?.[0];
}
