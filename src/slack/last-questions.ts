import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';

import type { TextMemory } from '../answer/text-memory.ts';
import type { MessageRef } from './blocks/state.ts';
import type { Place } from './conversation.ts';

/** The last question of each thread, and of each person in each channel, which a follow-up changes. */
export type LastQuestions = {
  /** Notes the canonical text that a message answers. Never rejects: what cannot be stored is kept in this process. */
  readonly note: (text: string, ref: MessageRef, user: string | undefined) => Promise<void>;
  /** Finds the canonical text of the last question of a thread, or of a person in a channel. */
  readonly find: (place: Place) => Promise<string | undefined>;
};

/** Opens the last questions over a memory that all instances share. */
export function openLastQuestions(memory: TextMemory, { log }: { log: Logger }): LastQuestions {
  const recent = new LRUCache<string, string>({ max: 1000 });
  const put = async (key: string, text: string): Promise<void> => {
    recent.set(key, text);
    await memory.put(key, text);
  };
  return {
    note: async (text, { channel, ts, thread }, user) => {
      const keys = [`thread/${channel}/${thread ?? ts}`, ...(user && !thread ? [`asked/${channel}/${user}`] : [])];
      await Promise.all(keys.map((key) => put(key, text))).catch((error) => {
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
