/**
 * How long 200 digests that are due in the same minute take from their due time to their message, on one instance: `node
 * test/bench/digests.ts [DIGESTS]`. Statements are answered at once, so that no engine's time is in it; Slack is the fake one in a
 * process of its own, with its rate limits on. Exit code 1 when short of the goals.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pino from 'pino';

import type { Digest } from '../../src/digests/digest.ts';
import type { FakeSlack } from '../load/world.ts';

import { buildCatalogue } from '../../src/catalogue/catalogue.ts';
import { parseQueryFile } from '../../src/catalogue/query-file.ts';
import { openScheduler } from '../../src/digests/scheduler.ts';
import { openBot } from '../../src/slack/app.ts';
import { openStore } from '../../src/store/store.ts';
import { openRenderer } from '../../src/vega/renderer.ts';
import { memoryPictures } from '../support/memory-pictures.ts';
import { quantile } from '../support/quantile.ts';
import { answerTable, SALES_QUERY } from '../support/workspace.ts';

const COUNT = Number(process.argv[2] ?? 200);

/** In seconds. */
const GOALS = { p50: 1, p99: 5 };

const script = fileURLToPath(new URL('../load/slack.ts', import.meta.url));

const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, String(COUNT), 'limited'], {
  stdio: ['pipe', 'pipe', 'inherit'],
});

const [line] = await once(createInterface({ input: child.stdout }), 'line');

const slack = JSON.parse(line) as FakeSlack;

const folder = mkdtempSync(join(tmpdir(), 'owlpost-digests-'));

const store = await openStore(join(folder, 'digests.db'), { log: { warn() {} } });

const renderer = openRenderer();

const catalogue = buildCatalogue([parseQueryFile('sales.sql', SALES_QUERY).query!]);

/** Everything is due three seconds after the scheduler has started. */
const due = new Date('2026-11-23T09:00:00Z');

const LEAD_MS = 3000;

let begun = Number.POSITIVE_INFINITY;

const now = () => new Date(due.getTime() + Math.max(Date.now() - begun, -60_000));

const digests: readonly Digest[] = Array.from({ length: COUNT }, (_, index) => ({
  name: `digest-${index}`,
  questions: [
    `sales by ${['country', 'city'][index % 2]} 2026-01-${String(1 + (index % 28)).padStart(2, '0')}..2026-10`,
  ],
  channel: `#load-${index}`,
  cron: '0 9 * * *',
  timezone: 'UTC',
  onlyIf: [],
}));

const log = pino({ level: 'error', errorKey: 'error' });

const bot = await openBot({
  token: slack.token,
  signingSecret: slack.signingSecret,
  apiUrl: slack.apiUrl,
  host: '127.0.0.1',
  port: 0,
  publicUrl: (bound) => bound,
  answerContext: {
    catalogue: () => catalogue,
    run: answerTable,
    draw: renderer.draw,
    values: async () => [],
    freshness: async () => '2026-11-22',
    calendar: { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 },
  },
  pictures: memoryPictures(),
  pictureRules: { goesWithMessage: false },
  digests: () => digests,
  deliveries: store.deliveries,
  alerts: store.alerts,
  audit: store.audit.record,
  preferences: store.preferences,
  csvBytes: 1_000_000,
  memory: store.memory,
  claim: store.seen.claim,
  now,
  log,
});

const scheduler = openScheduler({ digests: bot.due, ledger: store.deliveries, bot: bot.digests, log, now });

// what the first digest loads is loaded, here and in Slack's stand-in, as by any bot that has run for a while
const first: Digest = { ...digests[0]!, questions: ['sales by city 2025'] };
const answered = await bot.digests.answer(first, { now: now(), signal: AbortSignal.timeout(60_000) });
await bot.digests.post(first, answered, { runId: 'first', notes: [] });

const used = process.cpuUsage();

begun = Date.now() + LEAD_MS;

scheduler.start();

for (let looks = 0; looks < 600; looks++) {
  await sleep(1000);
  const posted = (await store.deliveries.list({ limit: COUNT + 1 })).filter(({ state }) => state === 'posted');
  if (posted.length === COUNT) break;
}

const { user, system } = process.cpuUsage(used);

const ledger = await store.deliveries.list({ limit: COUNT + 1 });

await scheduler.stop();

await bot.stop();

await Promise.all([store.close(), renderer.close()]);

child.kill();

rmSync(folder, { recursive: true });

const late = ledger.flatMap(({ postedAt }) => (postedAt ? [(postedAt.getTime() - due.getTime()) / 1000] : []));

const figures = {
  digests: COUNT,
  posted: late.length,
  'p50, s': quantile(late, 0.5),
  'p99, s': quantile(late, 0.99),
  'of the bot, ms of processor a digest': Math.round((user + system) / 100 / COUNT) / 10,
};

console.table([figures]);

process.exit(late.length < COUNT || figures['p50, s'] > GOALS.p50 || figures['p99, s'] > GOALS.p99 ? 1 : 0);
