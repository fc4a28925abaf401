import { afterEach, expect, test } from 'vitest';

import type { Workspace } from '../../support/workspace.ts';

import { parseCommand } from '../../../src/slack/listeners/chat-commands.ts';
import { controlIds, isAnswer, openWorkspace, wordsOf } from '../../support/workspace.ts';

let workspace: Workspace;

afterEach(() => workspace.close());

/** Subscribes the channel of the tests to the answer that stands in it, as Mira; returns the message that says so. */
async function subscribed() {
  workspace = await openWorkspace();
  const { type, until } = workspace;
  await type('/owl sales in France');
  await until(({ messages }) => messages.find(isAnswer));
  await type('/owl subscribe every Monday at 09:00 only if changed');
  return until(({ messages }) => messages.find((message) => wordsOf(message).includes('subscribed this channel')));
}

test('a channel is subscribed to the last answer, by the clocks of who asks, and told the next dates', async () => {
  const said = await subscribed();
  expect(wordsOf(said)).toContain('Country: France · Top: 10”: it comes every Monday at 09:00 (Europe/Berlin).');
  expect(wordsOf(said)).toMatch(/Next: .*30 Nov 2026, 09:00.* · .*7 Dec 2026.* · .*14 Dec 2026/);
  expect(wordsOf(said)).toContain('Only when the numbers have changed');
  expect(said.ephemeral).toBe(false);
  expect(workspace.bot.subscribed()).toEqual([
    {
      name: expect.stringMatching(/^subscription-/),
      questions: ['sales country=France'],
      channel: said.channel,
      cron: '0 9 * * 1',
      when: 'every Monday at 09:00',
      timezone: 'Europe/Berlin',
      owner: 'U0MIRA0001',
      onlyIf: ['changed'],
      isPaused: false,
      since: new Date('2026-11-23T12:00:00Z'),
    },
  ]);
});

test('its owner lists, pauses, resumes, runs and stops it, and nobody else does', async () => {
  const said = await subscribed();
  const { type, until, use, post, bot } = workspace;
  const [{ name } = { name: '' }] = bot.subscribed();
  const adjust = {
    channel: said.channel,
    ts: said.ts,
    block: said.blocks![0]!.block_id,
    action: said.blocks![0]!.accessory!.action_id,
  };
  await post('act', { person: 'tomas', ...adjust });
  await until(
    ({ messages }) => messages.find(({ text }) => text.startsWith('Only who asked for this can change it')),
    'tomas',
  );
  await type('/owl digests');
  const listed = await until(({ messages }) => messages.find(({ text }) => text === 'What comes by itself'));
  expect(wordsOf(listed)).toContain('Every Monday at 09:00 in <#');
  expect(wordsOf(listed)).toContain('30 Nov 2026, 09:00 (Europe/Berlin)');
  const dueAt = new Date('2026-11-23T11:59:00Z');
  const schedule = { digest: name, cron: '0 9 * * 1', timezone: 'UTC', since: dueAt };
  await workspace.deliveries.enter([{ schedule, occurrences: [{ dueAt, state: 'due' }] }], dueAt);
  await use(listed, `subscription/${name}`, `pause ${name}`);
  await until(({ messages }) => messages.find(({ text }) => text.includes('is paused.')));
  expect(bot.subscribed()).toEqual([]);
  expect(await workspace.deliveries.list()).toMatchObject([
    { state: 'skipped', reason: 'its subscription was paused before it was posted' },
  ]);
  await type('/owl my digests');
  const again = await until(({ messages }) => messages.find((message) => wordsOf(message).includes('"Paused"')));
  await use(again, `subscription/${name}`, `resume ${name}`);
  await until(({ messages }) => messages.find(({ text }) => text.includes('comes again.')));
  expect(bot.subscribed()).toHaveLength(1);
  await use(listed, `subscription/${name}`, `run ${name}`);
  const posted = await until(({ messages }) =>
    messages.find((message) => controlIds(message).some((id) => id.startsWith('subscription/stop'))),
  );
  expect(wordsOf(posted)).toContain('Unsubscribe');
  await use(posted, 'subscription/stop');
  await until(({ messages }) => messages.find(({ text }) => text.includes('does not come any more.')));
  expect(bot.subscribed()).toEqual([]);
});

test('the home shows what is mine, and pauses it there', async () => {
  await subscribed();
  const { post, until, bot } = workspace;
  const [{ name } = { name: '' }] = bot.subscribed();
  await post('home', {});
  const home = await until(
    (scene) => scene.home && JSON.stringify(scene.home).includes('What comes to you') && scene.home,
  );
  const row = home.blocks.find(({ accessory }) => accessory?.action_id === `subscription/${name}`)!;
  await post('act', {
    view: home.id,
    block: row.block_id,
    action: row.accessory!.action_id,
    value: `pause ${name}`,
  });
  await until((scene) => JSON.stringify(scene.home ?? '').includes('"Paused"'));
  expect(bot.subscribed()).toEqual([]);
});

test('in a direct message it speaks of the person, and both stand on the home tab', async () => {
  const said = await subscribed();
  const { type, until, post } = workspace;
  await type('/owl subscribe to sales by city every weekday at 8:30', 'direct');
  const own = await until(({ messages }) =>
    messages.find((message) => wordsOf(message).includes('You are subscribed')),
  );
  expect(own.channel).not.toBe(said.channel);
  expect(wordsOf(own)).not.toContain('this channel');
  await post('home', {});
  const home = JSON.stringify((await until((scene) => scene.home)).blocks);
  for (const words of [
    'Country: France',
    'Every Monday at 09:00',
    'Sales by city',
    'Every weekday at 8:30 to you alone',
  ]) {
    expect(home).toContain(words);
  }
});

test.each([
  ['/owl subscribe', 'it does not say when: write every Monday at 09:00'],
  ['/owl subscribe every blue moon', '"every blue moon" is no time that comes round: write every Monday at 09:00'],
  ['/owl subscribe every Monday at 9', 'there is no answer here yet to subscribe to: ask a question first'],
  ['/owl subscribe to slaes every Monday at 9', 'no query is called "slaes"'],
  [
    '/owl subscribe to sales every day at 9 only if sunny',
    'only if takes fresh, not empty, changed, and "sunny" is none of them',
  ],
  [
    '/owl subscribe to sales every day at 9 only if fresh to tomorrow',
    '"tomorrow" is no day that the data can reach: write fresh to today, or yesterday',
  ],
])('%s is one clear sentence', async (text, sentence) => {
  workspace = await openWorkspace();
  await workspace.type(text);
  const start = sentence.slice(1, 30);
  await workspace.until(({ messages }) => messages.find((message) => message.text.includes(start)));
  expect(workspace.bot.subscribed()).toEqual([]);
});

test.each([
  ['subscribe', {}],
  ['subscribe every Monday at 09:00', { when: 'every Monday at 09:00' }],
  [
    'subscribe to sales by country last week every weekday at 8:30',
    { text: 'sales by country last week', when: 'every weekday at 8:30' },
  ],
  [
    'subscribe sales every day at noon only if changed',
    { text: 'sales', when: 'every day at noon', onlyIf: 'changed' },
  ],
])('%s is read as a subscription', async (text, parts) => {
  workspace = await openWorkspace();
  const { kind, ...rest } = parseCommand(text)!;
  expect(kind).toBe('subscribe');
  expect(Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))).toEqual(parts);
});

test('the day that the data must reach can be typed', async () => {
  workspace = await openWorkspace();
  await workspace.type('/owl subscribe to sales every day at 9 only if fresh to 2 days ago and changed');
  await workspace.until(() => workspace.bot.subscribed().length > 0);
  expect(workspace.bot.subscribed()).toMatchObject([{ onlyIf: ['fresh', 'changed'], fresh: '2 days ago' }]);
});

test('where the bot is not, nothing is subscribed', async () => {
  workspace = await openWorkspace();
  const { type, until, bot } = workspace;
  await type('/owl subscribe to sales every Monday at 9', 'board');
  await until(({ messages }) => messages.find(({ text }) => /invite it/.test(text) && !text.includes('digests.yml')));
  expect(bot.subscribed()).toEqual([]);
});
