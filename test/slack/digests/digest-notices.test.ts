import { afterEach, expect, test } from 'vitest';

import type { Seen, Workspace } from '../../support/workspace.ts';

import { DUE, MONDAY } from '../../support/claimed-delivery.ts';
import { controlIds, openWorkspace, wordsOf } from '../../support/workspace.ts';

let workspace: Workspace;

afterEach(() => workspace.close());

const DELIVERY = { id: 'run-1', digest: 'monday', dueAt: DUE, state: 'due', attempt: 1, failures: 0 } as const;

const isNotice = (message: Seen) => controlIds(message).includes('retry');

test('showNotice() posts one notice, changes it in its place, and finds it again by its run', async () => {
  workspace = await openWorkspace();
  const { bot, scene, until } = workspace;
  const { showNotice } = bot.digests;
  const late = { kind: 'late', reason: 'Its data is not there yet.', until: new Date('2026-11-23T12:00:00Z') } as const;
  const posted = await showNotice(MONDAY, DELIVERY, late);
  expect(wordsOf(await until(({ messages }) => messages.find(isNotice)))).toMatch(/Monday.*not there yet/i);
  const failed = { kind: 'failed', reason: 'Athena cannot be reached.' } as const;
  expect(await showNotice(MONDAY, { ...DELIVERY, attempt: 2 }, failed)).toEqual(posted);
  const notices = (await scene()).messages.filter((message) => wordsOf(message).includes('Monday'));
  expect(notices).toHaveLength(1);
  expect(wordsOf(notices[0]!)).toContain('Athena cannot be reached');
});

test('showNotice() posts no notice of a second try where none stands, and logs what cannot be posted', async () => {
  workspace = await openWorkspace();
  const { bot, scene, logged } = workspace;
  const retried = { kind: 'retried', reason: 'U0MIRA0001' } as const;
  expect(await bot.digests.showNotice(MONDAY, DELIVERY, retried)).toBeUndefined();
  expect((await scene()).messages.filter(isNotice)).toEqual([]);
  const nowhere = { ...MONDAY, channel: '#no-such-channel' };
  expect(await bot.digests.showNotice(nowhere, DELIVERY, { kind: 'failed', reason: 'It failed.' })).toBeUndefined();
  expect(logged.map(({ msg }) => msg)).toContain('a notice could not be posted in the channel of a digest');
});
