import { expect, test } from 'vitest';

import type { AnswerFacts } from '../../src/digests/conditions.ts';
import type { DigestAnswers, DigestBot } from '../../src/digests/deliver.ts';
import type { Digest } from '../../src/digests/digest.ts';

import { revisitPosted } from '../../src/digests/revisit.ts';
import { claimDelivery, DUE, MONDAY } from '../support/claimed-delivery.ts';

const HOUR_MS = 3_600_000;

const RESTATED: Digest = { ...MONDAY, restatedBy: 0.05 };

const FRESH: Digest = { ...MONDAY, onlyIf: ['fresh'] };

const sales = (value: number): AnswerFacts => {
  return { rows: [[String(value)]], asOf: '2026-11-22', figures: [{ name: 'Sales', value }] };
};

/** A delivery that was posted with sales of 100, late or not, and whose data are to be checked again an hour later. */
async function posted(facts: AnswerFacts, { late, ...given }: Partial<DigestBot<DigestAnswers>> & { late?: string }) {
  const world = await claimDelivery({ answer: async () => ({ facts: [facts] }), ...given });
  await world.options.ledger.finish(world.delivery, {
    state: 'posted',
    channel: 'C1',
    message: '1.1',
    postedAt: DUE,
    figures: [[{ name: 'Sales', value: 100 }]],
    late,
    revisitAt: new Date(DUE.getTime() + HOUR_MS),
  });
  world.wait(HOUR_MS);
  return { ...world, find: () => world.options.ledger.find(world.delivery.id) };
}

test('revisitPosted() looks at nothing before its time, and not at digests that never change', async () => {
  const { options, said, wait } = await posted(sales(200), {});
  await revisitPosted([MONDAY], options);
  wait(0);
  await revisitPosted([RESTATED], options);
  expect(said).toEqual([]);
});

test('revisitPosted() tells the thread of a number that later data has moved, and compares with that from then on', async () => {
  const { options, said, find, wait } = await posted(sales(110), {});
  await revisitPosted([RESTATED], options);
  expect(said).toEqual(['reply: Later data changed what was posted here: Sales 100 → 110 (+10%).']);
  expect((await find())?.figures).toEqual([[{ name: 'Sales', value: 110 }]]);
  wait(26 * HOUR_MS);
  await revisitPosted([RESTATED], options);
  expect(said).toHaveLength(1);
});

test('revisitPosted() says nothing of a number that has hardly moved', async () => {
  const { options, said } = await posted(sales(105), {});
  await revisitPosted([RESTATED], options);
  expect(said).toEqual([]);
});

test('revisitPosted() changes a late message once its data are there', async () => {
  const edits: unknown[] = [];
  const { options, find } = await posted(sales(120), {
    late: 'the data ends on 20 Nov 2026',
    edit: async (_, __, { notes, changes = [] }) => {
      edits.push([...notes, ...changes]);
      return { channel: 'C1', ts: '3.3' };
    },
  });
  const { ledger } = options;
  const before = new Date(DUE.getTime() - 7 * 24 * HOUR_MS);
  const schedule = { digest: 'monday', cron: '0 9 * * 1', timezone: 'UTC', since: DUE };
  await ledger.enter([{ schedule, occurrences: [{ dueAt: before, state: 'due' }] }], DUE);
  const [earlier] = await ledger.claim(['monday'], { now: before, leaseMs: 1, limit: 1 });
  const last = { channel: 'C1', message: '0.1', postedAt: before, figures: [[{ name: 'Sales', value: 100 }]] };
  await ledger.finish(earlier!, { state: 'posted', ...last });
  await revisitPosted([FRESH], options);
  expect(edits).toEqual([
    ['Updated: the data that was missing is there now.', 'Since it was last sent: Sales 100 → 120 (+20%).'],
  ]);
  const now = await find();
  expect(now).toMatchObject({ message: '3.3', figures: [[{ name: 'Sales', value: 120 }]] });
  expect(now?.reason).toBe(undefined);
});

test('revisitPosted() leaves a late message as it is while its data are missing, and looks again', async () => {
  const { options, find, wait, said } = await posted(
    { ...sales(120), asOf: '2026-11-20' },
    { late: 'the data ends on 20 Nov 2026' },
  );
  await revisitPosted([FRESH], options);
  expect((await find())?.reason).toBe('the data ends on 20 Nov 2026');
  const again = { now: new Date(DUE.getTime() + 1.4 * HOUR_MS), leaseMs: 1, limit: 1 };
  expect(await options.ledger.claimRevisits(['monday'], again)).toEqual([]);
  wait(1.6 * HOUR_MS);
  await revisitPosted([FRESH], options);
  expect(said).toEqual([]);
  expect((await find())?.attempt).toBe(3);
});

test('revisitPosted() logs what it cannot ask, and ends', async () => {
  const { options, logged, find } = await posted(sales(110), {
    answer: async () => {
      throw new Error('no network');
    },
  });
  await revisitPosted([RESTATED], options);
  expect(logged).toEqual(['cannot look at a posted digest again']);
  expect((await find())?.figures).toEqual([[{ name: 'Sales', value: 100 }]]);
});
