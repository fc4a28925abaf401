import { expect, test } from 'vitest';

import { answer } from '../../src/answer/answer.ts';
import { openEmbedded, openEngine } from '../../src/app.ts';
import { temporaryFolder } from '../support/program.ts';
import { visitsConfig } from '../support/visits-config.ts';

const NOW = new Date('2025-03-01T12:00:00Z');

test('openEngine(config) answers over the embedded Athena and ends with it', async () => {
  const engine = await openEngine(visitsConfig(), { isWatching: false });
  const { table, picture } = await answer('visits', engine.context, { now: NOW, signal: AbortSignal.timeout(60_000) });
  expect(table.rows).toEqual([
    ['A', '3'],
    ['B', '1'],
  ]);
  expect(picture?.png.length).toBeGreaterThan(1000);
  expect(await engine.explain('SELECT place FROM visits', [])).toBeUndefined();
  expect(await engine.explain('SELECT nothing FROM visits', [])).toContain('nothing');
  expect(await engine.checkReady()).toBeUndefined();
  await engine.close();
  await expect(fetch(engine.athena.endpoint!)).rejects.toThrow();
});

test('openEngine(config) refuses a folder of queries that is not there', async () => {
  await expect(
    openEngine(visitsConfig({ OWLPOST_QUERIES: `${temporaryFolder()}/none` }), { isWatching: false }),
  ).rejects.toThrow(/none/);
});

test('openEmbedded(config, port) is an endpoint by itself', async () => {
  const embedded = await openEmbedded(visitsConfig(), 0);
  expect((await fetch(embedded.url)).status).toBeLessThan(500);
  await embedded.close();
});
