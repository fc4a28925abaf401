import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';

import type { LocalSlack, SlackOptions } from '../../../src/local/slack/server.ts';
import type { Wire } from '../../support/person.ts';

import { openSlack } from '../../../src/local/slack/server.ts';
import { openBot } from '../../support/bot.ts';
import { actAs, apiOf, eventually, manualClock } from '../../support/person.ts';

const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function open(options: SlackOptions = {}): Promise<LocalSlack> {
  const slack = await openSlack({ fileDelay: 0, ...options });
  closers.push(slack.close);
  return slack;
}

type Received = { readonly headers: Record<string, string>; readonly body: Wire };

/** An app that records what it is sent and answers with a status; it echoes the challenge of a Request URL when it is `honest`. */
async function openApp({ status = () => 200, isHonest = true }: { status?: () => number; isHonest?: boolean } = {}) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const isJson = request.headers['content-type'] === 'application/json';
    const body = isJson ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text));
    received.push({ headers: request.headers as Record<string, string>, body });
    if (body.type === 'url_verification') response.end(isHonest ? body.challenge : 'no');
    else response.writeHead(status()).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  const events = () => received.filter(({ body }) => body.type === 'event_callback');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received, events };
}

describe('events over HTTP', () => {
  test('a Request URL is verified before events come', async () => {
    const slack = await open();
    const app = await openApp();
    await slack.connect(app.url);
    expect(app.received[0]!.body).toMatchObject({ type: 'url_verification', challenge: expect.any(String) });
    await actAs(slack, 'mira').post('home', {});
    const { body } = await eventually(async () => app.events()[0]);
    expect(body).toMatchObject({
      team_id: 'T0WLPOST1',
      event: { type: 'app_home_opened', tab: 'home', user: 'U0MIRA0001' },
      event_id: expect.stringMatching(/^Ev/),
      authorizations: [{ user_id: 'U0WLPOST1', is_bot: true }],
    });
  });

  test('one that does not echo the challenge gets no events, but commands', async () => {
    const slack = await open();
    const app = await openApp({ isHonest: false });
    await slack.connect(app.url);
    await actAs(slack, 'mira').post('home', {});
    await actAs(slack, 'mira').types('sales', '/owl sales');
    expect(app.received.map(({ body }) => body.type ?? body.command)).toEqual(['url_verification', '/owl']);
  });

  test('what the bot itself writes is told, too', async () => {
    const slack = await open({ manifest: { events: ['message.channels'] } });
    const app = await openApp();
    await slack.connect(app.url);
    await apiOf(slack)('chat.postMessage', { channel: 'C0SALES001', text: 'Mine' });
    const { body } = await eventually(async () => app.events()[0]);
    expect(body.event).toMatchObject({ type: 'message', text: 'Mine', bot_id: 'B0WLPOST1', app_id: 'A0WLPOST1' });
  });

  test('an event that is refused comes three times more: at once, after a minute, after five', async () => {
    const { clock, turn, whenWaited } = manualClock();
    const slack = await open({ clock });
    const app = await openApp({ status: () => 500 });
    await slack.connect(app.url);
    await actAs(slack, 'mira').post('home', {});
    await eventually(async () => app.events().length === 2);
    for (const delay of [60_000, 300_000]) {
      await whenWaited(delay);
      turn(delay);
    }
    await eventually(async () => app.events().length === 4);
    expect(app.events().map(({ headers }) => headers['x-slack-retry-num'])).toEqual([undefined, '1', '2', '3']);
    expect(app.events()[1]!.headers['x-slack-retry-reason']).toBe('http_error');
    expect(new Set(app.events().map(({ body }) => body.event_id)).size).toBe(1);
  });
});

describe('faults of the delivery', () => {
  test('a command is delivered twice, with the same trigger', async () => {
    const slack = await open();
    const app = await openApp();
    await slack.connect(app.url);
    const mira = actAs(slack, 'mira');
    await mira.post('faults', { method: 'delivery', duplicates: 1, times: 1 });
    await mira.types('sales', '/owl sales');
    await mira.types('sales', '/owl growth');
    const commands = app.received.filter(({ body }) => body.command);
    expect(commands.map(({ body }) => body.text)).toEqual(['sales', 'sales', 'growth']);
    expect(commands[0]!.body.trigger_id).toBe(commands[1]!.body.trigger_id);
  });

  test('a lost acknowledgement fails the command that the app has taken', async () => {
    const slack = await open();
    const app = await openApp();
    await slack.connect(app.url);
    const mira = actAs(slack, 'mira');
    await mira.post('faults', { method: 'delivery', cut: true, times: 1 });
    expect(await mira.types('sales', '/owl sales')).toMatchObject({ ok: false, error: 'dispatch_failed' });
    expect(app.received.filter(({ body }) => body.command)).toHaveLength(1);
  });

  test('what is typed after the command comes with entities', async () => {
    const slack = await open();
    const app = await openApp();
    await slack.connect(app.url);
    await actAs(slack, 'mira').types('sales', '/owl label="Trucks & <Buses>"');
    expect(app.received.at(-1)!.body.text).toBe('label="Trucks &amp; &lt;Buses&gt;"');
  });
});

describe('Socket Mode', () => {
  test.each(['refresh', 'drop'])('after a %s the app connects anew and goes on', async (action) => {
    const slack = await open();
    const bot = await openBot(slack, { socketMode: true });
    closers.push(bot.close);
    const connections = async () => {
      const response = await fetch(`${slack.url}/playground/calls`);
      const { calls } = (await response.json()) as Wire;
      return calls.filter(({ method }: Wire) => method === 'apps.connections.open').length;
    };
    const before = await connections();
    const priya = actAs(slack, 'priya');
    expect(await priya.post('socket', { action })).toEqual({ ok: true });
    await eventually(async () => (await connections()) > before);
    await eventually(async () => (await priya.types('sales', '/owl hello')).ok);
    expect((await priya.messages('sales')).at(-1)).toMatchObject({ text: 'You said hello' });
  });

  test('a duplicate has the envelope id of the first', async () => {
    const slack = await open();
    const { url } = await apiOf(slack, slack.appToken)('apps.connections.open');
    const socket = new WebSocket(url);
    const frames: Wire[] = [];
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data));
      frames.push(frame);
      if (frame.envelope_id) socket.send(JSON.stringify({ envelope_id: frame.envelope_id }));
    });
    await eventually(async () => frames.length === 1);
    const mira = actAs(slack, 'mira');
    await mira.post('faults', { method: 'delivery', duplicates: 1, times: 1 });
    expect(await mira.types('sales', '/owl hello')).toMatchObject({ ok: true });
    const [hello, ...commands] = frames;
    expect(hello.type).toBe('hello');
    expect(commands).toHaveLength(2);
    expect(new Set(commands.map(({ envelope_id }) => envelope_id)).size).toBe(1);
    expect(commands.find(({ retry_attempt }) => retry_attempt === 1)).toBeDefined();
    socket.close();
  });
});
