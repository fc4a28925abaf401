import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';

import type { PictureRules } from '../../../src/slack/messages/public-pictures.ts';

import { openPublicPictures } from '../../../src/slack/messages/public-pictures.ts';

const picture = { png: Buffer.from('png'), width: 1, height: 1 };

const DAY_MS = 86_400_000;

/** A listener that serves the pictures of a host, and its clock. */
async function open(rules: Partial<PictureRules> = {}) {
  const kept = new Map<string, Uint8Array>();
  const clock = { now: new Date('2026-11-27T12:00:00Z') };
  const server = createServer(async (request, response) => {
    if (!(await host.serve(request, response))) response.writeHead(418).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const options = {
    pictures: {
      put: async (key: string, bytes: Uint8Array) => void kept.set(key, bytes),
      get: async (key: string) => kept.get(key),
      remove: async (key: string) => void kept.delete(key),
    },
    publicUrl: `${url}/`,
    secret: 'secret',
    now: () => clock.now,
    log: { warn: () => {} },
  };
  const host = openPublicPictures({ ...options, rules: { goesWithMessage: false, ...rules } });
  const publish = async () => {
    const source = await host.publish(picture);
    if (!('image_url' in source)) throw new Error('no address');
    return source;
  };
  const status = async (address: string, method = 'GET') => (await fetch(address, { method })).status;
  return { url, host, kept, clock, publish, status, options };
}

test('publish(picture) makes an address that serve() answers, and no other', async () => {
  const { url, host, publish, status } = await open();
  const source = await publish();
  const { image_url } = source;
  expect(await (await fetch(image_url)).text()).toBe('png');
  expect(await status(image_url, 'HEAD')).toBe(200);
  expect(await status(image_url, 'POST')).toBe(418);
  expect(await status(image_url.replace(/s=.*/, 's=AAAA'))).toBe(404);
  expect(await status(`${url}/elsewhere`)).toBe(418);
  await host.remove(source);
  expect(await status(image_url)).toBe(200);
});

describe('the key', () => {
  test('is one of its own: another key makes other addresses, and refuses these', async () => {
    const { publish, url, options, status } = await open({ key: 'a key of its own' });
    const { image_url } = await publish();
    expect(await status(image_url)).toBe(200);
    for (const rules of [{ goesWithMessage: false }, { key: 'another key', goesWithMessage: false }]) {
      const other = openPublicPictures({ ...options, publicUrl: url, rules });
      expect(await other.publish(picture)).not.toEqual({ image_url });
    }
  });

  test('is derived of the bot’s secret, and is not that secret', async () => {
    const { publish, options } = await open();
    const { image_url } = await publish();
    const asKey = openPublicPictures({ ...options, rules: { key: options.secret, goesWithMessage: false } });
    expect(await asKey.publish(picture)).not.toEqual({ image_url });
    const again = openPublicPictures({ ...options, rules: { goesWithMessage: false } });
    expect(await again.publish(picture)).toEqual({ image_url });
  });
});

describe('an address that expires', () => {
  test('works for as many days, and cannot be made to work longer', async () => {
    const { publish, status, clock } = await open({ days: 2 });
    const { image_url } = await publish();
    expect((await publish()).image_url).toBe(image_url);
    const end = Number(new URL(image_url).searchParams.get('e'));
    expect(end).toBe(Date.parse('2026-11-30T00:00:00Z') / 1000);
    const response = await fetch(image_url);
    expect(response.headers.get('cache-control')).toBe(`public, max-age=${2.5 * 86_400}, immutable`);
    clock.now = new Date(clock.now.getTime() + 2 * DAY_MS);
    expect(await status(image_url)).toBe(200);
    clock.now = new Date(clock.now.getTime() + DAY_MS / 2);
    expect(await status(image_url)).toBe(404);
    expect(await status(image_url.replace(`e=${end}`, `e=${end + 86_400}`))).toBe(404);
    expect(await status(image_url.replace(/e=\d+&/, ''))).toBe(404);
  });
});

describe('a picture that goes with its message', () => {
  test('has an address for that message alone, and is deleted with it', async () => {
    const { host, publish, status, kept } = await open({ goesWithMessage: true });
    const [first, second] = [await publish(), await publish()];
    expect(first).not.toEqual(second);
    await host.remove(first);
    expect([await status(first.image_url), await status(second.image_url)]).toEqual([404, 200]);
    expect(kept.size).toBe(1);
  });

  test('is not deleted by an address that nobody signed', async () => {
    const { host, publish, kept } = await open({ goesWithMessage: true });
    const { image_url } = await publish();
    await host.remove({ image_url: image_url.replace(/s=.*/, 's=AAAA') });
    await host.remove({ image_url: 'no address' });
    expect(kept.size).toBe(1);
  });
});
