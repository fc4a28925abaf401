import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Delivery } from '../../src/digests/delivery.ts';
import type { LoadWorld } from './world.ts';

import { openStore } from '../../src/store/store.ts';
import { temporaryFolder } from '../support/program.ts';
import { quantile } from '../support/quantile.ts';
import { note } from './figures.ts';
import { ATHENA_CONCURRENCY } from './world.ts';

/** So many digests are due in the same minute, each with a question of its own. */
const DIGESTS = 200;

/** How long all of them may take, in milliseconds. */
const WITHIN = 300_000;

/** What is taken, in seconds, without any time of Athena's. */
const GOALS = { p50: 1, p99: 5 };

/** What digests are loaded with, beside the embedded Athena as fast as it is and a store in SQLite. */
type DigestLoad = {
  /** How many milliseconds Athena takes longer for each query. */
  readonly athenaMs?: number;
  readonly databaseUrl?: string;
};

/**
 * Has 200 digests be due in the same minute, and notes how long after it they are posted, and the processor time that each process
 * took for them: together, over the number of processors, it is what they take at least. With a slow Athena the goals allow
 * for the time in which it can run all of them, and half of it for half of them.
 */
export async function loadDigests(world: LoadWorld, { athenaMs = 0, databaseUrl }: DigestLoad = {}): Promise<void> {
  const name = athenaMs ? `digests, Athena takes ${athenaMs / 1000} s, Postgres` : 'digests';
  const due = new Date(Math.ceil((Date.now() + 25_000) / 60_000) * 60_000);
  const data = temporaryFolder();
  const store = { OWLPOST_DATA: data, ...(databaseUrl && { DATABASE_URL: databaseUrl }) };
  const bot = await world.startBot({ ...store, OWLPOST_QUERIES: writeDigests(due, world.slack.channels.length) });
  await world.slowAthena(athenaMs);
  await sleep(due.getTime() - Date.now());
  const usedBefore = world.usedBy(bot.pid);
  const deadline = due.getTime() + WITHIN;
  // not by the shell's command, whose start would take a processor that the bot needs
  const { deliveries, close } = await openStore(databaseUrl ?? join(data, 'owlpost.db'), { log: console });
  let posted: readonly Delivery[] = [];
  while (posted.length < DIGESTS && Date.now() < deadline) {
    await sleep(2000);
    posted = (await deliveries.list({ limit: 1000 })).filter(({ state }) => state === 'posted');
  }
  const used = world.usedBy(bot.pid);
  for (const process of ['bot', 'drawing', 'Slack', 'Athena'] as const) {
    note(`${name}: processor of ${process}, s`, used[process] - usedBefore[process]);
  }
  const late = posted.map(({ dueAt, postedAt }) => (postedAt!.getTime() - dueAt.getTime()) / 1000);
  const athena = (DIGESTS * athenaMs) / 1000 / ATHENA_CONCURRENCY;
  const goal = (seconds: number) => (athenaMs ? seconds : undefined); // else the engine's own time is in it
  note(`${name}: due`, DIGESTS);
  note(`${name}: not posted`, DIGESTS - posted.length, 0);
  note(`${name}: posted after, p50, s`, quantile(late, 0.5), goal(GOALS.p50 + athena / 2));
  note(`${name}: posted after, p99, s`, quantile(late, 0.99), goal(GOALS.p99 + athena));
  await world.slowAthena(0);
  await bot.stop();
  await close();
}

/** Writes the shipped queries with the digests beside them, and returns their folder. */
function writeDigests(due: Date, channels: number): string {
  const queries = temporaryFolder();
  cpSync('queries', queries, { recursive: true });
  const digests = Array.from({ length: DIGESTS }, (_, index) => {
    const since = new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10);
    return [
      `- name: load-${index}`,
      `  question: sales by ${['country', 'month', 'product line', 'city'][index % 4]} since ${since}`,
      `  channel: "#load-${index % channels}"`,
      `  cron: "${due.getUTCMinutes()} ${due.getUTCHours()} * * *"`,
    ].join('\n');
  });
  writeFileSync(join(queries, 'digests.yml'), `${digests.join('\n')}\n`);
  return queries;
}
