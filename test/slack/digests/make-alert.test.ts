import { afterEach, expect, test } from 'vitest';

import type { Seen, Workspace } from '../../support/workspace.ts';

import { openScheduler } from '../../../src/digests/scheduler.ts';
import { parseCommand } from '../../../src/slack/listeners/chat-commands.ts';
import { answerTable, controlIds, openWorkspace, wordsOf } from '../../support/workspace.ts';

let workspace: Workspace;

afterEach(() => workspace.close());

const HOUR = 3_600_000;

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A workspace in which sales are what `sales` says, by country, and whose clock is moved by hand. */
async function openAlerts() {
  const sales = new Map([
    ['France', 900],
    ['Spain', 2000],
  ]);
  workspace = await openWorkspace({
    run: async (statement) => {
      const table = await answerTable(statement);
      return { ...table, rows: [...sales].map(([country, value]) => [country, String(value)]) };
    },
  });
  const { bot, deliveries, alerts, type, until } = workspace;
  let now = new Date('2026-11-23T12:00:00Z');
  const scheduler = openScheduler({
    digests: bot.subscribed,
    ledger: deliveries,
    bot: bot.digests,
    alerts: { store: alerts, bot: bot.alerts },
    log: silent,
    now: () => now,
  });
  const make = async (text: string) => {
    await type(text);
    return until(({ messages }) => messages.find((message) => wordsOf(message).includes('asked to tell this channel')));
  };
  const pass = async (ms: number) => {
    now = new Date(now.getTime() + ms);
    await scheduler.tick();
  };
  return { ...workspace, sales, make, pass };
}

const isAlert = (message: Seen) => controlIds(message).some((id) => id.startsWith('alert/'));

const inThread =
  (alert: Seen, words: string) =>
  ({ messages }: { messages: readonly Seen[] }) =>
    messages.find((message) => message.thread_ts === alert.ts && wordsOf(message).includes(words));

test('an alert is read back, told when a number crosses its limit, and edited as it changes and when it is over', async () => {
  const { make, pass, sales, until, scene, bot } = await openAlerts();
  const made = await make('/owl alert any country sales yesterday < 1000, remind after 3 hours');
  expect(wordsOf(made)).toContain('when any country of “Sales by country · Yesterday · Top: 10” is below $1,000.');
  expect(wordsOf(made)).toContain('It is over at $1,050.');
  expect(wordsOf(made)).toContain('Now: France $900.');
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

test('people acknowledge it, silence it and ask each other to look after it', async () => {
  const { make, pass, until, use, sales, scene } = await openAlerts();
  await make('/owl alert any country sales yesterday < 1000, remind after 1 hour');
  await pass(HOUR);
  const fired = await until(({ messages }) => messages.find(isAlert));
  const shows = (words: string) =>
    until(({ messages }) => messages.find((message) => message.ts === fired.ts && wordsOf(message).includes(words)));
  await use(fired, 'alert/assign', 'U0TOMAS002');
  await use(await shows('looked after by <@U0TOMAS002>'), 'alert/snooze', '1d');
  await until(inThread(fired, '<@U0TOMAS002> is asked by <@U0MIRA0001> to look after this.'));
  await shows('24 Nov 2026, 13:00 (');
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

test('three checks without a number are told to its owner once, also after the process died that told it', async () => {
  const { make, bot, scene, until } = await openAlerts();
  await make('/owl alert any country sales yesterday < 1000');
  const [digest] = bot.subscribed();
  const words = { title: 'Sales', limit: 'below $1,000', question: 'sales', isEach: true };
  const pending = { kind: 'blank' } as const;
  const kept = { state: { breaches: [], blanks: 3 }, checked: Date.now(), pending, run: 'run', words };
  const first = await bot.alerts.report(digest!, kept, { runId: 'run', isRepeated: false });
  expect(first.posted?.channel).toMatch(/^D/);
  expect(await bot.alerts.report(digest!, kept, { runId: 'run', isRepeated: true })).toEqual({ message: undefined });
  const isTold = ({ text }: Seen) => text.includes('found no number three times in a row');
  await until(({ messages }) => messages.find(isTold));
  expect((await scene()).messages.filter(isTold)).toHaveLength(1);
});

test('it is listed, paused and stopped as what comes by itself', async () => {
  const { make, type, until, use, bot, alerts, pass } = await openAlerts();
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

test.each([
  ['alert sales yesterday < 1000', { text: 'sales yesterday < 1000', isFresh: false }],
  [
    'alert me when sales yesterday < 1000 every hour',
    { text: 'sales yesterday < 1000', when: 'every hour', isFresh: false },
  ],
  [
    'alert any country sales yesterday under 5, every weekday at 8:30, remind every 2 days, only if fresh',
    { text: 'any country sales yesterday under 5, remind every 2 days', when: 'every weekday at 8:30', isFresh: true },
  ],
  [
    'alert sales yesterday < 5 every Monday and Friday at noon',
    { text: 'sales yesterday < 5', when: 'every Monday and Friday at noon', isFresh: false },
  ],
  ['alert sales yesterday < 5 every minute', { text: 'sales yesterday < 5', when: 'every minute', isFresh: false }],
])('%s is read as an alert', async (text, parts) => {
  workspace = await openWorkspace();
  const { kind, ...rest } = parseCommand(text)!;
  expect(kind).toBe('alert');
  expect(Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))).toEqual(parts);
});

test('where the bot is not, nobody is promised anything', async () => {
  workspace = await openWorkspace();
  const { type, until, bot } = workspace;
  await type('/owl alert any country sales yesterday < 1000', 'board');
  await until(({ messages }) => messages.find(({ text }) => /invite it/.test(text) && !text.includes('digests.yml')));
  expect(bot.subscribed()).toEqual([]);
});
