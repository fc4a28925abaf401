import { expect, test } from 'vitest';

import { isPending, skipOvertaken } from '../../src/digests/overtaken.ts';
import { claimDelivery, DUE } from '../support/claimed-delivery.ts';

const HOUR_MS = 3_600_000;

const hoursLater = (hours: number) => new Date(DUE.getTime() + hours * HOUR_MS);

/** A claimed delivery, an hour after which another one of its digest is due. */
async function claimWithLater() {
  const claimed = await claimDelivery();
  const { ledger } = claimed.options;
  const schedule = { digest: 'monday', cron: '0 * * * *', timezone: 'UTC', since: hoursLater(1) };
  await ledger.enter([{ schedule, occurrences: [{ dueAt: hoursLater(1), state: 'due' }] }], hoursLater(1));
  await ledger.renew(claimed.delivery, { until: hoursLater(1.5) });
  return { ...claimed, ledger };
}

test('skipOvertaken() skips nothing before the later one is due', async () => {
  const { delivery, options, ledger, wait } = await claimWithLater();
  wait(HOUR_MS - 1);
  expect(await skipOvertaken(delivery, options)).toBeUndefined();
  expect(await ledger.find(delivery.id)).toMatchObject({ state: 'running' });
});

test('skipOvertaken() skips for the later one, which is then due at once', async () => {
  const { delivery, options, ledger, wait } = await claimWithLater();
  wait(HOUR_MS + 60_000);
  const [later] = await ledger.claim(['monday'], { now: hoursLater(1), leaseMs: 1000, limit: 1 });
  await ledger.release(later!, { until: hoursLater(2), reason: 'Athena cannot be reached' });
  expect(await skipOvertaken(delivery, options)).toMatchObject({ id: later?.id });
  expect(await ledger.find(delivery.id)).toMatchObject({ state: 'skipped', reason: 'missed; a later one was due' });
  expect(await ledger.claim(['monday'], { now: options.now(), leaseMs: 1000, limit: 1 })).toMatchObject([
    { id: later?.id },
  ]);
});

test('skipOvertaken() keeps what somebody has tried again, and what a later one has failed to replace', async () => {
  const { delivery, options, ledger, wait } = await claimWithLater();
  wait(HOUR_MS + 60_000);
  expect(await skipOvertaken({ ...delivery, retriedAt: hoursLater(1) }, options)).toBeUndefined();
  const [later] = await ledger.claim(['monday'], { now: hoursLater(1), leaseMs: 1000, limit: 1 });
  await ledger.finish(later!, { state: 'failed', reason: 'no query is called sales' });
  expect(await skipOvertaken(delivery, options)).toBeUndefined();
});

test.each([
  [{ state: 'due' }, true],
  [{ state: 'posting' }, true],
  [{ state: 'skipped', reason: 'missed; a later one was due' }, true],
  [{ state: 'skipped', reason: 'no question has any rows' }, false],
  [{ state: 'posted' }, false],
  [{ state: 'failed' }, false],
] as const)('isPending(%j) = %s', (delivery, expected) => expect(isPending(delivery)).toBe(expected));
