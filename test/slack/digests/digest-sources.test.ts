import { afterEach, expect, test, vi } from 'vitest';

import { openSubscriptions } from '../../../src/digests/subscriptions.ts';
import { openDigestSources } from '../../../src/slack/digests/digest-sources.ts';
import { MONDAY } from '../../support/claimed-delivery.ts';
import { openPreferenceMap } from '../../support/preferences.ts';

const { name: _, ...schedule } = MONDAY;

afterEach(() => void vi.useRealTimers());

const OWN = { ...schedule, owner: 'U1', when: 'every Monday at 09:00' };

test('what is due are declared digests and subscriptions, without paused ones', async () => {
  const preferences = openPreferenceMap();
  const others = openSubscriptions(preferences);
  const [kept, paused] = [await others.add(OWN, new Date(0)), await others.add(OWN, new Date(0))];
  await others.pause(paused.name);
  const { due, subscribed, close } = await openDigestSources({
    preferences,
    digests: () => [MONDAY],
    log: { warn() {} },
  });
  expect(due().map(({ name }) => name)).toEqual(['monday', kept.name]);
  expect(subscribed().map(({ name }) => name)).toEqual([kept.name]);
  close();
});

test('what another instance has taken is read within 20 seconds, and not after close()', async () => {
  vi.useFakeTimers();
  const preferences = openPreferenceMap();
  const sources = await openDigestSources({ preferences, digests: () => [], log: { warn() {} } });
  await openSubscriptions(preferences).add(OWN, new Date(0));
  expect(sources.subscribed()).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(sources.subscribed()).toHaveLength(1);
  sources.close();
  await openSubscriptions(preferences).add(OWN, new Date(0));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sources.subscribed()).toHaveLength(1);
});

test('while the store fails, what was last read stays in force', async () => {
  vi.useFakeTimers();
  const preferences = openPreferenceMap();
  await openSubscriptions(preferences).add(OWN, new Date(0));
  const warn = vi.fn();
  const sources = await openDigestSources({ preferences, digests: () => [MONDAY], log: { warn } });
  vi.spyOn(preferences, 'list').mockRejectedValue(new Error('no database'));
  await vi.advanceTimersByTimeAsync(20_000);
  expect(warn).toHaveBeenCalledWith({ error: new Error('no database') }, 'subscriptions could not be read');
  expect(sources.due()).toHaveLength(2);
  sources.close();
});
