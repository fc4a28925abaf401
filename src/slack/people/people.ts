import { LRUCache } from 'lru-cache';
import type { BaseLogger } from 'pino';

import type { SlackClients } from '../connection/clients.ts';

import { codeOf } from '../connection/clients.ts';

/** Finds people of the workspace by what the data says about them. */
export type People = {
  /** Resolves to the ids of the people that a text names, by an id or an e-mail address, without those who left. */
  readonly find: (texts: readonly string[]) => Promise<readonly string[]>;
};

/** What is known of a text is asked again after ten minutes. */
const KEPT = { max: 2000, ttl: 10 * 60_000 };

/** So many people are looked up for one alert at most. */
const MOST = 20;

const ID = /^[UW][A-Z0-9]{6,}$/;

const EMAIL = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;

/** Slack's words for people that are not there: https://docs.slack.dev/reference/methods/users.lookupByEmail#errors */
const ABSENT = ['users_not_found', 'user_not_found', 'user_not_visible'];

/** Creates the look-up of people in the workspace `teamId`. What Slack does not tell is left out and logged. */
export function openPeople(
  { background }: Pick<SlackClients, 'background'>,
  { teamId, log }: { readonly teamId: string; readonly log: Pick<BaseLogger, 'warn'> },
): People {
  const kept = new LRUCache<string, { readonly id: string | undefined }>(KEPT);

  const lookUp = async (text: string): Promise<string | undefined> => {
    const { user } = ID.test(text)
      ? await background.users.info({ user: text })
      : await background.users.lookupByEmail({ email: text });
    const isHere = user?.deleted !== true && user?.is_bot !== true && (user?.team_id ?? teamId) === teamId;
    return isHere ? user?.id : undefined;
  };

  const find = async (text: string): Promise<string | undefined> => {
    const known = kept.get(text);
    if (known) return known.id;
    try {
      const id = await lookUp(text);
      kept.set(text, { id });
      return id;
    } catch (error) {
      if (ABSENT.includes(codeOf(error) ?? '')) kept.set(text, { id: undefined });
      else log.warn({ error }, 'Slack does not tell who is named in the data');
      return undefined;
    }
  };

  return {
    find: async (texts) => {
      const named = [...new Set(texts.map((text) => text.trim()))].filter((text) => ID.test(text) || EMAIL.test(text));
      const found = await Promise.all(named.slice(0, MOST).map(find));
      return [...new Set(found.filter((id) => id !== undefined))];
    },
  };
}
