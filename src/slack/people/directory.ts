import { setTimeout as sleep } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { BaseLogger } from 'pino';

import type { Asker } from '../../answer/access.ts';
import type { SlackClients } from '../connection/clients.ts';

/** Looks up people and channels: for the access rules, and in which language somebody uses Slack. */
export type Directory = {
  /** Resolves to a person. One of whom Slack tells nothing counts as an outsider. */
  readonly personOf: (user: string, options?: LookUp) => Promise<Pick<Asker, 'email' | 'isExternal' | 'isRemoved'>>;
  /** Resolves to the language tag that a person has chosen in Slack, such as `de-DE`; undefined when Slack tells none that is known. */
  readonly localeOf: (user: string) => Promise<string | undefined>;
  /** Resolves to a channel. One of which Slack tells nothing counts as shared with outsiders. */
  readonly channelOf: (channel: string, options?: LookUp) => Promise<Pick<Asker, 'channelName' | 'isShared'>>;
  /** Resolves to what Slack calls a person; undefined where Slack does not tell. */
  readonly nameOf: (user: string) => Promise<string | undefined>;
  /** Resolves to those of the given user groups that a person is a member of; without groups of which Slack tells nothing. */
  readonly userGroupsOf: (user: string, groups: readonly string[], options?: LookUp) => Promise<readonly string[]>;
  /** Whether a person is a member of a channel; false where Slack does not tell. */
  readonly isIn: (user: string, channel: string, options?: LookUp) => Promise<boolean>;
};

/** Options of a look-up: with `isFresh`, Slack is asked although the answer is known. */
export type LookUp = { readonly isFresh?: boolean };

/** What is known of people and channels is asked again after five minutes. */
const KEPT = { max: 5000, ttl: 5 * 60_000 };

/** A request waits so long, in milliseconds, for what Slack tells; then nothing is known. */
const PATIENCE = 1500;

/** The channels of a person are read so many at a time. */
const PAGE = 200;

type Known<T> = { readonly value: T };

/** Creates the directory of the workspace `teamId`. */
export function openDirectory(
  { interactive }: Pick<SlackClients, 'interactive'>,
  { teamId, log }: { teamId: string; log: Pick<BaseLogger, 'warn'> },
): Directory {
  const unknown = (error: unknown) => void log.warn({ error }, 'Slack does not tell who asks');

  /** Looks something up at most every five minutes; undefined when Slack does not tell in time. */
  const keeping = <T>(read: (id: string) => Promise<T>) => {
    const kept = new LRUCache<string, Known<T>>(KEPT);
    return async (id: string, { isFresh = false }: LookUp = {}): Promise<T | undefined> => {
      const known = isFresh ? undefined : kept.get(id);
      if (known) return known.value;
      const reading = read(id).then((value) => {
        kept.set(id, { value });
        return value;
      });
      return Promise.race([reading.catch(unknown), sleep(PATIENCE, undefined, { ref: false })]);
    };
  };

  const person = keeping(async (user) => {
    const { user: info } = await interactive.users.info({ user, include_locale: true });
    const isGuest = info?.is_restricted === true || info?.is_ultra_restricted === true;
    const isElsewhere = info?.is_stranger === true || (info?.team_id !== undefined && info.team_id !== teamId);
    const person = { email: info?.profile?.email, isExternal: !info || isGuest || isElsewhere };
    const asker = info?.deleted ? { ...person, isRemoved: true } : person;
    return { asker, locale: localeIn(info?.locale), name: info?.profile?.real_name || info?.real_name };
  });
  const channel = keeping(async (id) => {
    const { channel: info } = await interactive.conversations.info({ channel: id });
    const isShared = info?.is_ext_shared === true || info?.is_pending_ext_shared === true;
    return { ...(info?.name && { channelName: info.name }), ...(isShared && { isShared }) };
  });
  const members = keeping(async (usergroup) => {
    const { users = [] } = await interactive.usergroups.users.list({ usergroup });
    return new Set(users);
  });

  const membership = keeping(async (key) => {
    const [user = '', id = ''] = key.split(' ');
    return isMember(user, id, interactive);
  });

  return {
    personOf: async (user, options) => (await person(user, options))?.asker ?? { isExternal: true },
    localeOf: async (user) => (await person(user))?.locale,
    nameOf: async (user) => (await person(user))?.name,
    channelOf: async (id, options) => {
      if (!/^[CG]/.test(id)) return {}; // a conversation with the bot alone
      return (await channel(id, options)) ?? { isShared: true };
    },
    userGroupsOf: async (user, groups, options) => {
      const found = await Promise.all(groups.map(async (id) => ((await members(id, options))?.has(user) ? [id] : [])));
      return found.flat();
    },
    isIn: async (user, id, options) => !/^[CG]/.test(id) || ((await membership(`${user} ${id}`, options)) ?? false),
  };
}

/** Slack's own tags that name no language of Intl: https://slack.com/help/articles/215058658-Manage-your-language-preferences */
const SLACK_TAGS: ReadonlyMap<string, string> = new Map([['es-LA', 'es-419']]);

/** A language tag of Slack's as Intl knows it; undefined for one that it does not know. */
function localeIn(tag: string | undefined): string | undefined {
  try {
    return tag && Intl.getCanonicalLocales(SLACK_TAGS.get(tag) ?? tag)[0];
  } catch {
    return undefined;
  }
}

async function isMember(user: string, channel: string, client: SlackClients['interactive']): Promise<boolean> {
  for (let cursor: string | undefined; ; ) {
    const page = await client.users.conversations({
      user,
      types: 'public_channel,private_channel,mpim',
      limit: PAGE,
      ...(cursor && { cursor }),
    });
    if (page.channels?.some(({ id }) => id === channel)) return true;
    cursor = page.response_metadata?.next_cursor;
    if (!cursor) return false;
  }
}
