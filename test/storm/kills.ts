import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import type { Digest } from '../../src/digests/digest.ts';
import type { Store } from '../../src/store/store.ts';
import type { Mood } from './channel.ts';

import { OPEN_STATES, runIdOf } from '../../src/digests/delivery.ts';
import { nextDue } from '../../src/digests/digest.ts';
import { openStore } from '../../src/store/store.ts';
import { openPostgres } from '../support/postgres.ts';
import { openChannel } from './channel.ts';
import { ALERTS, DIGESTS } from './digests.ts';

/** A second is a minute. */
const SPEED = 60;

const START = new Date('2026-11-23T00:00:00Z');

const SCRIPT = fileURLToPath(new URL('instance.ts', import.meta.url));

/** How long each store is stormed at most, and how long what is open then may take to end, in milliseconds. */
const BOUNDS = { storm: 8 * 60_000, settle: 2 * 60_000 } as const;

/** Each instance that has begun to work is killed at random after so many milliseconds, besides at the steps of its deliveries. */
const RANDOM_KILL_MS = { least: 100, most: 600 } as const;

/** What a storm on one store came to. */
type Figures = {
  kills: number;
  due: number;
  /** Messages and replies of alerts that were about to be told. */
  told: number;
  posted: number;
  /** Due times that the next one has overtaken, as nothing ran until then or what ran was killed each time. */
  skipped: number;
  lost: number;
  doubled: number;
  seconds: number;
};

/**
 * Storms SQLite with one instance and Postgres with three until each has seen `kills`, prints what was lost or doubled, and ends the
 * process: exit code 1 when anything was, or when the kills were not reached in eight minutes a store.
 */
export async function runKills(kills: number): Promise<never> {
  const killed = new Map<string, number>();
  const folder = mkdtempSync(join(tmpdir(), 'owlpost-storm-'));
  const figures: Record<string, Figures> = {
    'SQLite, one instance': await storm(join(folder, 'storm.db'), { instances: 1, kills, killed }),
  };
  const postgres = await openPostgres();
  if (typeof postgres === 'string') console.log(`no storm on Postgres: there is ${postgres}`);
  else {
    figures['Postgres, three instances'] = await storm(postgres.url, { instances: 3, kills, killed });
    await postgres.close();
  }
  rmSync(folder, { recursive: true });
  console.log('killed:', [...killed].map(([step, times]) => `${times} ${step}`).join(', '));
  console.table(figures);
  const isShort = Object.values(figures).some((each) => each.lost + each.doubled > 0 || each.kills < kills);
  process.exit(isShort ? 1 : 0);
}

type StormOptions = {
  readonly instances: number;
  readonly kills: number;
  /** How often an instance was killed, by the step at which it was; the storm adds to it. */
  readonly killed: Map<string, number>;
};

/** Runs one storm on a store and counts. */
async function storm(url: string, { instances, kills, killed }: StormOptions): Promise<Figures> {
  const zero = Date.now();
  const now = () => new Date(START.getTime() + (Date.now() - zero) * SPEED);
  let [count, isOver] = [0, false];
  const kill = (pid: number, step: string) => {
    count += 1;
    killed.set(step, (killed.get(step) ?? 0) + 1);
    process.kill(pid, 'SIGKILL');
  };
  const channel = await openChannel((step) => (isOver ? 'serve' : throwDice(step)), kill);
  const args = [SCRIPT, url, channel.url, `${START.toISOString()}/${new Date(zero).toISOString()}`, String(SPEED)];
  const herd = openHerd(args, instances);
  const store = await openStore(url, { log: console });
  const all = [...DIGESTS, ...ALERTS];
  const names = all.map(({ name }) => name);
  while ((await store.deliveries.findSchedules(names)).size < names.length) await sleep(100);
  const since = now();
  while (count < kills && Date.now() - zero < BOUNDS.storm) {
    const { least, most } = RANDOM_KILL_MS;
    await sleep((least + Math.random() * (most - least)) / instances);
    const victim = herd.any(({ pid = 0 }) => channel.callers.has(pid));
    if (victim?.pid) kill(victim.pid, 'at random');
  }
  const until = now();
  isOver = true;
  await untilEnded(store, new Set(all.flatMap((digest) => idsOf(digest, since, until))));
  herd.end();
  const posts = [...channel.messages.values()];
  const counted = await countDeliveries(store, { since, until, posts });
  const untold = await countUntold(store, { until, posts, intended: channel.intended });
  await store.close();
  channel.close();
  return {
    kills: count,
    told: channel.intended.size,
    ...counted,
    lost: counted.lost + untold,
    doubled: posts.length - new Set(posts).size,
    seconds: Math.round((Date.now() - zero) / 1000),
  };
}

/** What happens to one call of the channel. */
function throwDice(step: string): ReturnType<Mood> {
  const dice = Math.random();
  if (dice < 0.08) return 'kill before';
  if (dice < 0.16) return 'kill after';
  if (dice < 0.2) return 'refuse';
  return dice < 0.22 && step !== 'DELETE' ? 'lose' : 'serve';
}

/** So many instances, each of which is started again when it has ended. */
function openHerd(args: readonly string[], instances: number) {
  const living = new Set<ChildProcess>();
  const startOne = () => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], { stdio: 'inherit' });
    living.add(child);
    child.once('exit', () => {
      living.delete(child);
      startOne();
    });
  };
  for (let count = 0; count < instances; count++) startOne();
  return {
    any: (isMeant: (child: ChildProcess) => boolean) => {
      const meant = [...living].filter(isMeant);
      return meant[Math.floor(Math.random() * meant.length)];
    },
    end: () => {
      for (const child of living) child.removeAllListeners('exit').kill('SIGKILL');
    },
  };
}

/** Waits until none of these deliveries is open any more, but not for ever. */
async function untilEnded(store: Store, ids: ReadonlySet<string>): Promise<void> {
  for (const begun = Date.now(); Date.now() - begun < BOUNDS.settle; ) {
    await sleep(1000);
    const rows = await store.deliveries.list({ limit: 100_000 });
    const ended = rows.filter(({ id, state }) => ids.has(id) && !(OPEN_STATES as readonly string[]).includes(state));
    if (ended.length === ids.size) return;
  }
}

/** The due times of a digest after `since` and up to `until`. */
function duesOf(digest: Digest, since: Date, until: Date): readonly Date[] {
  const dues: Date[] = [];
  for (let due = nextDue(digest, since); due && due <= until; due = nextDue(digest, due)) dues.push(due);
  return dues;
}

function idsOf(digest: Digest, since: Date, until: Date): readonly string[] {
  return duesOf(digest, since, until).map((due) => runIdOf(digest.name, due));
}

/** Counts what became of each due time of the digests; `posts` has the run ids of all messages. */
async function countDeliveries(
  store: Store,
  { since, until, posts }: { readonly since: Date; readonly until: Date; readonly posts: readonly string[] },
): Promise<Pick<Figures, 'due' | 'posted' | 'skipped' | 'lost'>> {
  const counted = { due: 0, posted: 0, skipped: 0, lost: 0 };
  for (const digest of DIGESTS) {
    const rows = await store.deliveries.list({ digest: digest.name, limit: 100_000 });
    const ledger = new Map(rows.map((row) => [row.id, row]));
    for (const id of idsOf(digest, since, until)) {
      counted.due += 1;
      const row = ledger.get(id);
      if (row?.state === 'posted' && posts.includes(id)) counted.posted += 1;
      else if (row?.state === 'skipped') counted.skipped += 1;
      else {
        counted.lost += 1;
        console.log(`lost: ${digest.name} ${id}: ${row ? `${row.state} ${row.reason}` : 'no row'}`);
      }
    }
  }
  return counted;
}

/** Counts what alerts were about to tell and is told nowhere. */
async function countUntold(
  store: Store,
  {
    until,
    posts,
    intended,
  }: { readonly until: Date; readonly posts: readonly string[]; readonly intended: ReadonlySet<string> },
): Promise<number> {
  let lost = 0;
  for (const { name } of ALERTS) {
    const { pending, run } = (await store.alerts.read(name)).kept;
    for (const { id, dueAt } of await store.deliveries.list({ digest: name, limit: 100_000 })) {
      if (dueAt > until) continue; // it was just being told when all were stopped
      const untold = [id, `${id}-reply`].filter((each) => intended.has(each) && !posts.includes(each));
      if (untold.length === 0 && !(pending && run === id)) continue;
      lost += 1;
      console.log(`lost: what ${name} was about to tell, due ${dueAt.toISOString()}`);
    }
  }
  return lost;
}
