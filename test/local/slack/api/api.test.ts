import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import type { LocalSlack } from '../../../../src/local/slack/server.ts';
import type { Wire } from '../../../support/person.ts';

import { openSlack } from '../../../../src/local/slack/server.ts';
import { drawing } from '../../../support/bot.ts';
import { actAs, apiOf, manualClock, uploadFile } from '../../../support/person.ts';

const { clock, turn } = manualClock();

/** All that the methods of this Slack ask for. */
const SCOPES = [
  ...['chat:write', 'files:read', 'files:write', 'links:write', 'users:read'],
  ...['channels', 'groups', 'im', 'mpim'].flatMap((kind) => [`${kind}:read`, `${kind}:history`]),
];

let slack: LocalSlack;

let call: ReturnType<typeof apiOf>;

beforeAll(async () => {
  slack = await openSlack({ clock, fileDelay: 1000, manifest: { scopes: SCOPES } });
  call = apiOf(slack);
});

afterAll(() => slack.close());

afterEach(() => fetch(`${slack.url}/playground/faults`, { method: 'DELETE' }));

const say = async (text = 'Hello', more: object = {}) =>
  (await call('chat.postMessage', { channel: 'C0SALES001', text, ...more })) as Wire;

const divider = { type: 'divider' };

describe('tokens', () => {
  test.each<[string, string, string, object]>([
    [
      'the right one',
      'bot',
      'auth.test',
      { ok: true, user_id: 'U0WLPOST1', bot_id: 'B0WLPOST1', team_id: 'T0WLPOST1' },
    ],
    ['none', '', 'auth.test', { ok: false, error: 'not_authed' }],
    ['another', 'xoxb-1', 'auth.test', { ok: false, error: 'invalid_auth' }],
    ['the app token for a bot method', 'app', 'auth.test', { ok: false, error: 'not_allowed_token_type' }],
    ['the bot token for an app method', 'bot', 'apps.connections.open', { ok: false, error: 'not_allowed_token_type' }],
    ['a method that there is not', 'bot', 'chat.shout', { ok: false, error: 'unknown_method' }],
  ])('%s', async (_name, token, method, outcome) => {
    const given = { bot: slack.token, app: slack.appToken }[token] ?? token;
    expect(await apiOf(slack, given)(method)).toMatchObject(outcome);
  });

  test('scopes are asked for as the manifest declares them', async () => {
    const strict = await openSlack({
      manifest: { scopes: ['commands', 'chat:write.public', 'chat:write'] },
    });
    const api = apiOf(strict);
    expect(await api('files.info', { file: 'F1' })).toMatchObject({
      error: 'missing_scope',
      needed: 'files:read',
      provided: 'commands,chat:write.public,chat:write',
    });
    expect(await api('chat.postMessage', { channel: 'lounge', text: 'Hello' })).toMatchObject({ ok: true });
    expect(await api('chat.postMessage', { channel: 'board', text: 'Hello' })).toMatchObject({
      error: 'channel_not_found',
    });
    await strict.close();
  });
});

test.each([
  ['C0SALES001', 'channels:history'],
  ['C0OPS00001', 'groups:history'],
  ['U0MIRA0001', 'im:history'],
  ['G0MPDM0002', 'mpim:history'],
])('the messages of %s are read with %s alone', async (channel, needed) => {
  const all = ['channels:history', 'groups:history', 'im:history', 'mpim:history'];
  const without = await openSlack({ manifest: { scopes: all.filter((scope) => scope !== needed) } });
  const alone = await openSlack({ manifest: { scopes: [needed] } });
  expect(await apiOf(without)('conversations.history', { channel })).toMatchObject({ error: 'missing_scope', needed });
  expect(await apiOf(alone)('conversations.history', { channel })).toMatchObject({ ok: true });
  await Promise.all([without.close(), alone.close()]);
});

describe('chat.postMessage', () => {
  test.each<[string, object, object]>([
    ['by id', { channel: 'C0SALES001', text: 'x' }, { ok: true, channel: 'C0SALES001' }],
    ['by name', { channel: '#sales', text: 'x' }, { ok: true, channel: 'C0SALES001' }],
    ['to a person', { channel: 'U0MIRA0001', text: 'x' }, { ok: true }],
    ['nowhere', { text: 'x' }, { error: 'invalid_arguments' }],
    ['to no channel', { channel: 'C1', text: 'x' }, { error: 'channel_not_found' }],
    ['where the bot is not', { channel: 'lounge', text: 'x' }, { error: 'not_in_channel' }],
    ['where the bot is not, in private', { channel: 'board', text: 'x' }, { error: 'channel_not_found' }],
    ['to a private channel by its id', { channel: 'C0OPS00001', text: 'x' }, { ok: true }],
    ['to a private channel by its name', { channel: '#ops', text: 'x' }, { error: 'channel_not_found' }],
    ['to two people who talk alone', { channel: 'D0MIRATOM1', text: 'x' }, { error: 'channel_not_found' }],
    ['to a group without the bot', { channel: 'G0MPDM0001', text: 'x' }, { error: 'channel_not_found' }],
    ['to a group with the bot', { channel: 'G0MPDM0002', text: 'x' }, { ok: true }],
    ['to an archived channel', { channel: 'spring-launch', text: 'x' }, { error: 'is_archived' }],
    [
      'where only admins post',
      { channel: 'announcements', text: 'x' },
      { error: 'restricted_action_read_only_channel' },
    ],
    ['to a channel that is shared with others', { channel: 'C0NORTHW01', text: 'x' }, { ok: true }],
    ['4,001 characters', { channel: 'sales', text: 'x'.repeat(4001) }, { error: 'msg_too_long' }],
    ['nothing', { channel: 'sales' }, { error: 'no_text' }],
    ['no list of blocks', { channel: 'sales', blocks: '"x"' }, { error: 'invalid_blocks_format' }],
    ['no JSON', { channel: 'sales', blocks: '[' }, { error: 'invalid_blocks_format' }],
    [
      'bad blocks',
      { channel: 'sales', blocks: [{ type: 'header' }] },
      {
        error: 'invalid_blocks',
        errors: ['missing required field: text [json-pointer:/blocks/0]'],
        response_metadata: { messages: ['[ERROR] missing required field: text [json-pointer:/blocks/0]'] },
      },
    ],
    [
      'too many words',
      {
        channel: 'sales',
        blocks: Array.from({ length: 5 }, () => ({
          type: 'section',
          text: { type: 'mrkdwn', text: 'x'.repeat(3000) },
        })),
      },
      { error: 'msg_blocks_too_long' },
    ],
    ['metadata without a type', { channel: 'sales', text: 'x', metadata: {} }, { error: 'invalid_metadata_format' }],
    [
      'much metadata',
      { channel: 'sales', text: 'x', metadata: { event_type: 'x', event_payload: { x: 'x'.repeat(8000) } } },
      { error: 'metadata_too_large' },
    ],
  ])('%s', async (_name, fields, outcome) => {
    expect(await call('chat.postMessage', fields)).toMatchObject(outcome);
  });

  test('4,000 characters are taken', async () => {
    expect((await say('🦉'.repeat(4000))).message.text).toHaveLength(8000);
  });

  test('blocks and controls get ids', async () => {
    const { message } = await say('x', { blocks: [{ type: 'actions', elements: [{ type: 'datepicker' }] }] });
    expect(message.blocks[0]).toMatchObject({
      block_id: expect.any(String),
      elements: [{ action_id: expect.any(String) }],
    });
  });
});

describe('chat.update and chat.delete', () => {
  test.each<[string, object, { edited: boolean; blocks: boolean }]>([
    ['another text is marked as edited and takes the blocks away', { text: 'New' }, { edited: true, blocks: false }],
    ['blocks are not marked', { text: 'New', blocks: [divider] }, { edited: false, blocks: true }],
  ])('%s', async (_name, fields, outcome) => {
    const { ts, channel } = await say('Old', { blocks: [divider] });
    const { message } = await call('chat.update', { channel, ts, ...fields });
    expect({ edited: 'edited' in message, blocks: 'blocks' in message }).toEqual(outcome);
  });

  test.each<[string, object, string]>([
    ['a channel by its name', { channel: 'sales' }, 'channel_not_found'],
    ['no message', { ts: '1.2' }, 'message_not_found'],
    ['a long text', { text: 'ü'.repeat(2001) }, 'msg_too_long'],
  ])('%s is refused', async (_name, fields, error) => {
    const { ts, channel } = await say();
    expect(await call('chat.update', { channel, ts, text: 'New', ...fields })).toMatchObject({ ok: false, error });
  });

  test("a person's message is not the bot's to change", async () => {
    const mira = actAs(slack, 'mira');
    await mira.types('sales', 'Mine');
    const { ts, channel } = await mira.sees('sales', ({ text }) => text === 'Mine');
    expect(await call('chat.update', { channel, ts, text: 'x' })).toMatchObject({ error: 'cant_update_message' });
    expect(await call('chat.delete', { channel, ts })).toMatchObject({ error: 'cant_delete_message' });
  });

  test('an ephemeral message can neither be updated nor read', async () => {
    const channel = 'C0SALES001';
    const { message_ts: ts } = await call('chat.postEphemeral', { channel, user: 'U0MIRA0001', text: 'Psst' });
    expect(await call('chat.update', { channel, ts, text: 'x' })).toMatchObject({ error: 'message_not_found' });
    const { messages } = await call('conversations.history', { channel, limit: 999 });
    expect(messages.some((message: Wire) => message.ts === ts)).toBe(false);
    expect((await actAs(slack, 'mira').messages('sales')).some((message) => message.ts === ts)).toBe(true);
    expect((await actAs(slack, 'jonas').messages('sales')).some((message) => message.ts === ts)).toBe(false);
    expect(await call('chat.postEphemeral', { channel: 'C0OPS00001', user: 'U0JONAS004', text: 'x' })).toMatchObject({
      error: 'user_not_in_channel',
    });
  });

  test('the parent of a thread leaves its place holder', async () => {
    const { ts, channel } = await say('Parent');
    await say('Reply', { thread_ts: ts });
    await call('chat.delete', { channel, ts });
    const { messages } = await call('conversations.replies', { channel, ts });
    expect(messages.map(({ subtype, text }: Wire) => subtype ?? text)).toEqual(['tombstone', 'Reply']);
    await call('chat.delete', { channel, ts: messages[1].ts });
    expect((await call('conversations.replies', { channel, ts })).messages[0].reply_count).toBeUndefined();
  });
});

describe('files', () => {
  const image = (id: string) => ({ type: 'image', slack_file: { id }, alt_text: 'A chart' });

  test('a file can be used a while after it was completed, and its image gets a size', async () => {
    const id = await uploadFile(slack, await drawing(3, 300));
    expect((await call('files.info', { file: id })).file).toMatchObject({ mimetype: '', filetype: '' });
    expect(await say('x', { blocks: [divider, image(id)] })).toMatchObject({
      error: 'invalid_blocks',
      errors: ['invalid slack file [json-pointer:/blocks/1/slack_file]'],
    });
    turn(1000);
    expect((await call('files.info', { file: id })).file).toMatchObject({
      mimetype: 'image/png',
      filetype: 'png',
      original_w: 300,
    });
    const { message } = await say('x', { blocks: [image(id)] });
    expect(message.blocks[0]).toMatchObject({ image_width: 300, image_height: 150, fallback: '300x150px image' });
    const again = await say('x', { blocks: message.blocks });
    expect(again.errors).toContain('invalid additional property: image_width [json-pointer:/blocks/0]');
  });

  test.each<[string, (id: string, ts: string) => Promise<unknown>, object]>([
    [
      'chat.postMessage shares a private file',
      (id) => say('Shown', { blocks: [image(id)] }),
      { src: expect.stringContaining('/files/F') },
    ],
    [
      'chat.update does not',
      (id, ts) => call('chat.update', { channel: 'C0SALES001', ts, text: 'Shown', blocks: [image(id)] }),
      { missing: true },
    ],
  ])('%s', async (_name, send, shown) => {
    const { ts } = await say('Before');
    const id = await uploadFile(slack, await drawing(2, 100));
    turn(1000);
    expect(await send(id, ts)).toMatchObject({ ok: true });
    const { blocks } = await actAs(slack, 'mira').sees('sales', ({ text }) => text === 'Shown');
    expect(blocks[0]).toMatchObject(shown);
    await call('chat.delete', { channel: 'C0SALES001', ts });
  });

  test('a file that was shared before may come by chat.update', async () => {
    const id = await uploadFile(slack, await drawing(2, 100), { channel_id: 'C0SALES001', initial_comment: 'Shared' });
    turn(1000);
    const { ts, channel } = await say('Before');
    await call('chat.update', { channel, ts, text: 'After', blocks: [image(id)] });
    const { blocks } = await actAs(slack, 'mira').sees('sales', ({ text }) => text === 'After');
    expect(blocks[0]).toMatchObject({ src: `/playground/files/${id}` });
    const picture = await fetch(`${slack.url}${blocks[0].src}`);
    expect(picture.headers.get('content-type')).toBe('image/png');
  });

  test('what is no PNG, JPEG or GIF cannot be an image', async () => {
    const id = await uploadFile(slack, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'));
    turn(1000);
    expect(await say('x', { blocks: [image(id)] })).toMatchObject({ error: 'invalid_blocks' });
  });

  test('private addresses open to the token alone', async () => {
    const { file } = await call('files.info', { file: await uploadFile(slack, await drawing(1, 100)) });
    expect((await fetch(file.url_private)).status).toBe(401);
    const headers = { authorization: `Bearer ${slack.token}` };
    expect((await fetch(file.url_private, { headers })).headers.get('content-type')).toBe('image/png');
  });

  test.each<[string, object, string]>([
    ['files.info', { file: 'F1' }, 'file_not_found'],
    ['files.completeUploadExternal', { files: [{ id: 'F1' }] }, 'file_not_found'],
    ['files.completeUploadExternal', {}, 'invalid_arguments'],
    ['files.getUploadURLExternal', { filename: 'x' }, 'invalid_arguments'],
  ])('%s %j', async (method, fields, error) => {
    expect(await call(method, fields)).toMatchObject({ ok: false, error });
  });
});

describe('image_url', () => {
  test('is fetched once and served to the page from here', async () => {
    const bytes = await drawing(2, 200);
    let asked = 0;
    const server = createServer((request, response) => {
      asked += 1;
      response.writeHead(request.url === '/chart.png' ? 200 : 404).end(bytes);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const post = (path: string) =>
      say('By address', { blocks: [{ type: 'image', image_url: `${origin}${path}`, alt_text: 'A chart' }] });

    expect((await post('/chart.png')).message.blocks[0]).toMatchObject({ image_width: 200, image_bytes: bytes.length });
    await post('/chart.png');
    expect(asked).toBe(1);
    const { blocks } = await actAs(slack, 'mira').sees('sales', ({ text }) => text === 'By address');
    expect((await fetch(`${slack.url}${blocks[0].src}`)).headers.get('content-type')).toBe('image/png');
    expect(await post('/none.png')).toMatchObject({
      error: 'invalid_blocks',
      errors: ['downloading image failed [json-pointer:/blocks/0/image_url]'],
    });
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('conversations and users', () => {
  test('history is newest first, in pages, and shows metadata on demand', async () => {
    const channel = 'C0MARKET01';
    const metadata = { event_type: 'run', event_payload: { id: '7' } };
    const { ts } = await call('chat.postMessage', { channel, text: 'One', metadata });
    await call('chat.postMessage', { channel, text: 'In the thread', thread_ts: ts });
    await call('chat.postMessage', { channel, text: 'Two' });
    const first = await call('conversations.history', { channel, limit: 1 });
    expect(first).toMatchObject({ messages: [{ text: 'Two' }], has_more: true });
    const second = await call('conversations.history', {
      channel,
      limit: 1,
      cursor: first.response_metadata.next_cursor,
      include_all_metadata: true,
    });
    expect(second).toMatchObject({ messages: [{ text: 'One', metadata, reply_count: 1 }], has_more: false });
    expect((await call('conversations.history', { channel })).messages[1].metadata).toBeUndefined();
    const { messages } = await call('conversations.history', { channel, oldest: ts, latest: ts, inclusive: true });
    expect(messages).toHaveLength(1);
  });

  test.each<[string, object, object]>([
    ['conversations.info', { channel: 'C0SALES001' }, { channel: { name: 'sales', is_member: true, num_members: 5 } }],
    ['conversations.info', { channel: 'C0LOUNGE01' }, { channel: { is_member: false } }],
    ['conversations.info', { channel: 'C0BOARD001' }, { error: 'channel_not_found' }],
    ['conversations.history', { channel: 'C0LOUNGE01' }, { error: 'not_in_channel' }],
    ['conversations.replies', { channel: 'C0SALES001', ts: '1.1' }, { error: 'thread_not_found' }],
    ['users.conversations', { types: 'private_channel' }, { channels: [{ name: 'ops' }, { name: 'northwind' }] }],
    ['users.conversations', { types: 'mpim' }, { channels: [{ is_mpim: true, name: 'mpdm-mira--tomas--owlpost-1' }] }],
    ['users.conversations', { types: 'party' }, { error: 'invalid_types' }],
    ['users.conversations', { types: '__proto__' }, { error: 'invalid_types' }],
    ['conversations.info', { channel: 'C0SPRING01' }, { channel: { is_archived: true } }],
    ['conversations.info', { channel: 'C0NORTHW01' }, { channel: { is_ext_shared: true } }],
    ['users.info', { user: 'U0PRIYA003' }, { user: { real_name: 'Priya Raman', tz: 'Asia/Kolkata' } }],
    ['users.info', { user: 'U0GUEST005' }, { user: { is_restricted: true, is_stranger: false } }],
    ['users.info', { user: 'U0PARTNR06' }, { user: { team_id: 'T0PARTNER1', is_stranger: true } }],
    ['users.info', { user: 'U1' }, { error: 'user_not_found' }],
    ['users.lookupByEmail', { email: 'priya@owlpost.example.com' }, { error: 'missing_scope' }],
    ['views.open', { view: { type: 'modal' }, trigger_id: '1' }, { error: 'invalid_arguments' }],
  ])('%s %j', async (method, fields, outcome) => {
    expect(await call(method, fields)).toMatchObject(outcome);
  });
});

test('people are found by their addresses with the scope for it', async () => {
  const known = await openSlack();
  const lookUp = (email: string) => apiOf(known)('users.lookupByEmail', { email });
  expect(await lookUp('Priya@owlpost.example.com')).toMatchObject({ user: { id: 'U0PRIYA003' } });
  expect(await lookUp('nobody@owlpost.example.com')).toMatchObject({ error: 'users_not_found' });
  await known.close();
});

describe('faults on demand', () => {
  test.each<[string, object, object]>([
    ['an error', { error: 'internal_error' }, { status: 200, ok: false, error: 'internal_error' }],
    ['a status', { status: 503 }, { status: 503 }],
    ['too many', { retryAfter: 7 }, { status: 429, error: 'ratelimited' }],
  ])('%s, once', async (_name, fault, outcome) => {
    await actAs(slack, 'mira').post('faults', { method: 'chat.postMessage', times: 1, ...fault });
    const answer = await say();
    expect(answer).toMatchObject(outcome);
    expect(answer.headers.get('retry-after')).toBe('retryAfter' in fault ? '7' : null);
    expect(await say()).toMatchObject({ ok: true });
  });

  test('a call that is made, and whose answer is lost', async () => {
    const mira = actAs(slack, 'mira');
    await mira.post('faults', { method: 'chat.postMessage', lost: true, times: 1 });
    await expect(call('chat.postMessage', { channel: 'C0SALES001', text: 'Lost on its way' })).rejects.toThrow();
    expect((await mira.messages('sales')).filter(({ text }) => text === 'Lost on its way')).toHaveLength(1);
  });

  test('a connection that is cut', async () => {
    await actAs(slack, 'mira').post('faults', { method: '*', cut: true, times: 1 });
    await expect(say()).rejects.toThrow('fetch failed');
  });
});

describe('rate limits', () => {
  let limited: LocalSlack;

  const call = (method: string, fields: object) => apiOf(limited)(method, fields);

  const say = (channel = 'C0SALES001') => call('chat.postMessage', { channel, text: 'Hello' });

  beforeAll(async () => {
    limited = await openSlack({ clock, hasRateLimits: true, manifest: { scopes: SCOPES } });
  });

  afterAll(() => limited.close());

  test('one message a second in a channel', async () => {
    expect(await say()).toMatchObject({ ok: true });
    const refused = await say();
    expect(refused).toMatchObject({ status: 429, error: 'ratelimited' });
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await say('C0MARKET01')).toMatchObject({ ok: true });
    turn(1000);
    expect(await say()).toMatchObject({ ok: true });
  });

  test('fifty updates a minute in the whole workspace, and others meanwhile', async () => {
    const update = () => call('chat.update', { channel: 'C0SALES001', ts: '1.1', text: 'x' });
    for (let count = 0; count < 50; count++) expect(await update()).toMatchObject({ error: 'message_not_found' });
    const refused = await update();
    expect(refused).toMatchObject({ status: 429 });
    expect(refused.headers.get('retry-after')).toBe('60');
    expect(await call('chat.delete', { channel: 'C0SALES001', ts: '1.1' })).toMatchObject({ status: 200 });
    turn(60_000);
    expect(await update()).toMatchObject({ status: 200 });
  });
});

test('texts come back with entities, text objects with their defaults, typed and own data as it was', async () => {
  const option = (text: string) => ({ text: { type: 'plain_text', text }, value: text });
  const blocks = [
    { type: 'section', text: { type: 'mrkdwn', text: '<@U0MIRA0001> R&D &amp; more' } },
    { type: 'actions', elements: [{ type: 'static_select', options: [option('a < b')] }] },
  ];
  const metadata = { event_type: 'run', event_payload: { text: 'R&D' } };
  const { message } = await say('R&D <https://example.com|here>', { blocks, metadata });
  expect(message.text).toBe('R&amp;D <https://example.com|here>');
  expect(message.blocks[0].text).toEqual({
    type: 'mrkdwn',
    text: '<@U0MIRA0001> R&amp;D &amp; more',
    verbatim: false,
  });
  expect(message.blocks[1].elements[0].options[0]).toEqual({
    text: { type: 'plain_text', text: 'a &lt; b', emoji: true },
    value: 'a &lt; b',
  });
  expect(message.metadata).toEqual(metadata);
});
