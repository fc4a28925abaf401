import { createServer } from 'node:http';
import { isValidSlackRequest } from '@slack/bolt';
import { expect, onTestFinished, test } from 'vitest';

import { closeServer, listenOn } from '../../../../src/local/loopback.ts';
import { openSlack } from '../../../../src/local/slack/server.ts';

const SECRET = 'a secret of this test';

/** A Slack whose app answers each call of a tool with this text; what it was sent, and what the page is told. */
async function ask(answer: string | undefined) {
  const sent: { body: string; isSigned: boolean }[] = [];
  const app = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (request.url !== '/mcp' || answer === undefined) return void response.writeHead(404).end();
    const body = Buffer.concat(chunks).toString();
    const [signature, timestamp] = ['x-slack-signature', 'x-slack-request-timestamp'].map((name) =>
      String(request.headers[name]),
    );
    const headers = { 'x-slack-signature': signature!, 'x-slack-request-timestamp': Number(timestamp) };
    sent.push({ body, isSigned: isValidSlackRequest({ signingSecret: SECRET, body, headers }) });
    response.writeHead(200).end(answer);
  });
  const slack = await openSlack({ signingSecret: SECRET, appPaths: ['/mcp'] });
  await slack.connect(`${await listenOn(app, '127.0.0.1', 0)}/slack/events`);
  onTestFinished(() => Promise.all([slack.close(), closeServer(app)]).then(() => undefined));
  const response = await fetch(`${slack.url}/playground/assistant`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person: 'mira', tool: 'ask', arguments: { question: 'sales' } }),
  });
  return { sent, told: await response.json() };
}

const result = {
  structuredContent: { canonical: 'sales' },
  content: [{ type: 'text', text: 'Sales' }],
  _meta: { slack: { blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'Sales' } }] } },
};

test.each([
  ['JSON', JSON.stringify({ result })],
  ['an event', `event: message\ndata: ${JSON.stringify({ result })}\n\n`],
])('POST assistant calls a tool for a person, signed, and tells the page its blocks: %s', async (_, answer) => {
  const { sent, told } = await ask(answer);
  expect(sent).toMatchObject([{ isSigned: true }]);
  expect(JSON.parse(sent[0]!.body).params).toEqual({
    name: 'ask',
    arguments: { question: 'sales' },
    _meta: { slack: { user_id: 'U0MIRA0001', team_id: 'T0WLPOST1' } },
  });
  expect(told).toMatchObject({
    ok: true,
    isError: false,
    canonical: 'sales',
    said: 'Sales',
    blocks: [{ type: 'section' }],
  });
});

test('POST assistant tells what went wrong', async () => {
  expect((await ask('{"error":{"message":"no such tool"}}')).told).toMatchObject({
    isError: true,
    said: 'no such tool',
  });
  expect((await ask(undefined)).told).toMatchObject({ ok: false, error: 'the tool cannot be called (HTTP 404)' });
});
