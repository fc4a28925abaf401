import { expect, test } from 'vitest';

import { noticeIdOf } from '../../src/digests/delivery.ts';
import { putNotice, removeNotices } from '../../src/digests/delivery-notices.ts';
import { claimDelivery, DUE, MONDAY } from '../support/claimed-delivery.ts';

test('putNotice() stores where the notice stands, and nothing when the channel takes none', async () => {
  const { delivery, options } = await claimDelivery();
  await putNotice(MONDAY, delivery, { kind: 'late', reason: 'No data yet.' }, options);
  expect(await options.ledger.noticesOf('monday')).toEqual([{ channel: 'C1', ts: '9.9' }]);
  const refused = await claimDelivery({ showNotice: async () => undefined });
  await putNotice(MONDAY, refused.delivery, { kind: 'late', reason: 'No data yet.' }, refused.options);
  expect(await refused.options.ledger.noticesOf('monday')).toEqual([]);
});

test('removeNotices() removes and forgets the notices of all deliveries of a digest', async () => {
  const { delivery, options, said } = await claimDelivery();
  await putNotice(MONDAY, delivery, { kind: 'failed', reason: 'No data.' }, options);
  await removeNotices(delivery, MONDAY, options);
  expect(said).toEqual(['failed: No data.', 'remove 9.9']);
  expect(await options.ledger.noticesOf('monday')).toEqual([]);
});

test('removeNotices() looks for the notice that nobody could note', async () => {
  const looked: unknown[] = [];
  const { delivery, options, said } = await claimDelivery({
    find: async (_, id, since) => {
      looked.push([id, since]);
      return { channel: 'C1', ts: '7.7' };
    },
  });
  await removeNotices(delivery, MONDAY, options);
  expect(looked).toEqual([]); // nobody was told of it
  await removeNotices({ ...delivery, toldAt: DUE }, MONDAY, options);
  expect(looked).toEqual([[noticeIdOf(delivery), new Date(DUE.getTime() - 3_600_000)]]);
  expect(said).toEqual(['remove 7.7']);
});

test('removeNotices() logs what fails, and keeps the note of what still stands', async () => {
  const { delivery, options, logged } = await claimDelivery({
    remove: async () => {
      throw new Error('rate limited');
    },
  });
  await putNotice(MONDAY, delivery, { kind: 'late', reason: 'No data yet.' }, options);
  await removeNotices(delivery, MONDAY, options);
  expect(logged).toEqual(['a notice could not be removed']);
  expect(await options.ledger.noticesOf('monday')).toHaveLength(1);
});
