/** A process that does what is due once: `scheduler-child.ts FILE URL NOW`. It posts to a server that may kill it. */
import type { Digest } from '../../src/digests/digest.ts';

import { openScheduler } from '../../src/digests/scheduler.ts';
import { openStore } from '../../src/store/store.ts';
import { digestBot } from './digest-bot.ts';

const [file = '', url = '', now = ''] = process.argv.slice(2);

const digest: Digest = {
  name: 'monday',
  questions: ['sales'],
  channel: '#sales',
  cron: '0 9 * * 1',
  timezone: 'UTC',
  onlyIf: [],
};

const store = await openStore(file, { log: console });

const schedule = openScheduler({
  digests: () => [digest],
  ledger: store.deliveries,
  bot: digestBot({
    answer: async () => ({ facts: [] }),
    post: async (_, __, { runId }) => {
      const response = await fetch(`${url}/${runId}`, { method: 'POST' });
      return { channel: 'C1', ts: await response.text() };
    },
    find: async (_, runId) => {
      const response = await fetch(`${url}/${runId}`);
      return response.ok ? { channel: 'C1', ts: await response.text() } : undefined;
    },
  }),
  log: { info() {}, warn() {}, error: console.error },
  now: () => new Date(now),
});

await schedule.tick();

await store.close();
