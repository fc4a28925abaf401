import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import type { KeptChanges } from '../support/click-judge.ts';
import type { ClickStormFigures } from '../support/click-storm.ts';

import { openSlack } from '../../src/local/slack/server.ts';
import { openPostgres as openPostgresStore } from '../../src/store/postgres.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { runClickStorm } from '../support/click-storm.ts';
import { openPostgres } from '../support/postgres.ts';
import { openLoadBalancer } from './load-balancer.ts';

const SCRIPT = fileURLToPath(new URL('clicks-instance.ts', import.meta.url));

const STORM = { people: 20, messages: 50, lookMs: 2000 };

/** How often an instance is killed during a storm. */
const KILLS = 8;

/** An instance that is killed leaves what it worked on for a minute, until the others look: so long all may take to settle. */
const SETTLE_MS = 300_000;

/** What the living instances are given to store what they have just taken, in milliseconds. */
const STORE_MS = 500;

/**
 * Runs a storm of clicks by 20 people on 50 messages on both stores and prints what came of it. The process ends with 1 when a
 * message is wrong, or of too many it cannot be told.
 */
export async function runClicks(clicks: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'owlpost-clicks-'));
  const figures = new Map([['SQLite, one instance', await storm(join(folder, 'clicks.db'), 1, clicks)]]);
  const postgres = await openPostgres();
  if (typeof postgres === 'string') console.log(`no storm on Postgres: there is ${postgres}`);
  else {
    figures.set('Postgres, two instances', await storm(postgres.url, 2, clicks));
    await postgres.close();
  }
  rmSync(folder, { recursive: true });
  console.table(
    Object.fromEntries([...figures].map(([name, { wrong, ...rest }]) => [name, { ...rest, wrong: wrong.length }])),
  );
  const all = [...figures.values()];
  const wrong = all.flatMap((one) => one.wrong);
  for (const { expected, shown } of wrong) console.error(`asked: ${expected}\nshown: ${shown}`);
  const isVague = all.some(({ vague }) => vague > STORM.messages / 4);
  if (isVague)
    console.error('more than a quarter of the messages may show several questions: this machine is too slow to tell');
  process.exit(wrong.length > 0 || isVague ? 1 : 0);
}

/** Runs one storm on a store with so many instances, of which one is killed again and again, and another one started. */
async function storm(url: string, instances: number, clicks: number): Promise<ClickStormFigures> {
  const pictures = mkdtempSync(join(tmpdir(), 'owlpost-pictures-'));
  const balancer = await openLoadBalancer();
  const slack = await openSlack({ fileDelay: 20 });
  const living = new Map<ChildProcess, string>();
  const start = async () => {
    const args = [SCRIPT, url, slack.apiUrl, slack.token, slack.signingSecret, balancer.url, pictures];
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
    const address = String(line).trim();
    living.set(child, address);
    balancer.add(address);
  };
  const kill = () => {
    const [[child, address] = []] = [...living].sort(() => Math.random() - 0.5);
    if (!child || !address) return undefined; // the last one is just starting
    living.delete(child);
    balancer.remove(address);
    child.kill('SIGKILL');
    void start();
    return once(child, 'exit').then(() => sleep(STORE_MS).then(() => readChanges(url)));
  };
  for (let count = 0; count < instances; count++) await start();
  await slack.connect(`${balancer.url}/slack/events`);
  const every = Math.floor(clicks / (KILLS + 1));
  const disturb = (taken: number) => (taken % every === 0 && taken < clicks ? kill() : undefined);
  try {
    return await runClickStorm({ slack, disturb, settleMs: SETTLE_MS }, { ...STORM, clicks, seed: Date.now() });
  } finally {
    for (const child of living.keys()) child.kill('SIGKILL');
    balancer.close();
    await slack.close();
    rmSync(pictures, { recursive: true });
  }
}

/** Reads what the store at an address knows of changes of messages. */
async function readChanges(url: string): Promise<KeptChanges> {
  const database = url.startsWith('postgres')
    ? openPostgresStore(url, { log: { warn: console.error } })
    : openSqlite(url);
  try {
    const intents = await database.selectFrom('intents').select(['message', 'text']).execute();
    const questions = await database.selectFrom('questions').select('ts').execute();
    const open = new Set(questions.map(({ ts }) => ts));
    return new Map(
      intents.map(({ message, text }) => {
        const ts = message.split('/').at(-1)!;
        return [ts, { text, isOpen: open.has(ts) }];
      }),
    );
  } finally {
    await database.destroy();
  }
}
