import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';

import { closeServer, listenOn } from '../../../src/local/loopback.ts';
import { forward } from '../../../src/local/slack/forward.ts';

/** A server that hands everything on to `origin`. */
async function openForwarder(origin: string): Promise<string> {
  const server = createServer((request, response) => forward(request, response, origin));
  onTestFinished(() => closeServer(server));
  return listenOn(server, '127.0.0.1', 0);
}

/** A server that answers with what it was asked. */
async function openEcho(): Promise<string> {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method, url, headers } = request;
    response.writeHead(201, { 'x-own': 'kept' }).end(JSON.stringify({ method, url, given: headers['x-given'], body }));
  });
  onTestFinished(() => closeServer(server));
  return listenOn(server, '127.0.0.1', 0);
}

test('forward(request, response, origin) hands a request on as it is, and its answer back', async () => {
  const url = await openForwarder(await openEcho());
  const response = await fetch(`${url}/mcp?a=1`, { method: 'POST', headers: { 'x-given': 'too' }, body: 'hello' });
  expect([response.status, response.headers.get('x-own')]).toEqual([201, 'kept']);
  expect(await response.json()).toEqual({ method: 'POST', url: '/mcp?a=1', given: 'too', body: 'hello' });
});

test('a path that looks like an address stays a path', async () => {
  const url = await openForwarder(await openEcho());
  expect(await (await fetch(`${url}//evil.example/x`)).json()).toMatchObject({ url: '//evil.example/x' });
});

test('nobody there is a 502', async () => {
  const gone = createServer();
  const origin = await listenOn(gone, '127.0.0.1', 0);
  await closeServer(gone);
  expect((await fetch(await openForwarder(origin))).status).toBe(502);
});
