/**
 * How long a click on a filter takes until the updated picture is there, without the engine's time: `node test/bench/clicks.ts
 * [CLICKS]`. Statements are answered at once, each time with other numbers, so that every picture is drawn. The bot is the real one,
 * Slack the fake one in a process of its own, without the second or two that Slack checks an uploaded file for; pictures are
 * fetched from the bot's own host, and then uploaded. Exit code 1 when short of the goals.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pino from 'pino';

import type { Table } from '../../src/table/table.ts';
import type { FakeSlack } from '../load/world.ts';
import type { Seen } from '../support/workspace.ts';

import { openBot } from '../../src/slack/app.ts';
import { openStore } from '../../src/store/store.ts';
import { openRenderer } from '../../src/vega/renderer.ts';
import { memoryPictures } from '../support/memory-pictures.ts';
import { quantile } from '../support/quantile.ts';
import { followMessages } from '../support/shown-messages.ts';
import { answerTable, find, isAnswer, salesContext } from '../support/workspace.ts';

const CLICKS = Number(process.argv[2] ?? 200);

/** In milliseconds. */
const GOALS = { median: 120, p99: 400 };

const PERIODS = ['last quarter', 'this year', 'last month', 'last year'];

const script = fileURLToPath(new URL('../load/slack.ts', import.meta.url));

const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, '1', 'unlimited', '0'], {
  stdio: ['pipe', 'pipe', 'inherit'],
});

const [line] = await once(createInterface({ input: child.stdout }), 'line');

const slack = JSON.parse(line) as FakeSlack;

const [person] = slack.people as [string];

const [channel] = slack.channels as [string];

const renderer = openRenderer();

const drawn: number[] = [];

let asked = 0;

const context = salesContext({
  run: async (statement): Promise<Table> => {
    const table = await answerTable(statement);
    asked += 1;
    return {
      ...table,
      rows: table.rows.map(([name, value], index) => [name!, `${Number(value) + asked * (index + 1)}`]),
    };
  },
  draw: async (job) => {
    const start = performance.now();
    const picture = await renderer.draw(job);
    drawn.push(performance.now() - start);
    return picture;
  },
});

async function post(name: string, body: Record<string, unknown>): Promise<void> {
  const response = await fetch(`${slack.url}/playground/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person, channel, ...body }),
  });
  const reply = (await response.json()) as { ok: boolean };
  if (!reply.ok) throw new Error(`${name} was refused: ${JSON.stringify(reply)}`);
}

/** An answer that shows its picture and is not being worked on. */
const isShown = (message: Seen) => isAnswer(message) && message.blocks!.some(({ type }) => type === 'image');

/** Fetches the picture of a message where it has an address of its own, as Slack does; an uploaded one is there. */
async function fetchPicture({ blocks = [] }: Seen): Promise<void> {
  const { image_url: url } = blocks.find(({ type }) => type === 'image')!;
  if (typeof url === 'string') await (await fetch(url)).arrayBuffer();
}

/** Milliseconds from each click to its picture, and of the processor for each click, on all threads of the bot. */
async function click({ isPublic }: { isPublic: boolean }): Promise<{ times: number[]; processor: number }> {
  const log = pino({ level: 'error', errorKey: 'error' });
  const store = await openStore(':memory:', { log });
  const bot = await openBot({
    ...slack,
    host: '127.0.0.1',
    port: 0,
    ...(isPublic && { publicUrl: (bound: string) => bound }),
    answerContext: context,
    pictures: memoryPictures(),
    pictureRules: { goesWithMessage: false },
    digests: () => [],
    deliveries: store.deliveries,
    alerts: store.alerts,
    audit: store.audit.record,
    preferences: store.preferences,
    csvBytes: 1_000_000,
    memory: store.memory,
    claim: store.seen.claim,
    now: () => new Date(),
    log,
  });
  child.stdin.write(`${bot.eventsUrl}\n`);
  let wake: (message: Seen) => void = () => {};
  const close = await followMessages<Seen>({ url: slack.url, person }, (message) => wake(message));
  const shown = (isWanted: (message: Seen) => boolean) =>
    new Promise<Seen>((resolve) => {
      wake = (message) => isShown(message) && isWanted(message) && resolve(message);
    });
  let next = shown(() => true);
  await post('type', { text: '/owl sales by city' });
  let answer = await next;
  const times: number[] = [];
  let before = process.cpuUsage();
  for (let count = -PERIODS.length; count < CLICKS; count++) {
    if (count === 0) {
      times.length = 0; // what the first clicks load is loaded
      before = process.cpuUsage();
    }
    const period = PERIODS.at(count % PERIODS.length)!;
    next = shown((message) => JSON.stringify(message.blocks).includes(`period=\\\\\\"${period}`));
    const [block, menu] = find(answer, 'filter/sales/period');
    const start = performance.now();
    await post('act', { ts: answer.ts, block: block.block_id, action: menu.action_id, value: `=${period}` });
    answer = await next;
    await fetchPicture(answer);
    times.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(before);
  close();
  await bot.stop();
  await store.close();
  return { times, processor: (user + system) / 1000 / CLICKS };
}

const rows = [];

for (const [pictures, mode] of [
  ['from an own host', { isPublic: true }],
  ['uploaded', { isPublic: false }],
] as const) {
  drawn.length = 0;
  const { times, processor } = await click(mode);
  const [median, p99, drawing] = [quantile(times, 0.5), quantile(times, 0.99), quantile(drawn, 0.5)];
  rows.push({
    pictures,
    clicks: times.length,
    'median, ms': Math.round(median),
    'p99, ms': Math.round(p99),
    'drawing alone, ms': Math.round(drawing),
    'median ÷ drawing': Math.round((median / drawing) * 10) / 10,
    'ms of the bot’s processor a click': Math.round(processor * 10) / 10,
  });
}

await renderer.close();

child.kill();

console.table(rows);

process.exit(rows.some((row) => row['median, ms'] > GOALS.median || row['p99, ms'] > GOALS.p99) ? 1 : 0);
