import { afterEach, beforeEach, expect, test } from 'vitest';

import type { DeliveryState } from '../../src/digests/delivery.ts';
import type { Digest } from '../../src/digests/digest.ts';
import type { WantedBot } from '../../src/digests/still-wanted.ts';
import type { Store } from '../../src/store/store.ts';

import { askWhetherWanted, findAsked, noteAnswer } from '../../src/digests/still-wanted.ts';
import { openStore } from '../../src/store/store.ts';

const DAY = 86_400_000;

const start = new Date('2026-06-01T09:00:00Z');

const after = (days: number) => new Date(start.getTime() + days * DAY);

const weekly: Digest = {
  name: 'weekly',
  questions: ['sales'],
  channel: '#sales',
  cron: '0 9 * * 1',
  timezone: 'UTC',
  owner: 'U1',
  onlyIf: [],
};

let store: Store;

beforeEach(async () => {
  store = await openStore(':memory:', { log: { warn() {} } });
});

afterEach(() => store.close());

/** Enters deliveries of a digest, one a week, that ended so. */
async function past({ name }: Digest, states: readonly DeliveryState[]): Promise<void> {
  const occurrences = states.map((_, week) => ({ dueAt: after(week * 7), state: 'due' as const }));
  const schedule = { digest: name, cron: '0 9 * * 1', timezone: 'UTC', since: start };
  await store.deliveries.enter([{ schedule, occurrences }], start);
  const claimed = await store.deliveries.claim([name], { now: after(1000), leaseMs: 1000, limit: states.length });
  for (const [week, delivery] of claimed.entries()) {
    const state = states[week]!;
    const posted = { channel: 'C1', message: `${name}.${week}`, postedAt: delivery.dueAt };
    if (state === 'posted') await store.deliveries.finish(delivery, { state, ...posted });
    else if (state === 'failed' || state === 'skipped')
      await store.deliveries.finish(delivery, { state, reason: 'a fault' });
  }
}

/** A place where people are asked; `asked` has whom, of what and why. */
function openPlace({
  archived = [],
  left = [],
  contact,
}: {
  archived?: readonly string[];
  left?: readonly string[];
  contact?: string;
} = {}) {
  const asked: string[] = [];
  const ids = new Set<string>();
  const bot: WantedBot = {
    isArchived: async (channel) => archived.includes(channel),
    hasLeft: async (person) => left.includes(person),
    findContact: async () => contact,
    ask: async ({ name }, doubt, { target, id }) => {
      if (!ids.has(id)) asked.push(`${target}: ${name} ${doubt}`);
      ids.add(id);
      return { channel: 'C9', ts: id };
    },
  };
  const look = (digests: readonly Digest[], now: Date, given: Partial<WantedBot> = {}) =>
    askWhetherWanted(digests, {
      ledger: store.deliveries,
      memory: store.preferences,
      bot: { ...bot, ...given },
      now: () => now,
      log: { info() {}, warn() {} },
    });
  return { asked, look };
}

const many = (count: number, state: DeliveryState = 'posted') => Array.from({ length: count }, () => state);

test('the owner is asked when nobody has clicked for 60 days, and again after half a year', async () => {
  await past(weekly, many(40));
  const { asked, look } = openPlace();
  await look([weekly], after(59));
  expect(asked).toEqual([]);
  for (let day = 60; day < 240; day++) await look([weekly], after(day));
  expect(asked).toEqual(['U1: weekly unused']);
  await look([weekly], after(60 + 183));
  expect(asked).toHaveLength(2);
});

test('a click is a sign that it is wanted', async () => {
  await past(weekly, many(20));
  const { asked, look } = openPlace();
  await store.deliveries.noteClick({ channel: 'C1', ts: 'weekly.1' }, after(50));
  await look([weekly], after(109));
  expect(asked).toEqual([]);
  await look([weekly], after(111));
  expect(asked).toEqual(['U1: weekly unused']);
});

test('nobody is asked of what comes rarely, was resumed lately, or is an alert', async () => {
  const digests: readonly Digest[] = [
    { ...weekly, name: 'rare' },
    { ...weekly, name: 'resumed', since: after(60) },
    { ...weekly, name: 'alert', isAlert: true },
    { ...weekly, name: 'new' },
  ];
  await past(digests[0]!, many(1));
  await past(digests[1]!, many(10));
  await past(digests[2]!, many(10));
  const { asked, look } = openPlace();
  await look(digests, after(100));
  expect(asked).toEqual([]);
});

test.each<[string, Digest, Parameters<typeof openPlace>[0], readonly string[]]>([
  ['an archived channel asks the owner', weekly, { archived: ['#sales'] }, ['U1: weekly archived']],
  ['a departed owner asks the channel', weekly, { left: ['U1'] }, ['#sales: weekly departed']],
  [
    'both ask whom the bot finds',
    weekly,
    { archived: ['#sales'], left: ['U1'], contact: '#ops' },
    ['#ops: weekly archived', '#ops: weekly departed'],
  ],
  [
    'an archived channel without an owner asks whom the bot finds',
    { ...weekly, owner: undefined } as unknown as Digest,
    { archived: ['#sales'], contact: '#ops' },
    ['#ops: weekly archived'],
  ],
  ['both ask nobody where nobody is found', weekly, { archived: ['#sales'], left: ['U1'] }, []],
  [
    'a departed owner of a direct message asks nobody',
    { ...weekly, channel: 'D1' },
    { left: ['U1'], contact: '#ops' },
    [],
  ],
  ['without an owner, the channel', { ...weekly, owner: undefined } as unknown as Digest, { archived: [] }, []],
  [
    'an owner that is a channel',
    { ...weekly, owner: '#analytics' },
    { archived: ['#sales'] },
    ['#analytics: weekly archived'],
  ],
])('%s', async (_, digest, world, expected) => {
  const { asked, look } = openPlace(world);
  for (const day of [1, 2, 3]) await look([digest], after(day));
  expect(asked).toEqual(expected);
});

test('five failures in a row are asked about once, and anew only when it was well in between', async () => {
  const ownerless = { ...weekly, owner: undefined } as unknown as Digest;
  await past(ownerless, [...many(2), ...many(4, 'failed')]);
  const { asked, look } = openPlace();
  await look([ownerless], after(40));
  expect(asked, 'four are too few').toEqual([]);
  await store.trim(after(1000));
  await past(ownerless, many(5, 'failed'));
  for (const day of [40, 41, 42]) await look([ownerless], after(day));
  expect(asked).toEqual(['#sales: weekly failing']);
  await store.trim(after(1000));
  await past(ownerless, many(1));
  await look([ownerless], after(43));
  await store.trim(after(1000));
  await past(ownerless, many(5, 'failed'));
  await look([ownerless], after(44));
  expect(asked).toHaveLength(2);
});

test('one digest of which Slack does not tell holds back no other one', async () => {
  const other = { ...weekly, name: 'other', channel: '#other' };
  const { asked, look } = openPlace({ left: ['U1'] });
  const isArchived = async (channel: string) => {
    if (channel === '#sales') throw new Error('Slack is away');
    return false;
  };
  await look([weekly, other], after(1), { isArchived });
  expect(asked).toEqual(['#other: other departed']);
});

test('a question is finished whose process died while it was posted, and carries the same id', async () => {
  const { asked, look } = openPlace({ left: ['U1'] });
  const ids: string[] = [];
  const ask: WantedBot['ask'] = async (_, __, { id }) => {
    ids.push(id);
    throw new Error('dead');
  };
  await look([weekly], after(1), { ask });
  await look([weekly], after(2), { ask });
  expect(new Set(ids).size).toBe(1);
  expect(await findAsked(store.preferences, 'weekly', 'departed')).not.toHaveProperty('place.ts');
  await look([weekly], after(3));
  await look([weekly], after(4));
  expect(asked).toEqual(['#sales: weekly departed']);
  const question = await findAsked(store.preferences, 'weekly', 'departed');
  await noteAnswer(store.preferences, 'weekly', question!, 'U2');
  expect(await findAsked(store.preferences, 'weekly', 'departed')).toMatchObject({
    answeredBy: 'U2',
    place: { ts: ids[0] },
  });
});
