import { afterEach, expect, test } from 'vitest';

import type { AlertingWorkspace } from '../../support/alert-workspace.ts';

import { HOUR, inThread, isAlert, openAlerts } from '../../support/alert-workspace.ts';
import { openForge } from '../../support/forged.ts';
import { wordsOf } from '../../support/workspace.ts';

let workspace: AlertingWorkspace;

afterEach(() => workspace.close());

test('people acknowledge it, silence it and ask each other to look after it', async () => {
  workspace = await openAlerts();
  const { make, pass, until, use, sales, scene } = workspace;
  await make('/owl alert any country sales yesterday < 1000, remind after 1 hour');
  await pass(HOUR);
  const fired = await until(({ messages }) => messages.find(isAlert));
  const shows = (words: string) =>
    until(({ messages }) => messages.find((message) => message.ts === fired.ts && wordsOf(message).includes(words)));
  await use(fired, 'alert/assign', 'U0TOMAS002');
  await use(await shows('looked after by <@U0TOMAS002>'), 'alert/snooze', '1d');
  await until(inThread(fired, '<@U0TOMAS002> is asked by <@U0MIRA0001> to look after this.'));
  await shows('24 Nov 2026, 14:00 (');
  await pass(2 * HOUR);
  const threads = async () =>
    (await scene()).messages.filter(({ ts, thread_ts }) => thread_ts === fired.ts && ts !== fired.ts).length;
  expect(await threads()).toBe(1);
  await pass(24 * HOUR);
  await until(inThread(fired, '<@U0TOMAS002> Still below'));
  await use(await shows('Acknowledge'), 'alert/acknowledge');
  await shows('acknowledged by <@U0MIRA0001>');
  await pass(24 * HOUR);
  expect(await threads()).toBe(2);
  sales.set('France', 5000);
  await pass(HOUR);
  const over = await shows('Over: ');
  expect(wordsOf(over)).toContain('Show the numbers');
});

test.each([
  ['1h', 1, '23 Nov 2026, 15:00 ('],
  ['1d', 24, '24 Nov 2026, 14:00 ('],
  ['1w', 168, '30 Nov 2026, 14:00 ('],
])('an alert that is silenced for %s is told again after %i hours, and not before', async (option, hours, until) => {
  workspace = await openAlerts();
  const { make, pass, use, scene, until: sees } = workspace;
  await make('/owl alert any country sales yesterday < 1000, remind never');
  await pass(HOUR);
  const fired = await sees(({ messages }) => messages.find(isAlert));
  await use(fired, 'alert/snooze', option);
  await sees(({ messages }) =>
    messages.find(({ ts, blocks }) => ts === fired.ts && JSON.stringify(blocks).includes(until)),
  );
  const replies = async () =>
    (await scene()).messages.filter(({ ts, thread_ts }) => thread_ts === fired.ts && ts !== fired.ts).length;
  await pass((hours - 1) * HOUR);
  expect(await replies()).toBe(0);
  await pass(HOUR);
  await sees(inThread(fired, 'Still below'));
});

test.each([
  ['alert/unknown/low', {}],
  ['alert/snooze/low', { selected_option: { value: 'forever' } }],
  ['alert/snooze/low', { selected_option: { value: '__proto__' } }],
  ['alert/assign/low', {}],
])('a control that the bot does not make any more changes nothing: %s %j', async (action_id, chosen) => {
  workspace = await openAlerts();
  const { make, pass, until, bot, slack, alerts } = workspace;
  await make('/owl alert any country sales yesterday < 1000');
  await pass(HOUR);
  const fired = await until(({ messages }) => messages.find(isAlert));
  const [{ name } = { name: '' }] = bot.subscribed();
  const before = await alerts.read(name);
  const forge = openForge({ eventsUrl: () => bot.eventsUrl, signingSecret: slack.signingSecret });
  const control = { action_id: action_id.replace('low', name), ...chosen };
  await forge.click({ user: 'U0MIRA0001', channel: fired.channel }, control, fired.blocks, fired.ts);
  await until(({ messages }) => messages.find(({ text }) => text.includes('belongs to an older Owlpost')));
  expect(await alerts.read(name)).toEqual(before);
});

test('an alert that is over, or was never raised, is not changed', async () => {
  workspace = await openAlerts();
  const { bot, slack, until, alerts } = workspace;
  const forge = openForge({ eventsUrl: () => bot.eventsUrl, signingSecret: slack.signingSecret });
  await forge.click({ user: 'U0MIRA0001', channel: 'C0SALES001' }, { action_id: 'alert/acknowledge/__proto__' });
  await until(({ messages }) => messages.find(({ text }) => text.includes('his alert is over, or was stopped')));
  expect((await alerts.read('__proto__')).version).toBe(0);
});
