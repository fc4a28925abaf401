import pino from 'pino';
import { expect, test } from 'vitest';

import { takeRequest, waitsForAnswer } from '../../../src/slack/connection/passed-request.ts';

test.each([
  [{ type: 'block_suggestion' }, true],
  [{ type: 'view_submission' }, true],
  [{ type: 'block_actions' }, false],
  [{ type: 'event_callback' }, false],
  [{ command: '/owl' }, false],
])('waitsForAnswer(%j) is %s', (body, expected) => expect(waitsForAnswer(body)).toBe(expected));

test.each<[string, (ack: (response?: unknown) => Promise<void>) => Promise<void>, readonly unknown[]]>([
  ['what Bolt acknowledges it with', (ack) => ack({ options: [] }), [200, { options: [] }]],
  ['the first of two acknowledgements', async (ack) => ack('one').then(() => ack('two')), [200, 'one']],
  ['404 when nobody listens', async () => {}, [404, undefined]],
  ['500 when it could not be served', async () => Promise.reject(new Error('no')), [500, undefined]],
  [
    'its acknowledgement though it fails afterwards',
    async (ack) => ack().then(() => Promise.reject(new Error('no'))),
    [200, undefined],
  ],
])('takeRequest() answers once, with %s', async (_, serve, expected) => {
  const answers: unknown[][] = [];
  const app = { processEvent: ({ ack }: { ack: (response?: unknown) => Promise<void> }) => serve(ack) } as never;
  const answer = (...given: unknown[]) => void answers.push(given);
  await takeRequest({ id: 1, body: {} }, { app, answer, log: pino({ level: 'silent' }) });
  expect(answers).toEqual([expected]);
});
