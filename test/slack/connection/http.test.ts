import { request } from 'node:http';
import { expect, test } from 'vitest';

import { faultLog, openHttpListener, sendJson } from '../../../src/slack/connection/http.ts';

/** A listener that answers `/` and whose other routes break. */
async function open() {
  const faults: unknown[] = [];
  const log = faultLog({ error: (({ error }: { error: unknown }) => faults.push(error)) as never });
  const listener = await openHttpListener({ host: '127.0.0.1', port: 0, onFault: log });
  return { listener, faults };
}

test('a connection stays open for longer than the minute of a load balancer', async () => {
  const { listener } = await open();
  const kept = await new Promise((resolve) => {
    request(listener.url, (response) => resolve(response.resume().headers['keep-alive'])).end();
  });
  expect(kept).toBe('timeout=75');
  await listener.close(Promise.resolve());
});

test('routes are asked in their order, what no route takes is a 404, and what breaks a 500', async () => {
  const { listener, faults } = await open();
  listener.serve([
    async ({ url }) => {
      if (url === '/broken') throw new Error('broken');
      return false;
    },
    async ({ url }, response) => {
      if (url === '/') sendJson(response, 200, { ok: true });
      return url === '/';
    },
  ]);
  const statuses = await Promise.all(
    ['', 'none', 'broken'].map(async (path) => (await fetch(`${listener.url}/${path}`)).status),
  );
  expect(statuses).toEqual([200, 404, 500]);
  expect(faults).toEqual([new Error('broken')]);
  await listener.close(Promise.resolve());
});

test('close(drained) takes no more connections, and ends the open ones when `drained` has settled', async () => {
  const { listener } = await open();
  const held = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  listener.serve([
    async (_, response) => {
      reached.resolve();
      await held.promise;
      sendJson(response, 200, { ok: true });
      return true;
    },
  ]);
  const answer = fetch(listener.url);
  await reached.promise;
  const drained = Promise.withResolvers<void>();
  const closed = listener.close(drained.promise);
  await expect(fetch(listener.url)).rejects.toThrow('fetch failed');
  held.resolve();
  expect((await answer).status).toBe(200);
  drained.resolve();
  await closed;
});
