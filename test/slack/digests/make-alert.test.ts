import { afterEach, expect, test } from 'vitest';

import type { Workspace } from '../../support/workspace.ts';

import { HOUR, inThread, isAlert, openAlerts } from '../../support/alert-workspace.ts';
import { controlIds, openWorkspace, wordsOf } from '../../support/workspace.ts';

let workspace: Workspace;

afterEach(() => workspace.close());

test('an alert is read back, told when a number crosses its limit, and edited as it changes and when it is over', async () => {
  const opened = await openAlerts();
  workspace = opened;
  const { make, pass, sales, until, scene, bot } = opened;
  const made = await make('/owl alert any country sales yesterday < 1000, remind after 3 hours');
  expect(wordsOf(made)).toContain('when any country of “Sales by country · Yesterday · Top: 10” is below $1,000.');
  expect(wordsOf(made)).toContain('It is over once back at $1,050.');
  expect(wordsOf(made)).toContain('At present: France $900.');
  expect(bot.subscribed()).toMatchObject([{ isAlert: true, cron: '0 * * * *', timezone: 'Europe/Berlin' }]);
  await pass(HOUR);
  const fired = await until(({ messages }) => messages.find(isAlert));
  expect(wordsOf(fired)).toContain('1 is below $1,000');
  expect(wordsOf(fired)).toContain('France $900');
  sales.set('Spain', 500);
  await pass(HOUR);
  await until(inThread(fired, 'Now also below $1,000: Spain $500.'));
  await until(({ messages }) =>
    messages.find(({ ts, blocks }) => ts === fired.ts && JSON.stringify(blocks).includes('2 are below')),
  );
  await pass(3 * HOUR);
  const reminder = await until(inThread(fired, 'Still below $1,000: France $900, Spain $500.'));
  expect(wordsOf(reminder)).toContain('<@U0MIRA0001>');
  sales.set('Spain', 2000).set('France', 1049);
  await pass(HOUR);
  await until(({ messages }) =>
    messages.find(({ ts, blocks }) => ts === fired.ts && JSON.stringify(blocks).includes('1 is below')),
  );
  sales.set('France', 1050);
  await pass(HOUR);
  const over = await until(({ messages }) =>
    messages.find(({ ts, text }) => ts === fired.ts && text.startsWith('Over: ')),
  );
  expect(wordsOf(over)).toContain('It was France $1,049,');
  expect(controlIds(over).some((id) => id.startsWith('alert/'))).toBe(false);
  expect((await scene()).messages.filter(isAlert)).toEqual([]);
});

test('it is listed, paused and stopped as what comes by itself', async () => {
  const opened = await openAlerts();
  workspace = opened;
  const { make, type, until, use, bot, alerts, pass } = opened;
  await make('/owl alert any country sales yesterday under 1000 every day at 14:30');
  const [{ name } = { name: '' }] = bot.subscribed();
  await pass(2 * HOUR);
  await type('/owl alerts');
  const listed = await until(({ messages }) => messages.find(({ text }) => text === 'What comes by itself'));
  expect(wordsOf(listed)).toContain('Tell when any country of');
  expect(wordsOf(listed)).toContain('Every day at 14:30');
  expect(wordsOf(listed)).not.toContain('Run now');
  expect((await alerts.read(name)).version).toBeGreaterThan(0);
  await use(listed, `subscription/${name}`, `stop ${name}`);
  await until(({ messages }) => messages.find(({ text }) => text.includes('does not come any more')));
  expect(bot.subscribed()).toEqual([]);
  expect((await alerts.read(name)).version).toBe(0);
});

test('where the bot is not, nobody is promised anything', async () => {
  workspace = await openWorkspace();
  const { type, until, bot } = workspace;
  await type('/owl alert any country sales yesterday < 1000', 'board');
  await until(({ messages }) => messages.find(({ text }) => /invite it/.test(text) && !text.includes('digests.yml')));
  expect(bot.subscribed()).toEqual([]);
});
