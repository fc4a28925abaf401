import { expect, test, vi } from 'vitest';

import type { CommandContext } from '../../src/commands/command.ts';

import { openStoreOf } from '../../src/commands/command.ts';
import { listDeliveries } from '../../src/commands/deliveries.ts';
import { readConfig } from '../../src/config.ts';
import { temporaryFolder } from '../support/program.ts';

const config = readConfig({ OWLPOST_DATA: temporaryFolder() });

/** What `deliveries` prints. */
async function printed(...args: string[]): Promise<readonly string[]> {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    await listDeliveries(args, { config } as CommandContext);
    return log.mock.calls.map(([line]) => String(line));
  } finally {
    log.mockRestore();
  }
}

/** Enters deliveries that were due at 9, one each day from Monday on, and ends them as told. */
async function enter(digest: string, outcomes: readonly ('posted' | 'late' | 'failed' | 'due')[]): Promise<void> {
  const store = await openStoreOf(config);
  for (const [index, outcome] of outcomes.entries()) {
    const dueAt = new Date(Date.UTC(2026, 10, 23 + index, 9));
    const schedule = { digest, cron: '0 9 * * *', timezone: 'UTC', since: dueAt };
    await store.deliveries.enter([{ schedule, occurrences: [{ dueAt, state: 'due' }] }], dueAt);
    if (outcome === 'due') continue;
    const now = new Date(dueAt.getTime() + (outcome === 'late' ? 125_000 : 30_000));
    const [claimed] = await store.deliveries.claim([digest], { now, leaseMs: 60_000, limit: 1 });
    await store.deliveries.finish(
      claimed!,
      outcome === 'failed'
        ? { state: 'failed', reason: 'no such channel' }
        : { state: 'posted', message: '1.1', channel: 'C1', postedAt: now },
    );
  }
  await store.close();
}

test('each delivery is a line, the latest due first, with its outcome and how late it was', async () => {
  expect(await printed()).toEqual([]);
  await enter('monday', ['posted', 'late', 'failed', 'due']);
  await enter('__proto__', ['due']);
  const lines = [
    '2026-11-26T09:00:00.000Z monday due',
    '2026-11-25T09:00:00.000Z monday failed no such channel',
    '2026-11-24T09:00:00.000Z monday posted to C1 as 1.1, 2 min late',
    '2026-11-23T09:00:00.000Z monday posted to C1 as 1.1',
  ];
  expect(await printed('monday')).toEqual(lines);
  expect(await printed()).toHaveLength(5);
  expect(await printed('__proto__')).toEqual(['2026-11-23T09:00:00.000Z __proto__ due']);
  expect(await printed('monday', '--limit', '2')).toEqual(lines.slice(0, 2));
  const [json] = await printed('monday', '--json', '--limit', '1');
  expect(JSON.parse(json!)).toMatchObject([{ digest: 'monday', state: 'due', dueAt: '2026-11-26T09:00:00.000Z' }]);
});

test('a limit that is no number is refused', () =>
  expect(printed('--limit', 'all')).rejects.toThrow('--limit takes a number from 1 to 9999999'));

test('each state is a word, with why it waits, was skipped, or came without the data that it waited for', async () => {
  const own = readConfig({ OWLPOST_DATA: temporaryFolder() });
  const store = await openStoreOf(own);
  const { deliveries: ledger } = store;
  const dues = Array.from({ length: 7 }, (_, index) => new Date(Date.UTC(2026, 10, 23 + index, 9)));
  const schedule = { digest: 'monday', cron: '0 9 * * *', timezone: 'UTC', since: dues[6]! };
  const states = dues.map((dueAt) => ({ dueAt, state: 'due' as const }));
  await ledger.enter([{ schedule, occurrences: states }], dues[6]!);
  const claim = { now: dues[5]!, leaseMs: 60_000, limit: 6 };
  const [posted, late, skipped, waiting, posting] = await ledger.claim(['monday'], claim);
  const outcome = { state: 'posted', channel: 'C1', message: '1.1' } as const;
  await ledger.finish(posted!, { ...outcome, postedAt: dues[0]! });
  await ledger.finish(late!, { ...outcome, postedAt: dues[1]!, late: 'the data ends on 20 Nov 2026' });
  await ledger.finish(skipped!, { state: 'skipped', reason: 'no question has any rows' });
  await ledger.release(waiting!, { until: dues[6]!, reason: 'its data ends on 20 Nov 2026', state: 'waiting' });
  await ledger.advance(posting!, 'posting');
  await store.close();
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  await listDeliveries([], { config: own } as CommandContext);
  const lines = log.mock.calls.map(([line]) => String(line).replace(/^\S+ monday /, ''));
  log.mockRestore();
  expect(lines.toReversed()).toEqual([
    'posted to C1 as 1.1',
    'posted to C1 as 1.1; late: the data ends on 20 Nov 2026',
    'skipped no question has any rows',
    'waiting its data ends on 20 Nov 2026',
    'posting',
    'running',
    'due',
  ]);
});
