import { afterEach, expect, test } from 'vitest';

import type { Workspace } from '../../support/workspace.ts';

import { openScheduler } from '../../../src/digests/scheduler.ts';
import { UserError } from '../../../src/error.ts';
import { DUE, MONDAY } from '../../support/claimed-delivery.ts';
import { controlIds, openWorkspace } from '../../support/workspace.ts';

let workspace: Workspace;

afterEach(() => workspace.close());

test('what is due are declared digests and subscriptions', async () => {
  workspace = await openWorkspace({ digests: [MONDAY] });
  const { bot, type, until } = workspace;
  expect(bot.due().map(({ name }) => name)).toEqual(['monday']);
  await type('/owl subscribe to sales every Monday at 9');
  await until(() => bot.subscribed().length === 1);
  expect(bot.due()).toEqual([...bot.subscribed(), MONDAY].sort((one, other) => (one.name < other.name ? -1 : 1)));
});

test('the channel of a digest whose owner has left is asked once whether it is still wanted', async () => {
  workspace = await openWorkspace({ digests: [MONDAY] });
  const { bot, until, calls } = workspace;
  await bot.askWhetherWanted();
  await until(({ messages }) => messages.find((message) => controlIds(message).includes('wanted/keep')));
  await bot.askWhetherWanted();
  expect((await calls()).filter(({ method }) => method === 'chat.postMessage')).toHaveLength(1);
});

test('a click on Retry wakes whoever looks for due deliveries', async () => {
  const run = async () => {
    throw new UserError('Athena refuses the query');
  };
  workspace = await openWorkspace({ digests: [MONDAY], run });
  const { bot, deliveries, until, use } = workspace;
  let now = new Date(DUE.getTime() - 60_000);
  const log = { info() {}, warn() {}, error() {} };
  const clock = { now: () => now };
  const scheduler = openScheduler({ digests: () => [MONDAY], ledger: deliveries, bot: bot.digests, log, ...clock });
  const woken = Promise.withResolvers<void>();
  bot.onRetry(woken.resolve);
  for (let minutes = 0; minutes < 40; minutes++) {
    await scheduler.tick();
    now = new Date(now.getTime() + 60_000);
  }
  const notice = await until(({ messages }) => messages.find((message) => controlIds(message).includes('retry')));
  await use(notice, 'retry');
  await woken.promise;
});
