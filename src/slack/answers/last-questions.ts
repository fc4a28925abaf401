import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';

import type { TextMemory } from '../../answer/text-memory.ts';
import type { MessageRef } from '../blocks/state.ts';
import type { Place } from './conversation.ts';

/** The last question of each thread, and of each person in each channel, for follow-ups. */
export type LastQuestions = {
  /** Stores the canonical text that a message answers. Never rejects: what cannot be stored is kept in this process. */
  readonly note: (text: string, ref: MessageRef, user: string | undefined) => Promise<void>;
  /** Resolves to the canonical texts that a person asked last in any channel, the latest first. */
  readonly recent: (user: string) => Promise<readonly string[]>;
  /** Resolves to the canonical text of the last question of a thread, or of a person in a channel. */
  readonly find: (place: Place) => Promise<string | undefined>;
};

/** So many of a person's questions are remembered. */
const RECENT = 5;

/** Creates the last questions over a memory that all instances share. */
export function openLastQuestions(memory: TextMemory, { log }: { log: Logger }): LastQuestions {
  const recent = new LRUCache<string, string>({ max: 1000 });
  const put = async (key: string, text: string): Promise<void> => {
    recent.set(key, text);
    await memory.put(key, text);
  };
  const readRecent = async (user: string): Promise<readonly string[]> => {
    const list = await memory.get(`recent/${user}`);
    return list === undefined ? [] : (JSON.parse(list) as string[]);
  };
  const noteRecent = async (user: string, text: string): Promise<void> => {
    const others = (await readRecent(user)).filter((other) => other !== text);
    await memory.put(`recent/${user}`, JSON.stringify([text, ...others].slice(0, RECENT)));
  };
  return {
    recent: (user) => readRecent(user).catch(() => []),
    note: async (text, { channel, ts, thread }, user) => {
      const keys = [`thread/${channel}/${thread ?? ts}`, ...(user && !thread ? [`asked/${channel}/${user}`] : [])];
      const lists = user ? [noteRecent(user, text)] : [];
      await Promise.all([...keys.map((key) => put(key, text)), ...lists]).catch((error) => {
        log.warn({ error }, 'a last question could not be stored');
      });
    },
    find: async ({ channel, thread, user }) => {
      const key = thread ? `thread/${channel}/${thread}` : `asked/${channel}/${user}`;
      return memory.get(key).catch((error) => {
        log.warn({ error }, 'a last question could not be read');
        return recent.get(key);
      });
    },
  };
}
