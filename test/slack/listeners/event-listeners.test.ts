import { afterEach, expect, test } from 'vitest';

import type { Workspace } from '../../support/workspace.ts';

import { holdRun } from '../../support/held-run.ts';
import { answerTable, isAnswer, openWorkspace, wordsOf } from '../../support/workspace.ts';

let workspace: Workspace | undefined;

afterEach(async () => {
  await workspace?.close();
  workspace = undefined;
});

const answered =
  (words: string) =>
  ({ messages }: { messages: Parameters<typeof isAnswer>[0][] }) =>
    messages.find((message) => isAnswer(message) && wordsOf(message).includes(words));

test.each([
  ['pictures on our own host', { isPublic: true }],
  ['pictures uploaded', {}],
  ['Socket Mode', { isSocket: true }],
])('a mention is answered in its thread, and the thread goes on by itself: %s', async (_, options) => {
  workspace = await openWorkspace(options);
  const { post, type, until } = workspace;
  await type('@owlpost sales by city');
  const first = await until(answered('Sales by city'));
  const thread = first.thread_ts!;
  expect(thread).not.toBe(first.ts);
  await post('type', { channel: 'sales', thread, text: 'and only France' });
  const second = await until(answered('Country: France'));
  expect(second.thread_ts).toBe(thread);
  expect(wordsOf(second)).toContain('Sales by city');
  expect(wordsOf(second)).toMatch(
    /Follows “Sales by city · [^”]+”\. Now it is “Sales by city · [^”]*Country: France[^”]*”\./,
  );
  await post('type', { channel: 'sales', thread, text: '@owlpost by country?' });
  await until(answered('Sales by country'));
  expect(workspace.logged.filter(({ level }) => Number(level) >= 40)).toEqual([]);
});

test('a follow-up that comes before the answer changes the question that is worked on, and is the last one', async () => {
  const { run, release } = holdRun(({ sql }) => sql.includes('AS "City"'));
  workspace = await openWorkspace({ isPublic: true, run });
  const { post, type, until } = workspace;
  await type('@owlpost sales by city');
  const working = await until(({ messages }) => messages.find(({ text }) => text.startsWith('Looking up')));
  const thread = working.thread_ts!;
  await post('type', { channel: 'sales', thread, text: 'by country' });
  await until(answered('Sales by country'));
  release();
  await until(answered('Sales by city'));
  await post('type', { channel: 'sales', thread, text: 'only France' });
  const third = await until(answered('Country: France'));
  expect(wordsOf(third)).toContain('Sales by country');
});

test('what people say to one another in a thread is left alone', async () => {
  workspace = await openWorkspace({ isPublic: true });
  const { post, type, until } = workspace;
  await type('/owl sales');
  const first = await until(({ messages }) => messages.find(isAnswer));
  const thread = first.ts;
  for (const text of ['Thanks!', '@tomas only France', 'Is that right?'])
    await post('type', { channel: 'sales', thread, text, person: 'tomas' });
  await post('type', { channel: 'sales', text: 'only France' });
  await post('type', { channel: 'sales', thread, text: 'as table' });
  await until(({ messages }) => messages.find((message) => isAnswer(message) && message.thread_ts === thread));
  await workspace.bot.stop();
  const { messages } = await workspace.scene();
  expect(messages.filter(isAnswer)).toHaveLength(2);
  expect(messages.filter(({ ephemeral }) => ephemeral)).toEqual([]);
});

test('a direct message is answered in place, what is not understood in a sentence, and a text alone follows up', async () => {
  workspace = await openWorkspace({ isPublic: true });
  const { post, until } = workspace;
  const say = (text: string) => post('type', { channel: 'direct', text });
  await say('sales by city');
  expect((await until(answered('Sales by city'))).thread_ts).toBeUndefined();
  await say('without France');
  await until(answered('Country: not France'));
  await say('weather');
  await until(({ messages }) => messages.find(({ text }) => text.startsWith('No query is called "weather"')));
  await say('help');
  await until(({ messages }) => messages.find(({ text }) => text.startsWith('What you can ask')));
  await say('reset');
  await until(answered('Sales by country'));
});

test('/owl and … changes the last question of that person in that channel', async () => {
  workspace = await openWorkspace({ isPublic: true });
  const { type, until } = workspace;
  await type('/owl sales by city');
  await until(answered('Sales by city'));
  await type('/owl and only France & nobody else');
  await until(({ messages }) => messages.find(({ ephemeral, text }) => ephemeral && text.includes('nobody')));
  await type('/owl and only France');
  const second = await until(answered('Country: France'));
  expect(wordsOf(second)).toContain('Sales by city');
  await type('/owl sales');
  await until(answered('Sales by country'));
});

test('where the bot is invited it says what can be asked, with questions to click', async () => {
  workspace = await openWorkspace({ isPublic: true });
  const { type, until, use } = workspace;
  await type('/invite @owlpost', 'lounge');
  const hello = await until(({ messages }) => messages.find(({ text }) => text.startsWith('I am Owlpost.')));
  expect(wordsOf(hello)).toContain('What can be asked here: Sales.');
  await use(hello, 'ask/');
  await until(({ messages }) => messages.find((message) => isAnswer(message) && message.channel === hello.channel));
});

test('a person who opens the conversation with the bot is greeted once', async () => {
  workspace = await openWorkspace({ isPublic: true });
  const { post, until } = workspace;
  await post('home', { tab: 'messages' });
  const isHello = ({ text }: { text: string }) => text.startsWith('I am Owlpost.');
  await until(({ messages }) => messages.find(isHello));
  await post('home', { tab: 'messages' });
  await post('home', {});
  await until(({ home }) => home);
  expect((await workspace.scene()).messages.filter(isHello)).toHaveLength(1);
});

test('a person who has asked there already is not greeted behind the answer', async () => {
  workspace = await openWorkspace({ isPublic: true });
  const { post, until } = workspace;
  await post('type', { channel: 'direct', text: 'sales by city' });
  await until(({ messages }) => messages.find((message) => isAnswer(message) && message.channel.startsWith('D')));
  await post('home', { tab: 'messages' });
  await post('home', {});
  await until(({ home }) => home);
  expect((await workspace.scene()).messages.filter(({ text }) => text.startsWith('I am Owlpost.'))).toEqual([]);
});

test('a person who asks in the home tab is not greeted while the answer is still to come', async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const run: typeof answerTable = async (statement) => held.then(() => answerTable(statement));
  workspace = await openWorkspace({ isPublic: true, run });
  const { post, until } = workspace;
  await post('home', {});
  const home = await until((scene) => scene.home);
  const { block_id: block } = home.blocks.find(({ type: kind }) => kind === 'input')!;
  await post('act', { view: home.id, block, action: 'search', value: 'sales by city' });
  await post('home', { tab: 'messages' });
  await until(({ messages }) => messages.find(({ text }) => text.startsWith('Looking up')));
  release();
  await until(({ messages }) => messages.find(isAnswer));
  expect((await workspace.scene()).messages.filter(({ text }) => text.startsWith('I am Owlpost.'))).toEqual([]);
});

test.each([
  ['a command over HTTP', '/owl sales', {}],
  ['a mention over HTTP', '@owlpost sales', {}],
  ['a command over a socket', '/owl sales', { isSocket: true }],
  ['a mention over a socket', '@owlpost sales', { isSocket: true }],
])('%s that Slack delivers twice is answered once', async (_, text, options) => {
  workspace = await openWorkspace({ isPublic: true, ...options });
  await workspace.fault({ method: 'delivery', duplicates: 2, times: 2 }); // a mention comes as two events
  await workspace.type(text);
  await workspace.until(({ messages }) => messages.find(isAnswer));
  await workspace.bot.stop();
  expect((await workspace.scene()).messages.filter(isAnswer)).toHaveLength(1);
  expect(workspace.logged.filter(({ msg }) => msg === 'a request was delivered again')).toHaveLength(2);
});

test('a click that Slack delivers twice changes the answer once', async () => {
  workspace = await openWorkspace({ isPublic: true });
  const { type, until, use, fault } = workspace;
  await type('/owl sales');
  const first = await until(({ messages }) => messages.find(isAnswer));
  await fault({ method: 'delivery', duplicates: 2, times: 1 });
  await use(first, 'filter/sales/by', '=city');
  await until(answered('Sales by city'));
  await workspace.bot.stop();
  expect(workspace.audit).toHaveLength(2);
});

test('the picture of an answer that somebody deletes is deleted, too, when that is asked', async () => {
  workspace = await openWorkspace({ isPublic: true, pictureRules: { goesWithMessage: true } });
  const { type, until, bot, pictures } = workspace;
  await type('/owl sales by city');
  const { channel, ts } = await until(answered('Sales by city'));
  expect(pictures.size).toBe(1);
  await bot.digests.remove({ channel, ts });
  await expect.poll(() => pictures.size).toBe(0);
});

test('a picture with an address for all stays, and an uploaded one goes with its message', async () => {
  workspace = await openWorkspace({ isPublic: true });
  await workspace.type('/owl sales by city');
  const shown = await workspace.until(answered('Sales by city'));
  await workspace.bot.digests.remove(shown);
  await workspace.until(({ messages }) => !messages.some(({ ts }) => ts === shown.ts));
  expect(workspace.pictures.size).toBe(1);
  await workspace.close();
  workspace = await openWorkspace();
  await workspace.type('/owl sales by city');
  await workspace.bot.digests.remove(await workspace.until(answered('Sales by city')));
  const { calls } = workspace;
  await expect.poll(async () => (await calls()).filter(({ method }) => method === 'files.delete')).toHaveLength(1);
});

test.each([
  ['with a public URL', { isPublic: true, pictureRules: { goesWithMessage: true } }],
  ['uploaded', { isPublic: false }],
])('a picture goes when its message is deleted: %s', async (_, options) => {
  workspace = await openWorkspace(options);
  const { slack, type, until, pictures, calls } = workspace;
  await type('@owlpost sales by city');
  const { channel, ts } = await until(answered('Sales by city'));
  const picturesLeft = async () =>
    options.isPublic ? pictures.size : 1 - (await calls()).filter(({ method }) => method === 'files.delete').length;
  expect(await picturesLeft()).toBe(1);
  const headers = { authorization: `Bearer ${slack.token}`, 'content-type': 'application/json' };
  await fetch(`${slack.apiUrl}chat.delete`, { method: 'POST', headers, body: JSON.stringify({ channel, ts }) });
  await expect.poll(picturesLeft).toBe(0);
});
