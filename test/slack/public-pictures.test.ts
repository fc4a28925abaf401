import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';

import { openPublicPictures } from '../../src/slack/public-pictures.ts';

test('publish(picture) makes an address that serve() answers, and no other', async () => {
  const kept = new Map<string, Uint8Array>();
  const server = createServer(async (request, response) => {
    if (!(await host.serve(request, response))) response.writeHead(418).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const pictures = {
    put: async (key: string, bytes: Uint8Array) => void kept.set(key, bytes),
    get: async (key: string) => kept.get(key),
  };
  const host = openPublicPictures({ pictures, publicUrl: `${url}/`, secret: 'secret' });
  const source = await host.publish({ png: Buffer.from('png'), width: 1, height: 1 });
  if (!('image_url' in source)) throw new Error('no address');
  const { image_url } = source;
  const status = async (address: string, method = 'GET') => (await fetch(address, { method })).status;
  expect(await (await fetch(image_url)).text()).toBe('png');
  expect(await status(image_url, 'HEAD')).toBe(200);
  expect(await status(image_url, 'POST')).toBe(418);
  expect(await status(image_url.replace(/s=.*/, 's=AAAA'))).toBe(404);
  expect(await status(`${url}/elsewhere`)).toBe(418);
  await host.remove(source);
  expect(await status(image_url)).toBe(200);
});
