/**
 * Kills instances at random and at each step of a delivery, and counts what was lost or doubled: `npm run storm [-- KILLS]`.
 * `npm run storm -- clicks [CLICKS]` lets people click on answers instead while instances are killed, and counts messages that show
 * something else than their last click asked.
 * `npm run storm -- day [HOURS]` lets Slack answer 429, 500, not at all, and twice, and counts what was lost or doubled.
 * `npm run storm -- year [DIGESTS]` simulates a year of digests in ten zones and holds each delivery against another calculation.
 * `npm run storm -- hostile [TEXTS]` asks hostile texts and sends a tenth as many tampered payloads, and counts what was told that is guarded.
 * SQLite with one instance, Postgres with three, all on loopback. Exit code 1 when anything was lost or doubled.
 */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { OPEN_STATES, runIdOf } from '../../src/digests/delivery.ts';
import { lastDues } from '../../src/digests/digest.ts';
import { openStore } from '../../src/store/store.ts';
import { openPostgres } from '../support/postgres.ts';
import { openChannel } from './channel.ts';
import { runClicks } from './clicks.ts';
import { runDay } from './day.ts';
import { ALERTS, DIGESTS } from './digests.ts';
import { runHostile } from './hostile.ts';
import { runYear } from './year.ts';

if (process.argv[2] === 'clicks') await runClicks(Number(process.argv[3] ?? 2000));

if (process.argv[2] === 'day') await runDay(Number(process.argv[3] ?? 24));

if (process.argv[2] === 'year') await runYear(Number(process.argv[3] ?? 1000));

if (process.argv[2] === 'hostile') await runHostile(Number(process.argv[3] ?? 100_000));

const KILLS = Number(process.argv[2] ?? 100);

/** A second is a minute. */
const SPEED = 60;

const START = new Date('2026-11-23T00:00:00Z');

const SCRIPT = fileURLToPath(new URL('instance.ts', import.meta.url));

/** `skipped` are due times during which nothing ran until the next one was due, as the machine was too slow. */
type Figures = {
  kills: number;
  due: number;
  /** Messages and replies of alerts that were about to be told. */
  told: number;
  posted: number;
  skipped: number;
  lost: number;
  doubled: number;
  seconds: number;
};

/** Runs one storm on a store and counts. */
async function storm(url: string, instances: number): Promise<Figures> {
  const zero = new Date();
  const now = () => new Date(START.getTime() + (Date.now() - zero.getTime()) * SPEED);
  let kills = 0;
  let isOver = false;
  const kill = (pid: number) => {
    kills += 1;
    process.kill(pid, 'SIGKILL');
  };
  const channel = await openChannel((step) => {
    if (isOver) return 'serve';
    const dice = Math.random();
    if (dice < 0.04) return 'kill before';
    if (dice < 0.08) return 'kill after';
    if (dice < 0.12) return 'refuse';
    return dice < 0.14 && step !== 'DELETE' ? 'lose' : 'serve';
  }, kill);
  const living = new Set<ChildProcess>();
  const startOne = () => {
    const args = [SCRIPT, url, channel.url, `${START.toISOString()}/${zero.toISOString()}`, String(SPEED)];
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], { stdio: 'inherit' });
    living.add(child);
    child.once('exit', () => {
      living.delete(child);
      startOne();
    });
  };
  for (let count = 0; count < instances; count++) startOne();

  const store = await openStore(url, { log: console });
  const names = [...DIGESTS, ...ALERTS].map(({ name }) => name);
  while ((await store.deliveries.findSchedules(names)).size < names.length) await sleep(100);
  const since = now();
  while (kills < KILLS) {
    await sleep(500 + Math.random() * 2500);
    const [victim] = [...living].sort(() => Math.random() - 0.5);
    if (victim?.pid) kill(victim.pid);
  }
  const until = now();
  isOver = true;
  const wanted = [...DIGESTS, ...ALERTS].flatMap((digest) =>
    lastDues(digest, until, 10_000).flatMap((at) => (at > since ? [runIdOf(digest.name, at)] : [])),
  );
  const isOpen = (state: string) => (OPEN_STATES as readonly string[]).includes(state);
  for (let looks = 0; looks < 240; looks++) {
    await sleep(1000);
    const rows = await store.deliveries.list({ limit: 100_000 });
    const ended = new Set(rows.flatMap(({ id, state }) => (isOpen(state) ? [] : [id])));
    if (wanted.every((id) => ended.has(id))) break;
  }
  for (const child of living) child.removeAllListeners('exit').kill('SIGKILL');

  const posts = [...channel.messages.values()];
  let [due, posted, skipped, lost] = [0, 0, 0, 0];
  for (const digest of DIGESTS) {
    const ledger = new Map(
      (await store.deliveries.list({ digest: digest.name, limit: 100_000 })).map((row) => [row.dueAt.getTime(), row]),
    );
    for (const moment of lastDues(digest, until, 10_000).filter((at) => at > since)) {
      due += 1;
      const row = ledger.get(moment.getTime());
      if (row?.state === 'posted' && posts.includes(row.id)) posted += 1;
      else if (row?.state === 'skipped') skipped += 1;
      else {
        lost += 1;
        console.log(
          `lost: ${digest.name} due ${moment.toISOString()}: ${row ? `${row.state} ${row.reason}` : 'no row'}`,
        );
      }
    }
  }
  for (const { name } of ALERTS) {
    const { pending, run } = (await store.alerts.read(name)).kept;
    for (const { id, dueAt } of await store.deliveries.list({ digest: name, limit: 100_000 })) {
      if (dueAt > until) continue; // it was just being told when all were stopped
      const untold = [id, `${id}-reply`].filter((each) => channel.intended.has(each) && !posts.includes(each));
      if (untold.length === 0 && !(pending && run === id)) continue;
      lost += 1;
      console.log(`lost: what ${name} was about to tell, due ${dueAt.toISOString()}`);
    }
  }
  await store.close();
  channel.close();
  const doubled = posts.length - new Set(posts).size;
  const told = channel.intended.size;
  return {
    kills,
    due,
    told,
    posted,
    skipped,
    lost,
    doubled,
    seconds: Math.round((Date.now() - zero.getTime()) / 1000),
  };
}

const folder = mkdtempSync(join(tmpdir(), 'owlpost-storm-'));

const figures: Record<string, Figures> = { 'SQLite, one instance': await storm(join(folder, 'storm.db'), 1) };

const postgres = await openPostgres();

if (typeof postgres === 'string') console.log(`no storm on Postgres: there is ${postgres}`);
else {
  figures['Postgres, three instances'] = await storm(postgres.url, 3);
  await postgres.close();
}

rmSync(folder, { recursive: true });

console.table(figures);

const isShort = Object.values(figures).some(({ lost, doubled }) => lost + doubled > 0);

process.exit(isShort ? 1 : 0);
