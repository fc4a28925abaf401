import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { withQuestionId } from '../../src/answer/question-id.ts';
import { traced } from '../../src/answer/traced.ts';
import { UserError } from '../../src/error.ts';
import { openTraces } from '../../src/metrics/traces.ts';
import { isAnswer, openWorkspace } from '../support/workspace.ts';

type ReceivedSpan = {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue: string } }[];
  readonly status: { readonly code: number };
};

type Received = {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: ReceivedSpan['attributes'] };
    readonly scopeSpans: readonly { readonly spans: readonly ReceivedSpan[] }[];
  }[];
};

let receiver: Awaited<ReturnType<typeof openReceiver>>;

beforeEach(async () => {
  receiver = await openReceiver();
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', receiver.url);
  vi.stubEnv('OTEL_EXPORTER_OTLP_HEADERS', 'x-tenant=data');
  vi.stubEnv('OTEL_SERVICE_NAME', 'owlpost-test');
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await receiver.close();
});

/** A receiver of OTLP over HTTP on loopback. */
async function openReceiver() {
  const requests: { path: string; tenant: unknown; body: string }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    requests.push({ path: request.url!, tenant: request.headers['x-tenant'], body });
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const received = () => requests.map(({ body }) => JSON.parse(body) as Received);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    received,
    spans: () =>
      received().flatMap(({ resourceSpans }) =>
        resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
      ),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

const log = { warn() {} };

test('a question of Slack is one trace: what it is made of are its children, and no words of people are in it', async () => {
  const traces = openTraces({ log });
  const workspace = await openWorkspace({ isPublic: true });
  await workspace.type('/owl sales by city in France');
  await workspace.until(({ messages }) => messages.find(isAnswer));
  await workspace.close();
  await traces.close();
  const [{ path, tenant } = { path: '', tenant: '' }] = receiver.requests;
  expect([path, tenant]).toEqual(['/v1/traces', 'data']);
  const [{ resource } = { resource: { attributes: [] } }] = receiver.received()[0]!.resourceSpans;
  expect(resource.attributes).toContainEqual({ key: 'service.name', value: { stringValue: 'owlpost-test' } });
  const spans = receiver.spans();
  const question = spans.find(({ name }) => name === 'question')!;
  const own = spans.filter(({ traceId }) => traceId === question.traceId);
  const parentOf = (name: string) => {
    const { parentSpanId } = own.find((span) => span.name === name)!;
    return own.find(({ spanId }) => spanId === parentSpanId)?.name;
  };
  expect(['question', 'answer', 'understand', 'run', 'draw', 'post'].map((name) => [name, parentOf(name)])).toEqual([
    ['question', undefined],
    ['answer', 'question'],
    ['understand', 'answer'],
    ['run', 'answer'],
    ['draw', 'answer'],
    ['post', 'question'],
  ]);
  expect(question.attributes).toEqual([
    { key: 'owlpost.question.id', value: { stringValue: expect.stringMatching(/^[\da-f]{8}$/) } },
  ]);
  expect(own.find(({ name }) => name === 'run')!.attributes).toEqual([
    { key: 'owlpost.dataset', value: { stringValue: 'sales' } },
  ]);
  expect(receiver.requests.map(({ body }) => body).join()).not.toMatch(/France|mira/i);
});

test('questions at the same time are traces of their own, and a span says of what kind its failure was', async () => {
  const traces = openTraces({ log });
  const work = async (name: string) => {
    await sleep(1);
    if (name === 'refused') throw new UserError('France is unknown: ask for another one');
    if (name === 'broken') throw new TypeError('France is undefined');
  };
  const questions = ['fine', 'refused', 'broken'].map((name) =>
    withQuestionId(() => traced('run', () => work(name)), name),
  );
  await Promise.allSettled(questions);
  await traces.close();
  const spans = receiver.spans();
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(3);
  const outcomes = spans
    .filter(({ name }) => name === 'run')
    .map(({ status, attributes }) => [status.code, attributes[0]?.value.stringValue]);
  expect(outcomes).toEqual([
    [0, undefined],
    [0, 'UserError'],
    [2, 'TypeError'],
  ]);
  for (const { startTimeUnixNano, endTimeUnixNano } of spans)
    expect(BigInt(endTimeUnixNano)).toBeGreaterThan(BigInt(startTimeUnixNano));
  expect(receiver.requests.map(({ body }) => body).join()).not.toContain('France');
  await traced('run', async () => {});
  expect(receiver.spans().length).toBe(spans.length); // nothing is told of any more
});

test('a receiver that is away is told to the log, and stops no question', async () => {
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', 'http://127.0.0.1:1');
  vi.stubEnv('OTEL_EXPORTER_OTLP_TIMEOUT', '200');
  const warnings: unknown[] = [];
  const traces = openTraces({ log: { warn: (...args: unknown[]) => void warnings.push(args) } });
  expect(await traced('run', async () => 7)).toBe(7);
  await traces.close();
  await expect.poll(() => warnings.length).toBeGreaterThan(0);
  expect(warnings[0]).toEqual([{ message: expect.any(String) }, 'traces cannot be sent']);
});
