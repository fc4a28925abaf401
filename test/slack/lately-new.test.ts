import { expect, test } from 'vitest';

import { buildCatalogue } from '../../src/catalogue/catalogue.ts';
import { parseQueryFile } from '../../src/catalogue/query-file.ts';
import { openLatelyNew } from '../../src/slack/lately-new.ts';

const catalogueOf = (...names: readonly string[]) =>
  buildCatalogue(names.map((name) => parseQueryFile(`${name}.sql`, `SELECT '${name}' AS "Name"`).query!));

/** A memory that counts what is put, a catalogue and a clock that tests set. */
function open() {
  const kept = new Map<string, string>();
  const state = { catalogue: catalogueOf('sales'), now: new Date('2026-11-01T12:00:00Z'), puts: 0 };
  const memory = {
    get: async (key: string) => kept.get(key),
    put: async (key: string, text: string) => {
      kept.set(key, text);
      state.puts++;
    },
  };
  const start = () => openLatelyNew({ catalogue: () => state.catalogue, memory, now: () => state.now });
  const namesFor = async (lately = start()) =>
    (await lately.newsFor(state.catalogue)).map(({ query, day }) => `${query.name} ${day}`);
  return { state, start, namesFor };
}

test('what is served after the first start is new for two weeks, to all instances', async () => {
  const { state, start, namesFor } = open();
  await start().record();
  expect(await namesFor()).toEqual([]);
  state.catalogue = catalogueOf('sales', 'stock');
  state.now = new Date('2026-11-10T08:00:00Z');
  expect(await namesFor()).toEqual(['stock 2026-11-10']);
  state.now = new Date('2026-11-24T08:00:00Z');
  expect(await namesFor()).toEqual(['stock 2026-11-10']);
  state.now = new Date('2026-11-25T08:00:00Z');
  expect(await namesFor()).toEqual([]);
});

test('a record that has not changed is written once a day, so that it is not forgotten', async () => {
  const { state, start } = open();
  const lately = start();
  for (const hour of ['00', '06', '23']) {
    state.now = new Date(`2026-11-02T${hour}:00:00Z`);
    await lately.record();
  }
  expect(state.puts).toBe(1);
  state.now = new Date('2026-11-03T01:00:00Z');
  await lately.record();
  expect(state.puts).toBe(2);
});
