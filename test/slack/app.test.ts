import { afterEach, expect, test } from 'vitest';

import type { Seen, Workspace } from '../support/workspace.ts';

import { buildCatalogue } from '../../src/catalogue/catalogue.ts';
import { parseQuery } from '../../src/catalogue/query-file.ts';
import { UserError } from '../../src/error.ts';
import { holdRun } from '../support/held-run.ts';
import { answerTable, controlIds, filledModal, find, isAnswer, openWorkspace, wordsOf } from '../support/workspace.ts';

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

/** An option of a menu that is fetched, as its form sends it. */
const chosen = (text: string) => ({ text: { type: 'plain_text', text }, value: `=${text}` });

const latest = (messages: Seen[], test: (message: Seen) => boolean) => messages.findLast(test);

const has = (action: string) => (message: Seen) => controlIds(message).some((id) => id.startsWith(action));

test('a slow question shows that it is worked on, and Cancel ends it', async () => {
  const { run, count } = holdRun(() => true);
  workspace = await openWorkspace({ run });
  const { type, until, use } = workspace;
  await type('/owl sales');
  const working = await until(({ messages }) => latest(messages, has('cancel')));
  expect(working.text).toBe('Looking up Sales by country · Last 12 months · Top: 10 …');
  await use(working, 'cancel');
  const cancelled = await until(({ messages }) =>
    messages.find(({ ts, text }) => ts === working.ts && text === 'Cancelled.'),
  );
  expect(find(cancelled, 'ask/')[1].value).toBe('sales');
  expect(count()).toBe(1);
});

test('a slow question says how long it usually takes', async () => {
  let isHolding = false;
  const { run, release } = holdRun(() => isHolding);
  workspace = await openWorkspace({ run, isPublic: true });
  const { type, until, use } = workspace;
  await type('/owl sales');
  const first = await until(({ messages }) => messages.find(isAnswer));
  isHolding = true;
  await use(first, 'filter/sales/by', '=city');
  const pending = await until(({ messages }) => latest(messages, has('cancel')));
  expect(wordsOf(pending)).toContain('Updating … It usually takes 1 s.');
  await type('/owl sales by city last month', 'marketing');
  await until(({ messages }) => messages.find(({ text }) => text.endsWith('… It usually takes 1 s.')));
  isHolding = false;
  release();
  await until(({ messages }) => messages.filter(isAnswer).length === 2);
});

test('a slow question says how much Athena has read so far', async () => {
  const { run, release, asked } = holdRun(() => true);
  workspace = await openWorkspace({ run, isPublic: true });
  const { type, until } = workspace;
  await type('/owl sales');
  const first = await until(({ messages }) => latest(messages, has('cancel')));
  const [by] = asked();
  by?.onProgress?.({ executionId: 'e-1', isQueued: false, scannedBytes: 1_200_000_000 });
  const later = await until(({ messages }) => messages.find(({ text }) => text.endsWith('It has read 1.2 GB so far.')));
  expect(later.ts).toBe(first.ts);
  release();
  const answer = await until(({ messages }) => messages.find(isAnswer));
  expect(answer.ts).toBe(first.ts);
});

test('a slow filter keeps the old answer in view; Cancel brings its filters back', async () => {
  const { run, release } = holdRun(
    ({ sql, parameters }) => sql.includes('AS "City"') && !parameters.includes("DATE '2026-10-01'"),
  );
  workspace = await openWorkspace({ run, isPublic: true });
  const { type, until, use } = workspace;
  await type('/owl sales');
  const first = await until(({ messages }) => messages.find(isAnswer));
  await use(first, 'filter/sales/by', '=city');
  const pending = await until(({ messages }) => latest(messages, has('cancel')));
  expect(wordsOf(pending)).toContain('Updating …');
  expect(pending.text).toBe(first.text);
  expect(pending.blocks?.some(({ type }) => type === 'image')).toBe(true);
  await use(pending, 'cancel');
  const restored = await until(({ messages }) => messages.find(isAnswer));
  expect(find(restored, 'filter/sales/by')[1].initial_option?.value).toBe('=country');
  release();
  expect((await workspace.scene()).messages.filter(isAnswer)).toHaveLength(1);
});

test('a later filter adds to an earlier one that still runs, whose answer never appears', async () => {
  const { run, release } = holdRun(
    ({ sql, parameters }) => sql.includes('AS "City"') && !parameters.includes("DATE '2026-10-01'"),
  );
  workspace = await openWorkspace({ run });
  const { type, until, use } = workspace;
  await type('/owl sales');
  const first = await until(({ messages }) => messages.find(isAnswer));
  await use(first, 'filter/sales/by', '=city');
  const pending = await until(({ messages }) => latest(messages, has('cancel')));
  await use(pending, 'filter/sales/period', '=last month');
  const second = await until(({ messages }) => messages.find(isAnswer));
  expect(wordsOf(second)).toContain('Sales by city · Last month');
  release();
  const { messages } = await workspace.scene();
  expect(messages.filter(isAnswer).map(({ ts }) => ts)).toEqual([second.ts]);
});

test.each([
  ['', 'What you can ask'],
  ['help', 'What you can ask'],
  ['help sales', 'Sales'],
  ['help slaes', 'No query is called “slaes”'.replace(/[“”]/g, '"')],
])('/owl %s answers its asker alone: %s', async (text, words) => {
  workspace = await openWorkspace();
  await workspace.type(`/owl ${text}`);
  const answer = await workspace.until(({ messages }) => messages.find(({ ephemeral }) => ephemeral));
  expect(answer.text).toContain(words);
  await workspace.use(answer, 'ask/');
  await workspace.until(({ messages }) =>
    messages.find((message) => message.ts > answer.ts && (isAnswer(message) || message.ephemeral)),
  );
});

test.each([
  ['an unknown query', '/owl weather', 'No query is called "weather"', answerTable],
  ['an unknown value', '/owl sales country=Atlantis', 'Atlantis', answerTable],
  ['10,000 characters', `/owl sales ${'x'.repeat(10_000)}`, 'at most 2,000 characters', answerTable],
  ['control characters and mentions', '/owl <!channel> \u202e\u0007', 'No query is called', answerTable],
  ['what the engine refuses', '/owl sales', 'Ask for less.', () => Promise.reject(new UserError('ask for less'))],
  ['a bug', '/owl sales', 'Something went wrong on my side', () => Promise.reject(new Error('broken'))],
])('%s is one sentence to the asker alone', async (_, text, words, run) => {
  workspace = await openWorkspace({ run });
  await workspace.type(text);
  const told = await workspace.until(({ messages }) => messages.find(({ ephemeral }) => ephemeral));
  expect(told.text).toContain(words);
  expect(told.text).not.toContain('<!channel>');
  const others = await workspace.scene('tomas');
  expect(others.messages.filter(({ user, text }) => user === 'U0WLPOST1' && text !== '').length).toBe(0);
});

test('a bug is logged whole, and named to the asker by a reference alone', async () => {
  workspace = await openWorkspace({ run: () => Promise.reject(new Error('secret detail')) });
  await workspace.type('/owl sales');
  const told = await workspace.until(({ messages }) => messages.find(({ ephemeral }) => ephemeral));
  const reference = /reference (\w{8})/.exec(told.text)?.[1];
  expect(wordsOf(told)).not.toContain('secret');
  expect(workspace.logged.find((entry) => entry.reference === reference)).toMatchObject({
    error: { message: 'secret detail' },
  });
});

test.each(['lounge', 'board'])(
  'in a channel without the bot, #%s, the asker learns how to invite it',
  async (channel) => {
    workspace = await openWorkspace();
    await workspace.type('/owl sales', channel);
    const told = await workspace.until(({ messages }) => messages.find(({ ephemeral }) => ephemeral));
    expect(told.text).toContain('/invite @owlpost');
    expect(find(told, 'ask/')[1].value).toBe('sales');
  },
);

test.each([
  ['cannot be drawn', { draw: () => Promise.reject(new Error('no fonts')) }, undefined, 'could not be drawn'],
  ['cannot be uploaded', {}, { method: 'files.getUploadURLExternal', error: 'internal_error' }, 'could not be shown'],
  ['is refused', {}, { method: 'chat.postMessage', error: 'invalid_blocks' }, 'could not be shown'],
])('the answer stands without a picture that %s', async (_, options, fault, words) => {
  workspace = await openWorkspace(options);
  if (fault) await workspace.fault({ times: 1, ...fault });
  await workspace.type('/owl sales');
  const answer = await workspace.until(({ messages }) => messages.find(isAnswer));
  expect(answer.text).toContain('France');
  expect(wordsOf(answer)).toContain(words);
  expect(answer.blocks?.some(({ type }) => type === 'image')).toBe(false);
});

test('a post that Slack puts off is made again', async () => {
  workspace = await openWorkspace({ isPublic: true });
  await workspace.fault({ method: 'chat.postMessage', retryAfter: 0, times: 1 });
  await workspace.type('/owl sales');
  await workspace.until(({ messages }) => messages.find(isAnswer));
});

test('Show as table, Show as chart', async () => {
  workspace = await openWorkspace();
  await workspace.type('/owl sales as table');
  const table = await workspace.until(({ messages }) => messages.find(isAnswer));
  expect(table.blocks?.find(({ type }) => type === 'data_table')?.rows).toMatchObject([
    [{ text: 'Country' }, { text: 'Sales' }],
    [{ text: 'France' }, { type: 'raw_number', value: 5000, text: '$5,000' }],
    [{}, {}],
    [{}, {}],
    [{ text: 'Türkiye' }, {}],
    [{}, {}],
  ]);
  await workspace.use(table, 'more', 'chart');
  const chart = await workspace.until(({ messages }) =>
    messages.find((message) => isAnswer(message) && message.ts !== table.ts),
  );
  expect(chart.blocks?.some(({ type }) => type === 'image')).toBe(true);
});

test("CSV comes into the answer's thread, with every digit", async () => {
  workspace = await openWorkspace();
  await workspace.type('/owl sales');
  const answer = await workspace.until(({ messages }) => messages.find(isAnswer));
  await workspace.use(answer, 'more', 'csv');
  const file = await workspace.until(({ messages }) => messages.find(({ files }) => files));
  expect(file).toMatchObject({ thread_ts: answer.ts, files: [{ title: 'sales.csv' }] });
});

test('an answer with a thread stays when the next one is posted anew', async () => {
  workspace = await openWorkspace();
  const { type, until, use, post } = workspace;
  await type('/owl sales');
  const first = await until(({ messages }) => messages.find(isAnswer));
  await post('type', { channel: 'sales', thread: first.ts, text: 'Really?' });
  await use(first, 'filter/sales/by', '=city');
  await until(({ messages }) => messages.find((message) => isAnswer(message) && message.ts !== first.ts));
  const old = await until(({ messages }) =>
    messages.find((message) => wordsOf(message).includes('A newer answer stands below.')),
  );
  expect([old.ts, old.text]).toEqual([first.ts, first.text]);
  expect(old.blocks?.map((block) => block.type)).toEqual(['section', 'image', 'context']);
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

test('the form of all filters changes several at once, and says at its input what cannot be', async () => {
  workspace = await openWorkspace();
  const { post, until, use, type } = workspace;
  await type('/owl sales');
  const answer = await until(({ messages }) => messages.find(isAnswer));
  await use(answer, 'filters');
  const form = await until(filledModal);
  const values = {
    'param/period': { 'filter/sales/period': chosen('the day after tomorrow') },
    'param/country': { 'filter/sales/country': ['=France', '=USA'] },
    'form/compare': { 'form/compare': '=last year' },
  };
  expect(await post('submit', { view: form.id, values })).toMatchObject({
    errors: { 'param/period': expect.stringContaining('period') },
  });
  await post('submit', {
    view: form.id,
    values: { ...values, 'param/period': { 'filter/sales/period': chosen('last quarter') } },
  });
  const second = await until(({ messages }) =>
    messages.find((message) => isAnswer(message) && message.ts !== answer.ts),
  );
  expect(wordsOf(second)).toContain(
    'Last quarter (1 Jul – 30 Sep 2026) · Country: France, USA · Top: 10 · vs last year (1 Jul – 30 Sep 2025)',
  );
});

test('custom dates, one number, and a menu too long for its message', async () => {
  workspace = await openWorkspace({ isPublic: true });
  const { post, until, use, type } = workspace;
  await type('/owl sales');
  const first = await until(({ messages }) => messages.find(isAnswer));
  await use(first, 'filter/sales/period', '?');
  const dates = await until(filledModal);
  await post('submit', {
    view: dates.id,
    values: { 'form/from': { 'form/from': '2025-03-01' }, 'form/to': { 'form/to': '2025-03-31' } },
  });
  const second = await until(({ messages }) =>
    messages.find((message) => isAnswer(message) && wordsOf(message).includes('1 – 31 Mar 2025')),
  );

  await use(second, 'filters');
  const form = await until(filledModal);
  const city = form.blocks.find(({ block_id }) => block_id === 'param/city')!;
  const menu = (city as unknown as { element: { type: string; action_id: string } }).element;
  expect(menu.type).toBe('external_select');
  const suggested = async (block: string, action: string, query: string) => {
    type Options = { text: { text: string }; value: string }[];
    const { options, option_groups: groups } = await post('suggest', { view: form.id, block, action, query });
    const [group] = (groups ?? []) as { label: { text: string }; options: Options }[];
    const texts = (group?.options ?? (options as Options)).map(({ text }) => text.text);
    return group ? [group.label.text, ...texts] : texts;
  };
  expect(await suggested('param/city', menu.action_id, 'city 24')).toEqual([
    '11 of 250 match',
    'City 24',
    ...Array.from({ length: 10 }, (_, index) => `City ${240 + index}`),
  ]);
  expect((await suggested('param/city', menu.action_id, ''))[0]).toBe('250 in all, the first 100 here');
  expect(await suggested('param/city', menu.action_id, 'nowhere')).toEqual([]);
  expect(await suggested('param/period', 'filter/sales/period', 'last 90 days')).toEqual(['last 90 days']);
  await post('submit', {
    view: form.id,
    values: {
      'param/top': { 'filter/sales/top': '3' },
      'param/city': { 'filter/sales/city': chosen('City 24') },
      'form/from': { 'form/from': '2025-03-01' },
      'form/to': { 'form/to': '2025-03-31' },
    },
  });
  const third = await until(({ messages }) =>
    messages.find((message) => isAnswer(message) && wordsOf(message).includes('City: City 24 · Top: 3')),
  );
  expect(wordsOf(third)).toContain('1 – 31 Mar 2025');
});

test("the home tab lists queries and digests, and answers in the person's own messages", async () => {
  const timing = { cron: '0 9 * * 1', timezone: 'UTC' };
  workspace = await openWorkspace({
    digests: [{ name: 'monday', questions: ['sales last week'], channel: '#sales', ...timing, onlyIf: [] }],
  });
  await workspace.post('home', {});
  const home = await workspace.until(({ home }) => home);
  const section = home.blocks.find(({ block_id }) => block_id.startsWith('query-0'))!;
  expect(JSON.stringify(home.blocks)).toContain('monday');
  await workspace.post('act', { view: home.id, block: section.block_id, action: section.accessory!.action_id });
  await workspace.until(({ messages }) =>
    messages.find((message) => isAnswer(message) && message.channel.startsWith('D')),
  );
});

test('stop() stops what runs and says so', async () => {
  const { run } = holdRun(() => true);
  workspace = await openWorkspace({ run });
  await workspace.type('/owl sales');
  const working = await workspace.until(({ messages }) => latest(messages, has('cancel')));
  await workspace.bot.stop();
  const { messages } = await workspace.scene();
  expect(messages.find(({ ts }) => ts === working.ts)?.text).toContain('restarting');
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

test.each([
  ['changed in place', { isPublic: true }],
  ['posted anew', {}],
])('another instance serves the next click, and a slower one does not overwrite it: %s', async (_, options) => {
  const { run, release } = holdRun(
    ({ sql, parameters }) => sql.includes('AS "City"') && !parameters.includes("DATE '2026-10-01'"),
  );
  workspace = await openWorkspace({ run, ...options });
  const { type, until, use, another } = workspace;
  await type('/owl sales country=France');
  const first = await until(({ messages }) => messages.find(isAnswer));
  await use(first, 'filter/sales/by', '=city');
  const pending = await until(({ messages }) => latest(messages, has('cancel')));
  await another({ run: answerTable });
  await use(pending, 'filter/sales/period', '=last month');
  const second = await until(({ messages }) => messages.find(isAnswer));
  expect(second.blocks?.[1]).toMatchObject({
    elements: [{ text: expect.stringMatching(/^Sales by city · Last month .* Country: France/) }],
  });
  const looks = async () =>
    (await workspace!.calls()).filter(({ method }) => method === 'conversations.history').length;
  const before = await looks();
  release();
  while ((await looks()) === before); // the slower instance looks at what stands there, and leaves it
  await workspace.bot.stop();
  const { messages } = await workspace.scene();
  expect(messages.filter(isAnswer).map(({ ts, text }) => [ts, text])).toEqual([[second.ts, second.text]]);
});

test('Cancel at another instance brings back what stood there, and the answer is not shown', async () => {
  const { run, release } = holdRun(
    ({ sql, parameters }) => sql.includes('AS "City"') && !parameters.includes("DATE '2026-10-01'"),
  );
  workspace = await openWorkspace({ run, isPublic: true });
  const { type, until, use, another } = workspace;
  await type('/owl sales');
  const first = await until(({ messages }) => messages.find(isAnswer));
  await use(first, 'filter/sales/by', '=city');
  const pending = await until(({ messages }) => latest(messages, has('cancel')));
  await another();
  await use(pending, 'cancel');
  const restored = await until(({ messages }) => messages.find(isAnswer));
  release();
  expect(find(restored, 'filter/sales/by')[1].initial_option?.value).toBe('=country');
  expect(restored.text).toBe(first.text);
});

test('a change by another instance is not forgotten by the one that answered first', async () => {
  workspace = await openWorkspace({ isPublic: true });
  const { type, until, use, another, slack, bot } = workspace;
  await type('/owl sales');
  const first = await until(({ messages }) => messages.find(isAnswer));
  await another();
  await use(first, 'filter/sales/by', '=city');
  const second = await until(({ messages }) =>
    messages.find((message) => isAnswer(message) && wordsOf(message).includes('Sales by city')),
  );
  slack.connect(bot.eventsUrl);
  await use(second, 'filter/sales/period', '=last month');
  await until(({ messages }) =>
    messages.find((message) => isAnswer(message) && wordsOf(message).includes('Sales by city · Last month')),
  );
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

test.each([
  ['changed in place', { isPublic: true }],
  ['posted anew', {}],
])('filters used all at once add up, and one answer remains: %s', async (_, options) => {
  let isHolding = false;
  const { run, release } = holdRun(() => isHolding);
  workspace = await openWorkspace({ run, ...options });
  const { type, until, use } = workspace;
  await type('/owl sales country=France period=2025');
  const first = await until(({ messages }) => messages.find(isAnswer));
  isHolding = true;
  await Promise.all([
    use(first, 'filter/sales/by', '=city'),
    use(first, 'filter/sales/period', '=last month'),
    use(first, 'remove/sales/country'),
    use(first, 'filter/sales/period', 'vs:last year'),
  ]);
  await until(({ messages }) => latest(messages, has('cancel')));
  isHolding = false;
  release();
  const words = ['Sales by city · Last month', 'vs last year'];
  await until(({ messages }) =>
    messages.find((message) => isAnswer(message) && words.every((word) => wordsOf(message).includes(word))),
  );
  await workspace.bot.stop();
  const { messages } = await workspace.scene();
  expect(messages.filter(({ ephemeral }) => !ephemeral).filter(({ blocks }) => blocks).length).toBe(1);
  expect(workspace.logged.filter(({ level }) => Number(level) >= 50)).toEqual([]);
});

test('a word with two meanings is answered, said so, and the other meaning is a button', async () => {
  const values = async (_: unknown, { name }: { name: string }) =>
    name === 'country' ? ['France', 'Luxembourg'] : name === 'city' ? ['Luxembourg', 'Paris'] : [];
  workspace = await openWorkspace({ isPublic: true, own: { values } });
  const { type, until, use } = workspace;
  await type('/owl sales by country in Luxembourg');
  const answered = await until(({ messages }) => messages.find(isAnswer));
  expect(wordsOf(answered)).toContain('“Luxembourg” is taken as Country Luxembourg; it could also be City Luxembourg.');
  expect(find(answered, 'instead/')[1].text?.text).toBe('“Luxembourg” as City Luxembourg');
  await use(answered, 'instead/');
  const instead = await until(({ messages }) =>
    messages.find(
      (message) => message.ts === answered.ts && isAnswer(message) && wordsOf(message).includes('City: Luxembourg'),
    ),
  );
  expect(wordsOf(instead)).not.toContain('is taken as');
  expect(workspace.audit.map(({ question }) => question)).toEqual([
    'sales country=Luxembourg',
    'sales city=Luxembourg',
  ]);
});

test('help on a query tells its values, how many and how old they are, and examples that run by a click', async () => {
  workspace = await openWorkspace({ own: { listedAt: () => new Date('2026-11-23T11:56:00Z') } });
  const { type, until, use } = workspace;
  await type('/owl help revenue');
  const guide = await until(({ messages }) => messages.find(has('ask/')));
  expect(wordsOf(guide)).toMatch(/country \(5, such as France, Germany\) · .*; read 4 minutes ago/);
  await use(guide, 'ask/0');
  await until(({ messages }) => messages.find(isAnswer));
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

test('a catalogue of 500 queries is found through a field and read page by page, in a message and in the home tab', async () => {
  const queries = Array.from({ length: 500 }, (_, index) => {
    const source = `/*---\ntitle: Report ${index}\ndescription: ${'What it says. '.repeat(20)}\n---*/\nSELECT ${index}`;
    return parseQuery(`report-${index}.sql`, source).query!;
  });
  const catalogue = buildCatalogue(queries);
  workspace = await openWorkspace({ own: { catalogue: () => catalogue } });
  const { type, until, use, post, logged } = workspace;
  await type('/owl');
  const guide = await until(({ messages }) => messages.find(has('find')));
  expect(wordsOf(guide)).toContain('Queries 1–20 of 500');

  await use(guide, 'list/on');
  const next = await until(({ messages }) =>
    messages.find((message) => wordsOf(message).includes('Queries 21–40 of 500')),
  );
  expect(next.ts).toBe(guide.ts);
  const [block, field] = find(next, 'find');
  const place = { channel: next.channel, ts: next.ts, block: block.block_id, action: field.action_id };
  const { options } = (await post('suggest', { ...place, query: 'report 33' })) as { options?: { value: string }[] };
  expect(options?.map(({ value }) => value).slice(0, 2)).toEqual(['=report-33', '=report-330']);
  await use(next, 'find', options?.[0]);
  await until(({ messages }) => messages.find((message) => wordsOf(message).includes('*Report 33*')));

  await post('home', {});
  const home = await until((scene) => scene.home);
  const turn = home.blocks.find(({ block_id }) => block_id.startsWith('find/'))!;
  await post('act', { view: home.id, block: turn.block_id, action: 'list/on' });
  await until((scene) => JSON.stringify(scene.home?.blocks ?? '').includes('Queries 21–40 of 500'));
  expect(logged.filter(({ level }) => Number(level) >= 40)).toEqual([]);
});
