import { setTimeout as sleep } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { BaseLogger } from 'pino';

import type { Asker } from '../../answer/access.ts';
import type { SlackClients } from '../connection/clients.ts';

import { codeOf } from '../connection/clients.ts';

/** Looks up people and channels: for the access rules, and in which language somebody uses Slack. */
export type Directory = {
  /** Resolves to a person. One that Slack does not know counts as an outsider. */
  readonly personOf: (
    user: string,
    options?: LookUp,
  ) => Promise<Pick<Asker, 'email' | 'isExternal' | 'isRemoved' | 'isUnknown'>>;
  /** Resolves to the language tag that a person has chosen in Slack, such as `de-DE`; undefined when Slack tells none that is known. */
  readonly localeOf: (user: string) => Promise<string | undefined>;
  /** Resolves to a channel. One that Slack does not show counts as shared with outsiders. */
  readonly channelOf: (
    channel: string,
    options?: LookUp,
  ) => Promise<Pick<Asker, 'channelName' | 'isShared' | 'isHidden' | 'isUnknown'>>;
  /** Resolves to what Slack calls a person; undefined where Slack does not tell. */
  readonly nameOf: (user: string) => Promise<string | undefined>;
  /** Resolves to those of the given user groups that a person is a member of; one that Slack does not know has no members. */
  readonly userGroupsOf: (
    user: string,
    groups: readonly string[],
    options?: LookUp,
  ) => Promise<Pick<Asker, 'userGroups' | 'isUnknown'>>;
  /** Whether a person is a member of a channel; false where Slack does not tell. */
  readonly isIn: (user: string, channel: string, options?: LookUp) => Promise<boolean>;
};

/** Options of a look-up: with `isFresh`, Slack is asked although the answer is known. */
export type LookUp = { readonly isFresh?: boolean };

/** What is known of people and channels is asked again after five minutes. */
const KEPT = { max: 5000, ttl: 5 * 60_000 };

/** A request waits so long, in milliseconds, for what Slack tells; then nothing is known, and its asker may see nothing that has rules. */
const PATIENCE = 1500;

/** The channels of a person are read so many at a time. */
const PAGE = 200;

/** What Slack answers, and goes on to answer, of somebody or something that it does not know or show. */
const NOT_THERE = ['user_not_found', 'user_not_visible', 'channel_not_found', 'no_such_subteam'];

/** What was read; no value where Slack does not know or show it. */
type Known<T> = { readonly value?: T };

const UNKNOWN = { isUnknown: true } as const;

/** Creates the directory of the workspace `teamId`. */
export function openDirectory(
  { interactive }: Pick<SlackClients, 'interactive'>,
  { teamId, log }: { teamId: string; log: Pick<BaseLogger, 'warn'> },
): Directory {
  const keeping = <T>(read: (id: string) => Promise<T>) => keepLookUps(read, log);

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
    personOf: async (user, options) => {
      const known = await person(user, options);
      return known ? (known.value?.asker ?? { isExternal: true }) : UNKNOWN;
    },
    localeOf: async (user) => (await person(user))?.value?.locale,
    nameOf: async (user) => (await person(user))?.value?.name,
    channelOf: async (id, options) => {
      if (!/^[CG]/.test(id)) return {}; // a conversation with the bot alone
      const known = await channel(id, options);
      return known ? (known.value ?? { isShared: true, isHidden: true }) : UNKNOWN;
    },
    userGroupsOf: async (user, groups, options) => {
      const known = await Promise.all(groups.map(async (id) => ({ id, members: await members(id, options) })));
      if (known.some(({ members }) => members === undefined)) return UNKNOWN;
      return { userGroups: known.filter(({ members }) => members?.value?.has(user)).map(({ id }) => id) };
    },
    isIn: async (user, id, options) =>
      !/^[CG]/.test(id) || ((await membership(`${user} ${id}`, options))?.value ?? false),
  };
}

type LookUps<T> = (id: string, options?: LookUp) => Promise<Known<T> | undefined>;

/** Looks something up at most every five minutes, once for all who wait for it; undefined when Slack does not tell in time. */
function keepLookUps<T>(read: (id: string) => Promise<T>, log: Pick<BaseLogger, 'warn'>): LookUps<T> {
  const kept = new LRUCache<string, Known<T>>(KEPT);
  const reading = new Map<string, Promise<Known<T> | undefined>>();
  const warn = (error: unknown) => log.warn({ error }, 'Slack does not tell who asks');
  const lookUp = async (id: string): Promise<Known<T> | undefined> => {
    try {
      const known = { value: await read(id) };
      kept.set(id, known);
      return known;
    } catch (error) {
      warn(error);
      return NOT_THERE.includes(codeOf(error) ?? '') ? {} : undefined; // not kept: the bot may be invited at any time
    }
  };
  const lookUpOnce = (id: string) => {
    const found = reading.get(id) ?? lookUp(id).finally(() => reading.delete(id));
    reading.set(id, found);
    return found;
  };
  return async (id, { isFresh = false } = {}) => {
    const known = isFresh ? undefined : kept.get(id);
    if (known) return known;
    return Promise.race([isFresh ? lookUp(id) : lookUpOnce(id), sleep(PATIENCE, undefined, { ref: false })]);
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
