import { afterEach, expect, test } from 'vitest';

import type { Workspace } from '../support/workspace.ts';

import { filledModal, find, isAnswer, openWorkspace, wordsOf } from '../support/workspace.ts';

let workspace: Workspace | undefined;

afterEach(async () => {
  await workspace?.close();
  workspace = undefined;
});

test.each([
  ['HTTP, pictures uploaded', {}],
  ['HTTP, pictures on our own host', { isPublic: true }],
  ['Socket Mode', { isSocket: true }],
])('a question is answered, and a filter changes the answer: %s', async (_, options) => {
  workspace = await openWorkspace(options);
  const { type, until, use } = workspace;
  expect(await type('/owl sales by country')).toMatchObject({ ok: true });
  const first = await until(({ messages }) => messages.find(isAnswer));
  expect(first.text).toContain('France');
  expect(first.blocks?.map((block) => block.type)).toEqual(['section', 'context', 'image', 'actions', 'context']);

  await use(first, 'filter/sales/by', '=city');
  const second = await until(({ messages }) =>
    messages.find((message) => isAnswer(message) && wordsOf(message).includes('Sales by city')),
  );
  expect(find(second, 'filter/sales/by')[1].initial_option?.text.text).toBe('by city');
  await until(({ messages }) => messages.filter(isAnswer).length === 1); // the first one is gone
  expect(workspace.logged.filter(({ level }) => Number(level) >= 40)).toEqual([]);
});

test("CSV comes into the answer's thread, with every digit", async () => {
  workspace = await openWorkspace();
  await workspace.type('/owl sales');
  const answer = await workspace.until(({ messages }) => messages.find(isAnswer));
  await workspace.use(answer, 'more', 'csv');
  const file = await workspace.until(({ messages }) => messages.find(({ files }) => files));
  expect(file).toMatchObject({ thread_ts: answer.ts, files: [{ title: 'sales.csv' }] });
});

test('the definition shows the SQL, its values and the execution', async () => {
  workspace = await openWorkspace();
  await workspace.type('/owl sales country=France');
  const answer = await workspace.until(({ messages }) => messages.find(isAnswer));
  await workspace.use(answer, 'more', 'details');
  const modal = await workspace.until(filledModal);
  const words = JSON.stringify(modal.blocks);
  for (const word of ['SELECT country', "'France'", '00000000-0000-0000-0000-000000000001', '#analytics'])
    expect(words).toContain(word);
});

test("the home tab lists queries and digests, and answers in the person's own messages", async () => {
  const timing = { cron: '0 9 * * 1', timezone: 'UTC' };
  workspace = await openWorkspace({
    digests: [{ name: 'monday', questions: ['sales last week'], channel: '#sales', ...timing, onlyIf: [] }],
  });
  await workspace.post('home', {});
  const home = await workspace.until(({ home }) => home);
  const section = home.blocks.find(({ block_id }) => block_id.startsWith('query-0'))!;
  expect(JSON.stringify(home.blocks)).toMatch(
    /\*Monday\* {2}Sales by country · Last week.+Every Monday at 09:00 \(UTC\) in #sales/,
  );
  await workspace.post('act', { view: home.id, block: section.block_id, action: section.accessory!.action_id });
  await workspace.until(({ messages }) =>
    messages.find((message) => isAnswer(message) && message.channel.startsWith('D')),
  );
});

test('pictures have addresses that nobody else can make', async () => {
  workspace = await openWorkspace({ isPublic: true });
  await workspace.type('/owl sales');
  await workspace.until(({ messages }) => messages.find(isAnswer));
  const calls = await workspace.calls();
  const address = /"image_url":"([^"]+)"/.exec(
    calls
      .map((call) => JSON.stringify(call.arguments))
      .join('')
      .replaceAll('\\', ''),
  )![1]!;
  const shown = await fetch(address);
  expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect((await fetch(address.replace(/s=.*/, 's=AAAA'))).status).toBe(404);
  expect((await fetch(`${workspace.bot.url}/health`)).status).toBe(200);
  expect((await fetch(`${workspace.bot.url}/elsewhere`)).status).toBe(404);
});

test('an answer that nobody remembers is worked out again for its definition and its CSV', async () => {
  workspace = await openWorkspace({ isPublic: true });
  const { type, until, use, another } = workspace;
  await type('/owl sales country=France');
  const answer = await until(({ messages }) => messages.find(isAnswer));
  await another();
  await use(answer, 'more', 'details');
  await until(({ modals }) => modals?.find(({ blocks }) => JSON.stringify(blocks).includes('SELECT country')));
  await use(answer, 'more', 'csv');
  await until(({ messages }) => messages.find(({ files }) => files));
});

test('the owners’ channel is told about a query file, and where the bot is not only the log', async () => {
  workspace = await openWorkspace();
  const { bot, until, logged } = workspace;
  await bot.digests.notify('#analytics', ['sales.sql:1:1: <!channel> — the last good version stays in use']);
  await until(({ messages }) => messages.find(({ text }) => text.startsWith('sales.sql:1:1: &lt;!channel&gt;')));
  await bot.digests.notify('#lounge', ['sales.sql is mended']);
  expect(logged.at(-1)).toMatchObject({
    channel: '#lounge',
    reason: expect.stringContaining('the bot is not in #lounge'),
  });
});
