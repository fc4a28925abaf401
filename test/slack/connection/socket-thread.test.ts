import pino from 'pino';
import { expect, onTestFinished, test } from 'vitest';

import { startSocketThread } from '../../../src/slack/connection/socket-thread.ts';
import { openSocketServer } from '../../support/socket-server.ts';

/** A thread beside Slack's side of Socket Mode, and what it told. */
async function open() {
  const server = await openSocketServer();
  const changes: boolean[] = [];
  const acks: string[] = [];
  const thread = startSocketThread(
    { appToken: 'xapp-1', apiUrl: server.url() },
    {
      onChange: (isConnected) => void changes.push(isConnected),
      onAck: (type) => void acks.push(type),
      log: pino({ level: 'silent' }),
    },
  );
  onTestFinished(async () => {
    await thread.stop();
    await server.stop();
  });
  return { server, thread, changes, acks };
}

type Event = { readonly body: unknown; readonly ack: (response?: unknown) => Promise<void> };

const commandEnvelope = (id: string) => ({ type: 'slash_commands', envelope_id: id, payload: { command: '/owl' } });

test('connect() resolves to how the attempt went, and tells when the connection is there', async () => {
  const { server, thread, changes } = await open();
  server.answer({ ok: false, error: 'invalid_auth' });
  expect(await thread.connect()).toMatchObject({ kind: 'failed', code: 'invalid_auth' });
  expect(changes).not.toContain(true);
  server.answer({});
  expect(await thread.connect()).toEqual({ kind: 'started' });
  await expect.poll(() => changes.at(-1)).toBe(true);
});

test('a request is acknowledged before Bolt has taken it, and passed on as it came', async () => {
  const { server, thread, acks } = await open();
  const held = Promise.withResolvers<void>();
  const taken: unknown[] = [];
  const processEvent = async ({ body }: Event) => {
    taken.push(body);
    await held.promise;
  };
  thread.receiver.init({ processEvent } as never);
  await thread.connect();
  server.send(commandEnvelope('e1'));
  await expect.poll(() => server.received).toEqual([{ envelope_id: 'e1', payload: {} }]);
  await expect.poll(() => taken).toEqual([{ command: '/owl' }]);
  await expect.poll(() => acks).toEqual(['command']);
  held.resolve();
});

test('a request whose response Slack shows is answered by the bot', async () => {
  const { server, thread } = await open();
  const response = { response_action: 'errors', errors: { period: 'is no period' } };
  thread.receiver.init({ processEvent: ({ ack }: Event) => ack(response) } as never);
  await thread.connect();
  server.send({ type: 'interactive', envelope_id: 'e2', payload: { type: 'view_submission' } });
  await expect.poll(() => server.received).toEqual([{ envelope_id: 'e2', payload: response }]);
});

test('stop() ends the connection, and a thread that never connected', async () => {
  const { server, thread } = await open();
  await thread.connect();
  await thread.stop();
  await expect.poll(() => server.connections()).toBe(0);
});
