import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { AuditEntry } from '../../src/answer/audit.ts';
import type { McpAdmission } from '../../src/mcp/endpoint.ts';

import { openEngine } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { openMcpEndpoint } from '../../src/mcp/endpoint.ts';
import { temporaryFolder } from '../support/program.ts';

const SECRET = 'a-signing-secret';

const TOKEN = 'a-token-of-some-length';

const engine = await openEngine(readConfig({ OWLPOST_DATA: temporaryFolder() }), { isWatching: false });

const audited: AuditEntry[] = [];

const closing: (() => void)[] = [];

afterAll(async () => {
  for (const close of closing) close();
  await engine.close();
});

/** A listener with the endpoint alone; any other path is a 404. */
async function listen(admission: McpAdmission): Promise<string> {
  const context = {
    answerContext: engine.context,
    now: () => new Date(),
    audit: async (entry: AuditEntry) => void audited.push(entry),
    onFault: (error: unknown) => {
      throw error;
    },
  };
  const serve = await openMcpEndpoint(context, admission);
  const server = createServer(async (request, response) => {
    if (!(await serve(request, response))) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const CALL = {
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: {
    name: 'ask',
    arguments: { question: 'sales by country 2025' },
    _meta: { slack: { user_id: 'U123', team_id: 'T1' } },
  },
};

const ACCEPT = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

/** Signs a body as Slack does. */
function signed(body: string, { secret = SECRET, at = Math.floor(Date.now() / 1000) } = {}): Record<string, string> {
  const signature = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex');
  return { ...ACCEPT, 'x-slack-request-timestamp': String(at), 'x-slack-signature': `v0=${signature}` };
}

const post = (url: string, body: string, headers: Record<string, string>) =>
  fetch(`${url}/mcp`, { method: 'POST', headers, body });

describe('without Slack and without a token', () => {
  let url = '';
  beforeAll(async () => {
    url = await listen({});
  });

  test('the official client asks over Streamable HTTP', async () => {
    const client = new Client({ name: 'owlpost-test', version: '1.0.0' });
    await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`)));
    const { structuredContent } = await client.callTool({ name: 'ask', arguments: { question: 'orders 2025' } });
    expect(structuredContent).toMatchObject({ canonical: 'sales measure=orders by=none period=2025' });
    expect(audited.at(-1)).toMatchObject({ person: 'mcp', outcome: 'answered' });
    await client.close();
  });

  test.each([
    ['a page of another site', { origin: 'https://example.com' }],
    ['another name for this machine', { host: 'example.com' }],
    ['a token that nobody set', { authorization: `Bearer ${TOKEN}` }],
  ])('refuses %s', async (_, headers) => {
    const { request } = await import('node:http');
    const status = await new Promise((resolve, reject) => {
      const sent = request(`${url}/mcp`, { method: 'POST', headers: { ...ACCEPT, ...headers } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject).end(JSON.stringify(CALL));
    });
    expect(status).toBe(401);
  });

  test('leaves other paths to others', async () => {
    expect((await fetch(`${url}/other`)).status).toBe(404);
  });

  test('refuses a body that is too large', async () => {
    expect((await post(url, 'x'.repeat(1_100_000), ACCEPT)).status).toBe(413);
  });
});

describe('with a signing secret', () => {
  let url = '';
  beforeAll(async () => {
    url = await listen({ signingSecret: SECRET });
  });

  test('answers what Slack signed, for the person whom it names', async () => {
    const body = JSON.stringify(CALL);
    const response = await post(url, body, signed(body));
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('Sales by country · 2025');
    expect(audited.at(-1)).toMatchObject({ person: 'U123', outcome: 'answered', question: 'sales period=2025' });
  });

  test.each([
    ['unsigned', () => ACCEPT],
    ['signed by another secret', (body: string) => signed(body, { secret: 'other' })],
    ['signed six minutes ago', (body: string) => signed(body, { at: Math.floor(Date.now() / 1000) - 360 })],
    ['signed for another body', () => signed('{}')],
  ])('refuses what is %s', async (_, headersFor) => {
    const body = JSON.stringify(CALL);
    const response = await post(url, body, headersFor(body));
    expect(response.status).toBe(401);
    expect(await response.text()).not.toContain('Sales');
  });
});

describe('with a token', () => {
  let url = '';
  beforeAll(async () => {
    url = await listen({ signingSecret: SECRET, token: TOKEN });
  });

  test('answers whoever has it, and nobody in the name of a person', async () => {
    const response = await post(url, JSON.stringify(CALL), { ...ACCEPT, authorization: `Bearer ${TOKEN}` });
    expect(response.status).toBe(200);
    expect(audited.at(-1)).toMatchObject({ person: 'mcp' });
  });

  test('refuses another one', async () => {
    const headers = { ...ACCEPT, authorization: `Bearer ${TOKEN}x` };
    expect((await post(url, JSON.stringify(CALL), headers)).status).toBe(401);
  });
});
