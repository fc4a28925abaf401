import { App } from '@slack/bolt';
import pino from 'pino';
import { expect, test } from 'vitest';

import type { Askers, PersonAt } from '../../../src/slack/people/askers.ts';

import { nameAskers } from '../../../src/slack/people/name-askers.ts';

/** A Bolt app that takes what a test gives it, in whose name the requests were served, and what was logged. */
function openNamed() {
  const named: PersonAt[] = [];
  const logged: Record<string, unknown>[] = [];
  const app = new App({
    receiver: { init: () => undefined, start: async () => undefined, stop: async () => undefined },
    authorize: async () => ({ botToken: 'xoxb-1', botId: 'B1', botUserId: 'U0WLPOST1' }),
  });
  const askers: Pick<Askers, 'asking'> = {
    asking: async (person, work, { inTurn } = {}) => {
      named.push(person);
      return inTurn ? inTurn(work) : work();
    },
  };
  const log = pino({ base: undefined, errorKey: 'error' }, { write: (line) => void logged.push(JSON.parse(line)) });
  nameAskers(app, askers as Askers, { log });
  return { app, named, logged };
}

const ack = async () => undefined;

const command = (user: string) => ({ command: '/owl', text: '', user_id: user, channel_id: 'C1', team_id: 'T1' });

const click = (ts: string, action_id: string) => ({
  type: 'block_actions',
  user: { id: 'U1', team_id: 'T1' },
  team: { id: 'T1' },
  channel: { id: 'C1' },
  container: { type: 'message', message_ts: ts, channel_id: 'C1' },
  actions: [{ type: 'button', action_id, block_id: 'b' }],
});

test('each request is served in the name of who made it, where they are', async () => {
  const { app, named } = openNamed();
  const served: string[] = [];
  app.command('/owl', async ({ body }) => void served.push(body.user_id));
  await app.processEvent({ body: command('U1'), ack });
  await app.processEvent({ body: command('U2'), ack });
  expect(named).toMatchObject([
    { user: 'U1', channel: 'C1', team: 'T1' },
    { user: 'U2', channel: 'C1', team: 'T1' },
  ]);
  expect(served).toEqual(['U1', 'U2']);
});

test('clicks on one message are served in their order, and those on another one do not wait for them', async () => {
  const { app } = openNamed();
  const gate = Promise.withResolvers<void>();
  const served: string[] = [];
  app.action(/./, async ({ action }) => {
    const { action_id } = action as { action_id: string };
    if (action_id === 'slow') await gate.promise;
    served.push(action_id);
  });
  const first = app.processEvent({ body: click('1.1', 'slow'), ack });
  const second = app.processEvent({ body: click('1.1', 'next'), ack });
  await app.processEvent({ body: click('1.2', 'elsewhere'), ack });
  expect(served).toEqual(['elsewhere']);
  gate.resolve();
  await Promise.all([first, second]);
  expect(served).toEqual(['elsewhere', 'slow', 'next']);
});

test('a click that fails is logged, and the next one on that message is served', async () => {
  const { app, logged } = openNamed();
  const served: string[] = [];
  app.action(/./, async ({ action }) => {
    const { action_id } = action as { action_id: string };
    if (action_id === 'broken') throw new Error('no such thing');
    served.push(action_id);
  });
  await Promise.all(['broken', 'next'].map((id) => app.processEvent({ body: click('1.1', id), ack })));
  expect(served).toEqual(['next']);
  expect(logged).toMatchObject([
    { msg: 'a request from Slack could not be served', error: { message: expect.stringContaining('no such thing') } },
  ]);
});
