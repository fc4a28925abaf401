import { expect, test } from 'vitest';

import { openSubscriptions } from '../../../src/digests/subscriptions.ts';
import { ownSubscription } from '../../../src/slack/digests/own-subscription.ts';
import { MONDAY } from '../../support/claimed-delivery.ts';
import { openPreferenceMap } from '../../support/preferences.ts';

const { name: _, ...schedule } = MONDAY;

async function open() {
  const store = openPreferenceMap();
  const added = await openSubscriptions(store).add(
    { ...schedule, owner: 'U1', when: 'every Monday at 09:00' },
    new Date(0),
  );
  return { subscriptions: openSubscriptions(store), name: added.name };
}

test('ownSubscription() reads anew what another instance has added', async () => {
  const { subscriptions, name } = await open();
  expect(await ownSubscription({ subscriptions }, name, 'U1')).toMatchObject({ name, owner: 'U1' });
});

test('ownSubscription() refuses others, and what was stopped', async () => {
  const { subscriptions, name } = await open();
  await expect(ownSubscription({ subscriptions }, name, 'U2')).rejects.toThrow('only who asked for this can change it');
  await subscriptions.remove(name);
  await expect(ownSubscription({ subscriptions }, name, 'U1')).rejects.toThrow('this is stopped already');
});
