/** A process that does what is due once: `schedule-child.ts FILE URL NOW`. It posts to a server that may kill it. */
import type { Digest } from '../../src/digests/digest.ts';

import { openScheduler } from '../../src/digests/scheduler.ts';
import { openStore } from '../../src/store/store.ts';

const [file = '', url = '', now = ''] = process.argv.slice(2);

const digest: Digest = { name: 'monday', question: 'sales', channel: '#sales', cron: '0 9 * * 1', timezone: 'UTC' };

const store = await openStore(file, { log: console });

const schedule = openScheduler({
  digests: () => [digest],
  deliveries: store.deliveries,
  post: async (_, runId) => (await fetch(`${url}/${runId}`, { method: 'POST' })).text(),
  find: async (_, runId) => {
    const response = await fetch(`${url}/${runId}`);
    return response.ok ? response.text() : undefined;
  },
  log: { info() {}, warn() {}, error: console.error },
  now: () => new Date(now),
});

await schedule.tick();

await store.close();
