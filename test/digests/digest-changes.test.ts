import { expect, test } from 'vitest';

import type { Digest } from '../../src/digests/digest.ts';

import { openDigestChanges } from '../../src/digests/digest-changes.ts';
import { openPreferenceMap } from '../support/preferences.ts';

const daily: Digest = {
  name: 'daily',
  questions: ['sales'],
  channel: '#sales',
  cron: '0 9 * * *',
  timezone: 'UTC',
  onlyIf: [],
};

const other: Digest = { ...daily, name: 'other' };

test('a decision counts for all instances, until the digest is written otherwise', async () => {
  const preferences = openPreferenceMap();
  let declared = [daily, other];
  const [one, two] = [0, 1].map(() => openDigestChanges(preferences, () => declared));
  await one!.put('daily', { cron: '0 9 * * 1', by: 'U1' });
  expect(one!.current()).toEqual([{ ...daily, cron: '0 9 * * 1' }, other]);
  expect(two!.current()).toEqual([daily, other]);
  await two!.refresh();
  expect(two!.find('daily')).toMatchObject({ cron: '0 9 * * 1', by: 'U1' });
  await two!.put('daily', { by: 'U2' });
  expect(two!.current()).toEqual([other]);
  expect(two!.findDeclared('daily')).toEqual(daily);
  declared = [{ ...daily, questions: ['units'] }, other];
  expect(two!.current()).toEqual(declared);
  expect(two!.find('daily')).toBeUndefined();
  declared = [daily, other];
  await two!.remove('daily');
  expect(two!.current()).toEqual(declared);
});

test('a decision about what is not declared is not kept', async () => {
  const changes = openDigestChanges(openPreferenceMap(), () => [daily]);
  await changes.put('unknown', { by: 'U1' });
  expect(changes.find('unknown')).toBeUndefined();
  expect(changes.current()).toEqual([daily]);
});
