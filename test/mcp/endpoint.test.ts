import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { AuditEntry } from '../../src/answer/audit.ts';
import type { Run } from '../../src/answer/context.ts';
import type { McpAdmission } from '../../src/mcp/endpoint.ts';
import type { PersonAt } from '../../src/slack/people/askers.ts';

import { openEngine } from '../../src/app.ts';
import { buildCatalogue } from '../../src/catalogue/catalogue.ts';
import { readConfig } from '../../src/config.ts';
import { checkMessageBlocks } from '../../src/local/slack/rules/surface.ts';
import { openMcpEndpoint } from '../../src/mcp/endpoint.ts';
import { openAssistantAnswers } from '../../src/slack/answers/assistant-answers.ts';
import { openMessageCache } from '../../src/slack/messages/message-cache.ts';
import { temporaryFolder } from '../support/program.ts';
import { signedHeaders } from '../support/signed-headers.ts';

const SECRET = 'a-signing-secret';

const TOKEN = 'a-token-of-some-length';

const engine = await openEngine(readConfig({ OWLPOST_DATA: temporaryFolder() }), { isWatching: false });

const audited: AuditEntry[] = [];

/** U666 is a guest, as Slack tells; all others are members. */
const askers = {
  askerOf: async ({ user, channel }: PersonAt) => ({ person: user, channel, isExternal: user === 'U666' }),
};

const assistant = openAssistantAnswers({
  askers,
  answerContext: engine.context,
  cache: openMessageCache(),
  now: () => new Date(),
  log: pino({ level: 'silent' }),
  pictures: { publish: async () => ({ image_url: 'https://owlpost.example.com/pictures/1.png' }) },
});

/** The same engine, with a rule: only one person may ask, as the other one who is named is a guest. */
const guarded = (() => {
  const whole = engine.context.catalogue();
  const access = { external: 'never' as const, people: ['U300', 'U666'], measures: {}, dimensions: {} };
  const catalogue = buildCatalogue(whole.queries, [], { access: { groups: {}, default: access } });
  return { ...engine.context, catalogue: () => catalogue };
})();

const closing: (() => void)[] = [];

/** Resolves when a query of the year 2024 has begun to run; such a query runs until it is stopped. */
const running = Promise.withResolvers<void>();

const runNoted: Run = async (statement, signal) => {
  if (!statement.parameters.some((text) => text.includes('2024'))) return engine.context.run(statement, signal);
  running.resolve();
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
};

afterAll(async () => {
  for (const close of closing) close();
  await engine.close();
});

/** A listener with the endpoint alone; any other path is a 404. */
async function listen(admission: McpAdmission, answerContext = engine.context): Promise<string> {
  const context = {
    answerContext: { ...answerContext, run: runNoted },
    now: () => new Date(),
    audit: async (entry: AuditEntry) => void audited.push(entry),
    onFault: (error: unknown) => {
      throw error;
    },
    slack: () => assistant,
  };
  const serve = openMcpEndpoint(context, admission);
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
function signed(body: string, { secret = SECRET, at }: { secret?: string; at?: number } = {}): Record<string, string> {
  return { ...ACCEPT, ...signedHeaders(body, secret, at) };
}

const post = (url: string, body: string, headers: Record<string, string>) =>
  fetch(`${url}/mcp`, { method: 'POST', headers, body });

type Block = {
  readonly type: string;
  readonly elements?: readonly { action_id?: string; value?: string; text?: { text: string } }[];
};

type SlackResult = {
  readonly isError?: boolean;
  readonly structuredContent?: object;
  readonly _meta: { readonly slack: { readonly blocks: readonly Block[] } };
};

/** Asks as Slack's assistant and gives the tool's result, which comes as JSON or as one event. */
async function callSigned(question: object): Promise<SlackResult> {
  const body = JSON.stringify({ ...CALL, params: { ...CALL.params, arguments: question } });
  const said = await (await post(slackUrl, body, signed(body))).text();
  const json = said.startsWith('{')
    ? said
    : said
        .split('\n')
        .find((line) => line.startsWith('data: {'))!
        .slice(6);
  return JSON.parse(json).result;
}

describe('without Slack and without a token', () => {
  let url = '';
  beforeAll(async () => {
    url = await listen({ isLocalOpen: true });
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
    ['a proxy for another machine', { 'x-forwarded-for': '203.0.113.7' }],
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

  test.each([
    ['2025-06-18', { jsonrpc: '2.0', id: 1, method: 'tools/call', params: CALL.params }, {}],
    [
      '2026-07-28',
      {
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: {
          ...CALL.params,
          _meta: {
            'io.modelcontextprotocol/protocolVersion': '2026-07-28',
            'io.modelcontextprotocol/clientInfo': { name: 'owlpost-test', version: '1.0.0' },
            'io.modelcontextprotocol/clientCapabilities': {},
          },
        },
      },
      { 'mcp-method': 'tools/call', 'mcp-name': 'ask' },
    ],
  ])('speaks the protocol of %s', async (version, call, headers) => {
    const response = await post(url, JSON.stringify(call), { ...ACCEPT, 'mcp-protocol-version': version, ...headers });
    const said = await response.text();
    expect(response.status, said).toBe(200);
    expect(said).toContain('"canonical":"sales period=2025"');
  });

  test('ends the query when the caller hangs up', async () => {
    const caller = new AbortController();
    const before = audited.length;
    const body = JSON.stringify({ ...CALL, params: { ...CALL.params, arguments: { question: 'margin by day 2024' } } });
    const called = fetch(`${url}/mcp`, { method: 'POST', headers: ACCEPT, body, signal: caller.signal });
    running.promise.then(() => caller.abort());
    await expect(called).rejects.toThrow('aborted');
    await expect.poll(() => audited.slice(before)).toMatchObject([{ outcome: 'cancelled' }]);
  });

  test('leaves other paths to others', async () => {
    expect((await fetch(`${url}/other`)).status).toBe(404);
  });

  test('refuses a body that is too large', async () => {
    expect((await post(url, 'x'.repeat(1_100_000), ACCEPT)).status).toBe(413);
  });
});

let slackUrl = '';

describe('with a signing secret', () => {
  let url = '';
  beforeAll(async () => {
    url = await listen({ signingSecret: SECRET, isLocalOpen: false });
    slackUrl = url;
  });

  test('answers what Slack signed, for the person whom it names', async () => {
    const body = JSON.stringify(CALL);
    const response = await post(url, body, signed(body));
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('Sales by country · 2025');
    expect(audited.at(-1)).toMatchObject({ person: 'U123', outcome: 'answered', question: 'sales period=2025' });
  });

  test('gives Slack blocks whose controls are calls of the same tool', async () => {
    const result = await callSigned({ question: 'sales by country 2025' });
    const { blocks } = result._meta.slack;
    expect(checkMessageBlocks(blocks)).toEqual([]);
    const [picture] = blocks.filter(({ type }) => type === 'image');
    expect(picture).toMatchObject({ image_url: 'https://owlpost.example.com/pictures/1.png' });
    const buttons = blocks.flatMap(({ elements = [] }) => elements).filter(({ action_id }) => action_id === 'tool:ask');
    const table = buttons.find(({ text }) => text?.text === 'Show as table')!;
    const clicked = await callSigned(JSON.parse(table.value!));
    expect(clicked.structuredContent).toMatchObject({ canonical: 'sales period=2025 as=table' });
    expect(clicked._meta.slack.blocks.map(({ type }) => type)).toContain('table');
  });

  test('gives Slack a refusal as blocks, too', async () => {
    const refused = await callSigned({ question: 'forecast of sales' });
    expect(refused.isError).toBe(true);
    expect(JSON.stringify(refused._meta.slack.blocks)).toContain('forecasts nothing');
  });

  test.each([
    ['unsigned', () => ACCEPT],
    ['signed by another secret', (body: string) => signed(body, { secret: 'other' })],
    ['signed six minutes ago', (body: string) => signed(body, { at: Math.floor(Date.now() / 1000) - 360 })],
    ['signed in six minutes from now', (body: string) => signed(body, { at: Math.floor(Date.now() / 1000) + 360 })],
    ['signed for another body', () => signed('{}')],
    ['sent by a page', (body: string) => ({ ...signed(body), origin: 'https://example.com' })],
  ])('refuses what is %s', async (_, headersFor) => {
    const body = JSON.stringify(CALL);
    const response = await post(url, body, headersFor(body));
    expect(response.status).toBe(401);
    expect(await response.text()).not.toContain('Sales');
  });
});

describe('in the playground, with its Slack', () => {
  let url = '';
  beforeAll(async () => {
    url = await listen({ signingSecret: SECRET, isLocalOpen: true });
  });

  test('what Slack signed is asked for the person whom it names, and a program of this machine asks for itself', async () => {
    const body = JSON.stringify(CALL);
    expect((await post(url, body, signed(body))).status).toBe(200);
    expect(audited.at(-1)).toMatchObject({ person: 'U123' });
    expect((await post(url, body, ACCEPT)).status).toBe(200);
    expect(audited.at(-1)).toMatchObject({ person: 'mcp' });
  });

  test('what somebody else signed is refused', async () => {
    const body = JSON.stringify(CALL);
    expect((await post(url, body, signed(body, { secret: 'other' }))).status).toBe(401);
  });
});

test('a bot of a Slack without a signing secret, in Socket Mode, is closed to this machine, too', async () => {
  const url = await listen({ isLocalOpen: false });
  expect((await post(url, JSON.stringify(CALL), ACCEPT)).status).toBe(401);
});

test('the rules of access hold for each caller', async () => {
  const url = await listen({ signingSecret: SECRET, isLocalOpen: false }, guarded);
  const callAs = async (user_id: string, name: string, args: object) => {
    const params = { ...CALL.params, name, arguments: args, _meta: { slack: { user_id } } };
    const body = JSON.stringify({ ...CALL, params });
    return (await post(url, body, signed(body))).text();
  };
  const question = { question: 'sales by country 2025' };
  expect(await callAs('U300', 'ask', question)).toContain('Sales by country · 2025');
  for (const told of [
    await callAs('U100', 'ask', question),
    await callAs('U666', 'ask', question),
    await callAs('U666', 'describe', { name: 'sales' }),
    await callAs('U100', 'list_datasets', {}),
    await callAs('U100', 'describe', { name: 'sales' }),
    await callAs('U100', 'find_values', { dimension: 'country', text: 'fra' }),
  ]) {
    expect(told).not.toMatch(/France|product_line|Order amount|scanned/);
  }
});

describe('with a token', () => {
  let url = '';
  beforeAll(async () => {
    url = await listen({ signingSecret: SECRET, token: TOKEN, isLocalOpen: false });
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
