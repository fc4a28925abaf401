/**
 * A year of digests with an injected clock: `npm run storm -- year [DIGESTS]`. Each delivery is checked against an independent
 * calculation, which knows no cron: it looks at what the clocks of a zone show.
 */
import type { Digest } from '../../src/digests/digest.ts';
import type { Plan } from '../support/due-oracle.ts';

import { openScheduler } from '../../src/digests/scheduler.ts';
import { openStore } from '../../src/store/store.ts';
import { digestBot } from '../support/digest-bot.ts';
import { duesByTheClock } from '../support/due-oracle.ts';

/** Ten zones, with and without summer time, north and south, and some off the hour. */
export const ZONES = [
  'UTC',
  'Europe/Paris',
  'Europe/London',
  'America/New_York',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Asia/Tokyo',
  'Australia/Sydney',
  'Pacific/Auckland',
  'Africa/Cairo',
] as const;

const WEEKLY: readonly Plan[] = [1, 2, 3, 4, 5, 6, 0].map((weekday) => {
  return { cron: `0 9 * * ${weekday}`, time: '09:00', isDay: (local) => local.weekday === weekday };
});

const OTHERS: readonly Plan[] = [
  { cron: '0 9 1 * *', time: '09:00', isDay: ({ day }) => day === 1 },
  { cron: '0 9 31 * *', time: '09:00', isDay: ({ day }) => day === 31 },
  { cron: '0 9 L * *', time: '09:00', isDay: ({ isLast }) => isLast },
  { cron: '30 2 * * *', time: '02:30', isDay: () => true },
  { cron: '0 9 * * 1-5', time: '09:00', isDay: ({ weekday }) => weekday >= 1 && weekday <= 5 },
];

/** The first 120 have each plan in each zone; the others come every week. */
function planOf(index: number): Plan {
  const turn = Math.floor(index / ZONES.length);
  return OTHERS[turn] ?? WEEKLY[turn % WEEKLY.length]!;
}

const DAY_MS = 86_400_000;

/** What a simulated year came to. */
export type Year = {
  /** How many deliveries the oracle expects. */
  readonly expected: number;
  readonly posted: number;
  /** Those that differ from the oracle, as `digest-3 2027-03-28T01:00:00.000Z`: missing, at another time, or late. */
  readonly wrong: readonly string[];
  readonly seconds: number;
  /** How long a processor was busy with it: on a busy machine much less than what the wall clock shows. */
  readonly processorSeconds: number;
};

/** Simulates a year of so many digests on a store in memory, or its first days. */
export async function simulateYear(count: number, { days = 366 } = {}): Promise<Year> {
  const begun = performance.now();
  const used = process.cpuUsage();
  const start = Date.parse('2026-11-23T00:00:00Z');
  const end = start + days * DAY_MS;
  const digests = Array.from({ length: count }, (_, index): Digest => {
    const timezone = ZONES[index % ZONES.length]!;
    const { cron } = planOf(index);
    return { name: `digest-${index}`, questions: ['sales'], channel: `#c-${index}`, cron, timezone, onlyIf: [] };
  });
  const duesByKind = new Map<string, readonly number[]>();
  const expected = new Set<string>();
  const moments = new Set<number>();
  for (const [index, { name, cron, timezone }] of digests.entries()) {
    const kind = `${cron} ${timezone}`;
    const dues = duesByKind.get(kind) ?? duesByTheClock(planOf(index), timezone, start, end);
    duesByKind.set(kind, dues);
    for (const due of dues) expected.add(`${name} ${new Date(due).toISOString()}`);
    for (const due of dues) moments.add(due);
  }

  let now = start;
  const posted: string[] = [];
  const wrong: string[] = [];
  const store = await openStore(':memory:', { log: { warn() {} } });
  const scheduler = openScheduler({
    digests: () => digests,
    ledger: store.deliveries,
    now: () => new Date(now),
    setTimer: () => () => {},
    log: { info() {}, warn() {}, error: (entry: object) => void wrong.push(JSON.stringify(entry)) },
    bot: digestBot({
      answer: async ({ name }, options) => {
        const due = `${name} ${options.now.toISOString()}`;
        posted.push(due);
        if (options.now.getTime() !== now || !expected.has(due)) wrong.push(due);
        return { facts: [] };
      },
      post: async ({ channel }) => ({ channel, ts: String(posted.length) }),
      notify: async (_, lines) => void wrong.push(lines.join(' ')),
      isTemporary: () => false,
    }),
  });
  await scheduler.tick();
  for (const [index, moment] of [...moments].sort((left, right) => left - right).entries()) {
    now = moment - 1; // nothing may come before its time
    if (index % 10 === 0) await scheduler.tick();
    now = moment;
    await scheduler.tick();
  }
  await store.close();
  const once = new Set(posted);
  const missing = [...expected].filter((due) => !once.has(due));
  if (once.size !== posted.length) wrong.push(`${posted.length - once.size} came twice`);
  const { user, system } = process.cpuUsage(used);
  const tenth = (ms: number) => Math.round(ms / 100) / 10;
  const seconds = tenth(performance.now() - begun);
  const processorSeconds = tenth((user + system) / 1000);
  return { expected: expected.size, posted: posted.length, wrong: [...wrong, ...missing], seconds, processorSeconds };
}

/** Simulates a year, prints what came of it, and ends the process: exit code 1 when any delivery differs from the oracle. */
export async function runYear(count: number): Promise<never> {
  const { wrong, ...figures } = await simulateYear(count);
  console.table([{ digests: count, zones: ZONES.length, ...figures, wrong: wrong.length }]);
  for (const line of wrong.slice(0, 20)) console.log(line);
  process.exit(wrong.length > 0 ? 1 : 0);
}
