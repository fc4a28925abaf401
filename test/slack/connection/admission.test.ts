import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openAdmission } from '../../../src/slack/connection/admission.ts';

/** Slack's own example. https://docs.slack.dev/authentication/verifying-requests-from-slack */
const EXAMPLE = {
  secret: '8f742231b10e8888abcd99yyyzzz85a5',
  time: 1531420618,
  body: 'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
  signature: 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
};

let unsigned = 0;

const admission = openAdmission({
  signingSecret: EXAMPLE.secret,
  onUnsigned: () => {
    unsigned += 1;
  },
  mostBytes: 1500,
  now: () => EXAMPLE.time * 1000,
});

const server = createServer(async (incoming, response) => {
  const body = await admission.admit(incoming, response);
  if (body) response.end(JSON.stringify(body));
});

let port = 0;

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  ({ port } = server.address() as AddressInfo);
});

afterAll(() => void server.close());

const sign = (body: string, time: number) =>
  `v0=${createHmac('sha256', EXAMPLE.secret).update(`v0:${time}:${body}`).digest('hex')}`;

/** Begins a request; `end` sends the rest of it. */
function begin({ time = EXAMPLE.time, signature = '', type = 'application/x-www-form-urlencoded' }) {
  const headers = { 'content-type': type, 'x-slack-request-timestamp': String(time), 'x-slack-signature': signature };
  const sent = request({ host: '127.0.0.1', port, method: 'POST', headers });
  const answered = new Promise<{ status: number; text: string }>((resolve, reject) => {
    sent.on('error', reject).on('response', async (response) => {
      let text = '';
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode!, text });
    });
  });
  return { sent, answered };
}

test("Slack's own example is admitted", async () => {
  const { sent, answered } = begin(EXAMPLE);
  sent.end(EXAMPLE.body);
  const { status, text } = await answered;
  expect(status).toBe(200);
  expect(JSON.parse(text)).toMatchObject({ command: '/webhook-collect', user_id: 'U2CERLKJA', text: '' });
});

test.each([
  ['another body', { body: `${EXAMPLE.body}x` }],
  ['another signature', { signature: EXAMPLE.signature.replace('v0=a', 'v0=b') }],
  ['no signature', { signature: '' }],
  ['a time before', { time: EXAMPLE.time - 301, signature: sign(EXAMPLE.body, EXAMPLE.time - 301) }],
  ['a time to come', { time: EXAMPLE.time + 301, signature: sign(EXAMPLE.body, EXAMPLE.time + 301) }],
  ['no time', { time: Number.NaN, signature: sign(EXAMPLE.body, Number.NaN) }],
] as const)('%s is not', async (_, changed) => {
  const before = unsigned;
  const { body, ...options } = { ...EXAMPLE, ...changed };
  const { sent, answered } = begin(options);
  sent.end(body);
  expect((await answered).status).toBe(401);
  expect(unsigned).toBe(before + 1);
});

test('bodies that are read at the same time are bounded together, and leave room when they are gone', async () => {
  const unfinished = begin(EXAMPLE);
  unfinished.sent.write('x'.repeat(1000));
  unfinished.answered.catch(() => undefined); // it is given up below
  await expect
    .poll(async () => {
      const { sent, answered } = begin(EXAMPLE);
      sent.end('x'.repeat(1000));
      return (await answered).status;
    })
    .toBe(413);
  unfinished.sent.destroy();
  await expect
    .poll(async () => {
      const { sent, answered } = begin(EXAMPLE);
      sent.end(EXAMPLE.body);
      return (await answered).status;
    })
    .toBe(200);
});

test('a name that JavaScript knows is a name like others', async () => {
  const body = '__proto__=a&constructor=b';
  const { sent, answered } = begin({ signature: sign(body, EXAMPLE.time) });
  sent.end(body);
  expect((await answered).text).toBe('{"__proto__":"a","constructor":"b"}');
});
