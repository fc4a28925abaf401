import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:http';
import { describe, expect, test } from 'vitest';

import { closeServer, isLoopbackCall, listenOn } from '../../src/local/loopback.ts';

describe('listenOn(server, host, port)', () => {
  test.each(['127.0.0.1', '127.9.9.9', 'localhost', '::1'])('listens on %s', async (host) => {
    const server = createServer((_request, response) => response.end('here'));
    const origin = await listenOn(server, host, 0);
    expect(await (await fetch(origin)).text()).toBe('here');
    await closeServer(server);
  });

  test.each(['0.0.0.0', '192.168.0.1', 'evil.localhost', '127.0.0.1.evil.example'])('refuses %s', async (host) => {
    await expect(listenOn(createServer(), host, 0)).rejects.toThrow(
      `this server listens on this machine alone; use HOST=127.0.0.1 in place of ${host}`,
    );
  });

  test('names a port that is in use', async () => {
    const server = createServer();
    const port = Number(new URL(await listenOn(server, '127.0.0.1', 0)).port);
    await expect(listenOn(createServer(), '127.0.0.1', port)).rejects.toThrow(
      `port ${port} is in use; set PORT or --port to another one, or to 0 for any`,
    );
    await closeServer(server);
  });
});

test.each<[object, boolean]>([
  [{ host: '127.0.0.1:3000' }, true],
  [{ host: '[::1]:3000' }, true],
  [{ host: 'localhost', origin: 'http://localhost:5173' }, true],
  [{ host: 'evil.example' }, false],
  [{}, false],
  [{ host: 'localhost', origin: 'https://evil.example' }, false],
  [{ host: 'localhost', origin: 'http://127.0.0.1.evil.example' }, false],
])('isLoopbackCall(%j) is %s', (headers, outcome) => {
  expect(isLoopbackCall({ headers } as IncomingMessage)).toBe(outcome);
});
