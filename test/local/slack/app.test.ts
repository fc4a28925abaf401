import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BlockAction, ButtonAction, SlashCommand } from '@slack/bolt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { LocalSlack } from '../../../src/local/slack/server.ts';
import type { Wire } from '../../support/person.ts';

import { openSlack } from '../../../src/local/slack/server.ts';
import { drawing, openBot, option } from '../../support/bot.ts';
import { actAs, apiOf, eventually, manualClock, uploadFile } from '../../support/person.ts';

const { clock, turn, whenWaited } = manualClock();

let slack: LocalSlack;

let bot: Awaited<ReturnType<typeof openBot>>;

let mira: ReturnType<typeof actAs>;

let jonas: ReturnType<typeof actAs>;

beforeAll(async () => {
  slack = await openSlack({ clock, fileDelay: 0 });
  bot = await openBot(slack);
  [mira, jonas] = [actAs(slack, 'mira'), actAs(slack, 'jonas')];
});

afterAll(async () => {
  await bot.close();
  await slack.close();
});

const newest = async (person: typeof mira, channel: string): Promise<Wire> => (await person.messages(channel)).at(-1);

describe('a command', () => {
  test('reaches the app signed, with the fields that Slack sends', async () => {
    const seen: SlashCommand[] = [];
    bot.app.use(async ({ body, next }) => {
      if ('command' in body) seen.push(body as SlashCommand);
      await next();
    });
    expect(await mira.types('ops', '/owl  what  “is” this ')).toEqual({ ok: true, body: 'You said what  “is” this' });
    expect(seen.at(-1)).toMatchObject({
      command: '/owl',
      text: 'what  “is” this',
      channel_id: 'C0OPS00001',
      channel_name: 'privategroup',
      user_id: 'U0MIRA0001',
      user_name: 'mira',
      is_enterprise_install: 'false',
      trigger_id: expect.any(String),
      response_url: expect.stringContaining(`${slack.url}/response/`),
    });
  });

  test('an acknowledgement is for the person alone unless it says otherwise', async () => {
    await mira.types('sales', '/owl hello');
    expect(await newest(mira, 'sales')).toMatchObject({ text: 'You said hello', ephemeral: true, user: 'U0WLPOST1' });
    expect((await jonas.messages('sales')).some(({ text }) => text === 'You said hello')).toBe(false);
    await mira.types('sales', '/owl public');
    const [echo, answer] = (await jonas.messages('sales')).slice(-2);
    expect([echo.user, echo.text, answer.text]).toEqual(['U0MIRA0001', '/owl public', 'For everyone']);
  });

  test.each<[string, string, string]>([
    ['an unknown command', '/nope', '`/nope` is not a valid command. Try `/owl help`.'],
    ['a command in a thread', '/owl hello', '`/owl` is not supported in threads. Sorry!'],
  ])('%s is answered by Slackbot', async (name, text, words) => {
    await mira.types('sales', 'A thread');
    const { ts } = await newest(mira, 'sales');
    await mira.types('sales', text, name.includes('thread') ? ts : undefined);
    expect(await newest(mira, 'sales')).toMatchObject({ user: 'USLACKBOT', ephemeral: true, text: words });
  });

  test('that is not acknowledged within 3 seconds has timed out, for that person only', async () => {
    const typed = mira.types('sales', '/owl quiet');
    await whenWaited();
    turn(3000);
    expect(await typed).toMatchObject({ ok: false, error: 'operation_timeout' });
    const words = '/owl failed with the error "operation_timeout"';
    expect(await newest(mira, 'sales')).toMatchObject({ user: 'USLACKBOT', ephemeral: true, text: words });
    expect((await jonas.messages('sales')).some(({ text }) => text === words)).toBe(false);
  });

  test.each<[string, (url: string) => string]>([
    ['an app that answers 404', (url) => `${url}/elsewhere`],
    ['an app that is away', () => 'http://127.0.0.1:9/slack/events'],
  ])('%s: dispatch_failed', async (_name, address) => {
    const other = await openSlack();
    other.connect(address(slack.url));
    const tomas = actAs(other, 'tomas');
    expect(await tomas.types('general', '/owl')).toMatchObject({ ok: false, error: 'dispatch_failed' });
    expect(await newest(tomas, 'general')).toMatchObject({ text: '/owl failed with the error "dispatch_failed"' });
    await other.close();
  });

  test('a foreign secret is refused by Bolt', async () => {
    const other = await openSlack();
    const server = createServer((request, response) => {
      const { host: _host, ...headers } = request.headers as Record<string, string>;
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', async () => {
        const target = (
          bot.app as unknown as { receiver: { server: { address: () => AddressInfo } } }
        ).receiver.server.address();
        const body = Buffer.concat(chunks);
        delete headers.connection;
        const passed = await fetch(`http://127.0.0.1:${target.port}/slack/events`, { method: 'POST', headers, body });
        response.writeHead(passed.status).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    other.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`);
    expect(await actAs(other, 'mira').types('general', '/owl x')).toMatchObject({ reason: 'the app answered 401' });
    await other.close();
    server.closeAllConnections();
    server.close();
  });
});

describe('what is said', () => {
  test('names become mentions and special characters are escaped', async () => {
    await mira.types('sales', 'Hi @tomas & <b>, see #ops and @nobody');
    expect((await newest(mira, 'sales')).text).toBe(
      'Hi <@U0TOMAS002> &amp; &lt;b&gt;, see <#C0OPS00001|ops> and @nobody',
    );
  });

  test('/invite @owlpost brings the bot in', async () => {
    expect(await apiOf(slack)('chat.postMessage', { channel: 'lounge', text: 'x' })).toMatchObject({
      error: 'not_in_channel',
    });
    await mira.types('lounge', '/invite @owlpost');
    expect(await apiOf(slack)('chat.postMessage', { channel: 'lounge', text: 'x' })).toMatchObject({ ok: true });
  });

  test('people see the channels that they are in', async () => {
    const names = async (person: typeof mira) => (await person.state()).channels.map(({ name }: Wire) => name);
    expect(await names(jonas)).not.toContain('ops');
    expect(await names(mira)).toContain('ops');
    expect(await jonas.types('ops', 'Hello')).toMatchObject({ error: 'jonas sees no channel "ops"' });
  });
});

describe('a control in a message', () => {
  test('sends its value with the state of all controls, and keeps it for the person', async () => {
    await mira.types('marketing', '/owl chart');
    const { ts } = await mira.sees('marketing', ({ text }) => text === 'Sales by country');
    await mira.post('act', {
      channel: 'marketing',
      ts,
      block: 'filters',
      action: 'country',
      value: ['France', 'Japan'],
    });
    const { ts: next, blocks } = await mira.sees('marketing', ({ text }) =>
      text.includes('in France, Japan from 2025-01-01'),
    );
    expect(blocks[3].elements[1].initial_options).toMatchObject([option('France'), option('Japan')]);
    await mira.post('act', { channel: 'marketing', ts: next, block: 'filters', action: 'from', value: '2024-02-03' });
    await mira.sees('marketing', ({ text }) => text.includes('from 2024-02-03'));
  });

  test.each<[string, object, string]>([
    ['an option that there is not', { action: 'by', value: 'colour' }, '"colour" is not among the options of by'],
    ['a control that there is not', { action: 'colour', value: 'x' }, 'there is no control colour in block filters'],
    ['a message that there is not', { ts: '1.1' }, 'mira sees no such message'],
  ])('%s cannot be used', async (_name, fields, error) => {
    const { ts } = await mira.sees('marketing', ({ text }) => text.startsWith('Sales by'));
    expect(await mira.post('act', { channel: 'marketing', ts, block: 'filters', ...fields })).toEqual({
      ok: false,
      error,
    });
  });

  test('payloads name the message, but not when it is ephemeral', async () => {
    const seen: BlockAction<ButtonAction>[] = [];
    bot.app.action<BlockAction<ButtonAction>>('probe', async ({ ack, body }) => {
      seen.push(body);
      await ack();
    });
    const blocks = [
      {
        type: 'actions',
        block_id: 'b',
        elements: [{ type: 'button', action_id: 'probe', value: 'v', text: { type: 'plain_text', text: 'Go' } }],
      },
    ];
    const metadata = { event_type: 'run', event_payload: { id: '7' } };
    const call = apiOf(slack);
    const { ts } = await call('chat.postMessage', { channel: 'C0SALES001', text: 'x', blocks, metadata });
    const { message_ts } = await call('chat.postEphemeral', {
      channel: 'C0SALES001',
      user: 'U0MIRA0001',
      text: 'x',
      blocks,
    });
    await mira.post('act', { channel: 'sales', ts, block: 'b', action: 'probe' });
    await mira.post('act', { channel: 'sales', ts: message_ts, block: 'b', action: 'probe' });
    expect(seen[0]).toMatchObject({
      user: { id: 'U0MIRA0001', username: 'mira' },
      container: { type: 'message', message_ts: ts, channel_id: 'C0SALES001', is_ephemeral: false },
      channel: { id: 'C0SALES001', name: 'sales' },
      message: { ts, metadata },
      actions: [{ type: 'button', action_id: 'probe', block_id: 'b', value: 'v' }],
    });
    expect(seen[1]).toMatchObject({ container: { is_ephemeral: true } });
    expect(seen[1]).not.toHaveProperty('message');
    expect(await jonas.post('act', { channel: 'sales', ts: message_ts, block: 'b', action: 'probe' })).toMatchObject({
      error: 'jonas sees no such message',
    });
  });

  test('payloads carry entities, and the team of whoever clicks', async () => {
    const seen: Wire[] = [];
    bot.app.action('entities', async ({ ack, body }) => {
      seen.push(body);
      await ack();
    });
    const menu = { type: 'static_select', action_id: 'entities', options: [option('R&D'), option('a < b')] };
    const blocks = [{ type: 'actions', block_id: 'b', elements: [menu] }];
    const { ts, channel } = await apiOf(slack)('chat.postMessage', { channel: 'C0NORTHW01', text: 'x', blocks });
    await actAs(slack, 'sam').post('act', { channel, ts, block: 'b', action: 'entities', value: 'R&D' });
    expect(seen[0]).toMatchObject({
      user: { id: 'U0PARTNR06', team_id: 'T0PARTNER1' },
      team: { id: 'T0WLPOST1' },
      actions: [{ selected_option: { text: { text: 'R&amp;D', emoji: true }, value: 'R&amp;D' } }],
      state: { values: { b: { entities: { selected_option: { value: 'R&amp;D' } } } } },
      message: { blocks: [{ elements: [{ options: [{}, { text: { text: 'a &lt; b' } }] }] }] },
    });
  });

  test('keeps its value through an update with the same ids, and takes the new one with others', async () => {
    const call = apiOf(slack);
    const channel = 'C0SALES001';
    const menu = (block_id: string, chosen: string) => [
      {
        type: 'actions',
        block_id,
        elements: [
          {
            type: 'static_select',
            action_id: 'customer',
            options: [option('a'), option('b')],
            initial_option: option(chosen),
          },
        ],
      },
    ];
    const { ts } = await call('chat.postMessage', { channel, text: 'x', blocks: menu('one', 'a') });
    const value = async (person: typeof mira, block: string) => {
      const { values } = await person.sees(
        'sales',
        (message) => message.ts === ts && message.blocks[0].block_id === block,
      );
      return values[block].customer.selected_option.value;
    };
    await mira.post('act', { channel, ts, block: 'one', action: 'customer', value: 'b' });
    expect([await value(mira, 'one'), await value(jonas, 'one')]).toEqual(['b', 'a']);
    await call('chat.update', { channel, ts, text: 'x', blocks: menu('one', 'a') });
    expect(await value(mira, 'one')).toBe('b');
    await call('chat.update', { channel, ts, text: 'x', blocks: menu('two', 'a') });
    expect(await value(mira, 'two')).toBe('a');
  });
});

describe('a response URL', () => {
  const urls: string[] = [];
  const respond = async (url: string, body: object) => {
    const response = await fetch(url, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
    return { status: response.status, ...((await response.json()) as object) };
  };
  const fresh = async () => {
    await mira.types('sales', '/owl hello');
    return urls.at(-1)!;
  };

  beforeAll(() =>
    bot.app.use(async ({ body, next }) => {
      if ('response_url' in body) urls.push(String(body.response_url));
      await next();
    }),
  );

  test('can be used five times', async () => {
    const url = await fresh();
    for (let use = 1; use <= 5; use++)
      expect(await respond(url, { text: `Use ${use}` })).toEqual({ status: 200, ok: true });
    expect(await respond(url, { text: 'Use 6' })).toEqual({ status: 404, ok: false, error: 'used_url' });
    expect(await newest(mira, 'sales')).toMatchObject({ text: 'Use 5', ephemeral: true });
  });

  test('can be used for half an hour', async () => {
    const url = await fresh();
    turn(30 * 60_000);
    expect(await respond(url, { text: 'Just in time', response_type: 'in_channel' })).toMatchObject({ ok: true });
    expect(await newest(jonas, 'sales')).toMatchObject({ text: 'Just in time', ephemeral: false });
    turn(1);
    expect(await respond(url, { text: 'Late' })).toEqual({ status: 404, ok: false, error: 'expired_url' });
  });

  test('holds to the rules of blocks and does not share files', async () => {
    const url = await fresh();
    expect(await respond(url, { blocks: [{ type: 'x' }] })).toMatchObject({ status: 400, error: 'invalid_blocks' });
    const id = await uploadFile(slack, await drawing(1, 100));
    expect(
      await respond(url, { text: 'x', blocks: [{ type: 'image', slack_file: { id }, alt_text: 'A chart' }] }),
    ).toMatchObject({ ok: true });
    expect((await newest(mira, 'sales')).blocks[0]).toMatchObject({ missing: true });
  });

  test('replaces and deletes the message that it came from, an ephemeral one too', async () => {
    const blocks = [
      {
        type: 'actions',
        block_id: 'b',
        elements: [{ type: 'button', action_id: 'publish', text: { type: 'plain_text', text: 'Go' } }],
      },
    ];
    const { message_ts: ts } = await apiOf(slack)('chat.postEphemeral', {
      channel: 'sales',
      user: 'U0MIRA0001',
      text: 'x',
      blocks,
    });
    await mira.post('act', { channel: 'sales', ts, block: 'b', action: 'publish' });
    await mira.sees('sales', (message) => message.ts === ts && message.text === 'Published');
    await respond(urls.at(-1)!, { delete_original: true });
    expect((await mira.messages('sales')).some((message) => message.ts === ts)).toBe(false);
  });
});

describe('modals and the home tab', () => {
  const open = async (): Promise<Wire> => {
    await mira.types('sales', '/owl modal');
    return eventually(async () => (await mira.state()).modals.at(-1));
  };

  test('a submission is checked, refused by the app, and then accepted', async () => {
    const { id: view } = await open();
    expect(await mira.post('submit', { view })).toEqual({
      ok: false,
      error: 'invalid',
      errors: { name: 'Please complete this required field.' },
    });
    expect(await mira.post('submit', { view, values: { name: { name: 'ab' } } })).toMatchObject({
      errors: { name: 'Please write at least 3 characters.' },
    });
    expect(await mira.post('submit', { view, values: { name: { name: 'taken' } } })).toMatchObject({
      errors: { name: 'This name is taken' },
    });
    expect(await mira.post('submit', { view, values: { name: { name: 'Mondays & <Fridays>' } } })).toMatchObject({
      ok: true,
    });
    await mira.sees('direct', ({ text }) => text === 'Subscribed to Mondays & <Fridays>');
    expect((await mira.state()).modals).toEqual([]);
  });

  test('an external menu asks the app', async () => {
    const { id: view } = await open();
    const touch = { view, block: 'customer', action: 'customer' };
    expect(await mira.post('suggest', { ...touch, query: 'wha' })).toEqual({
      ok: true,
      options: [option('Blue Whale Toys')],
    });
    expect(await mira.post('suggest', { view, block: 'name', action: 'name', query: 'x' })).toMatchObject({
      ok: false,
    });
    expect(await mira.post('close', { view })).toMatchObject({ ok: true });
    expect((await mira.state()).modals).toEqual([]);
  });

  test('a trigger opens one modal within three seconds', async () => {
    const triggers: string[] = [];
    bot.app.use(async ({ body, next }) => {
      if ('trigger_id' in body) triggers.push(String(body.trigger_id));
      await next();
    });
    const { view: shown } = {
      view: { type: 'modal', title: { type: 'plain_text', text: 'x' }, blocks: [{ type: 'divider' }] },
    };
    const show = () => apiOf(slack)('views.open', { trigger_id: triggers.at(-1), view: shown });
    await mira.types('sales', '/owl hello');
    turn(3000);
    expect(await show()).toMatchObject({ ok: true });
    expect(await show()).toMatchObject({ error: 'exchanged_trigger_id' });
    await mira.types('sales', '/owl hello');
    turn(3001);
    expect(await show()).toMatchObject({ error: 'expired_trigger_id' });
    const { id } = (await mira.state()).modals.at(-1);
    const title = { type: 'plain_text', text: 'Other' };
    expect(await apiOf(slack)('views.update', { view_id: id, view: { ...shown, title } })).toMatchObject({
      view: { title },
    });
    expect(await apiOf(slack)('views.update', { view_id: id, view: shown, hash: 'old' })).toMatchObject({
      error: 'hash_conflict',
    });
    expect(await apiOf(slack)('views.update', { view_id: 'V1', view: shown })).toMatchObject({ error: 'not_found' });
  });

  test('opening the home tab tells the app, which shows it to this person', async () => {
    await jonas.post('home', {});
    const home = await eventually(async () => (await jonas.state()).home);
    expect(home.blocks[0].text.text).toBe('*Welcome home*');
    expect((await actAs(slack, 'tomas').state()).home).toBeNull();
  });
});

describe('Socket Mode', () => {
  test('carries commands, controls and acknowledgements', async () => {
    const other = await openSlack({ fileDelay: 0 });
    const connected = await openBot(other, { socketMode: true });
    const priya = actAs(other, 'priya');
    expect(await priya.types('sales', '/owl hello')).toEqual({ ok: true, body: { text: 'You said hello' } });
    expect(await newest(priya, 'sales')).toMatchObject({ text: 'You said hello', ephemeral: true });
    await priya.types('sales', '/owl chart');
    const { ts } = await priya.sees('sales', ({ text }) => text === 'Sales by country');
    await priya.post('act', { channel: 'sales', ts, block: 'filters', action: 'by', value: 'month' });
    await priya.sees('sales', ({ text }) => text.startsWith('Sales by month'));
    await connected.close();
    await other.close();
  });
});
