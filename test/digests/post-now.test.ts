import { expect, test } from 'vitest';

import { postNow } from '../../src/digests/post-now.ts';
import { MONDAY } from '../support/claimed-delivery.ts';
import { digestBot } from '../support/digest-bot.ts';

test('postNow() posts what is answered now, whatever the conditions, with a run id of its own', async () => {
  const ids: string[] = [];
  const bot = digestBot({
    answer: async () => ({ facts: [{ rows: [] }] }),
    post: async (_, { facts }, { runId, notes }) => {
      ids.push(runId);
      expect({ facts, notes }).toEqual({ facts: [{ rows: [] }], notes: [] });
      return { channel: 'C1', ts: '1.1' };
    },
  });
  const digest = { ...MONDAY, onlyIf: ['not empty', 'fresh', 'changed'] } as const;
  expect(await postNow(digest, bot)).toEqual({ channel: 'C1', ts: '1.1' });
  await postNow(digest, bot);
  expect(new Set(ids).size).toBe(2);
});

test('postNow() rejects with what the answer fails with', async () => {
  const bot = digestBot({
    answer: async () => {
      throw new Error('no such query');
    },
    post: async () => ({ channel: 'C1', ts: '1.1' }),
  });
  await expect(postNow(MONDAY, bot)).rejects.toThrow('no such query');
});
