import { expect, test } from 'vitest';

import { claimDelivery, DUE } from '../support/claimed-delivery.ts';

const LATER = new Date(DUE.getTime() + 3_600_000);

async function posted() {
  const { delivery, options } = await claimDelivery();
  await options.ledger.finish(delivery, { state: 'posted', channel: 'C1', message: '1.1', postedAt: DUE });
  return options.ledger;
}

test('usesOf() leaves out what was never posted', async () => {
  const { options } = await claimDelivery();
  expect(await options.ledger.usesOf(['monday', 'unknown'], DUE)).toEqual(new Map());
  expect(await options.ledger.usesOf([], DUE)).toEqual(new Map());
});

test('usesOf() counts the posts since a moment', async () => {
  const ledger = await posted();
  const use = { firstPostedAt: DUE, clickedAt: undefined };
  expect((await ledger.usesOf(['monday'], DUE)).get('monday')).toEqual({ ...use, posts: 1 });
  expect((await ledger.usesOf(['monday'], LATER)).get('monday')).toEqual({ ...use, posts: 0 });
});

test('noteClick() notes a click on the very message, and no other', async () => {
  const ledger = await posted();
  await ledger.noteClick({ channel: 'C2', ts: '1.1' }, LATER);
  await ledger.noteClick({ channel: 'C1', ts: '1.2' }, LATER);
  expect((await ledger.usesOf(['monday'], DUE)).get('monday')?.clickedAt).toBe(undefined);
  await ledger.noteClick({ channel: 'C1', ts: '1.1' }, LATER);
  expect((await ledger.usesOf(['monday'], DUE)).get('monday')?.clickedAt).toEqual(LATER);
});
