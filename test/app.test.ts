import { expect, test } from 'vitest';

import { openApp } from '../src/app.ts';
import { visitsConfig } from './support/visits-config.ts';

test('openApp(config) opens a playground where there is no Slack, and closes all of it', async () => {
  const app = await openApp(visitsConfig({ PORT: '0' }), { isWatching: false });
  expect((await fetch(app.playground!)).status).toBe(200);
  expect(app.digests()).toEqual([]);
  await app.close();
  await expect(fetch(app.playground!)).rejects.toThrow();
});
