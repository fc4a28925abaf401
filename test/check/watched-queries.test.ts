import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, expect, test } from 'vitest';

import type { WatchOptions } from '../../src/check/watched-queries.ts';

import { watchQueries } from '../../src/check/watched-queries.ts';
import { folderOf } from '../support/folder.ts';

const calendar = { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 } as const;

const closers: (() => void)[] = [];

afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** Watches a folder of queries; `warned` has the lines of the log. */
async function watch(files: Readonly<Record<string, string>>, options: Partial<WatchOptions> = {}) {
  const folder = folderOf(files);
  const warned: string[] = [];
  const log = pino({ base: undefined }, { write: (line) => void warned.push(JSON.parse(line).msg) });
  const live = await watchQueries(folder, { calendar, log, ...options });
  closers.push(live.close);
  /** Replaces a file as editors do: at once. */
  const replace = async (name: string, text: string) => {
    await writeFile(join(folder, `.${name}`), text);
    await rename(join(folder, `.${name}`), join(folder, name));
  };
  return { live, warned, replace };
}

const titlesOf = ({ live }: Awaited<ReturnType<typeof watch>>) => live.current().queries.map(({ title }) => title);

test('a file that the grammar refuses is logged with its place, and keeps its last good version', async () => {
  const watched = await watch({ 'visits.sql': '-- Visits\nSELECT page, hits FROM visits\n' });
  expect(titlesOf(watched)).toEqual(['Visits']);
  await watched.replace('visits.sql', '-- Broken\nSELECT page hits, FROM visits\n');
  await expect.poll(() => watched.warned).toEqual([expect.stringMatching(/^visits\.sql:2:\d+: /)]);
  expect(titlesOf(watched)).toEqual(['Visits']);
  await watched.replace('visits.sql', '-- Mended\nSELECT page, hits FROM visits\n');
  await expect.poll(() => titlesOf(watched)).toEqual(['Mended']);
});

test('a change is told with the catalogue before and after; the first reading is none', async () => {
  const changes: string[][] = [];
  const { replace } = await watch(
    { 'visits.sql': '-- Visits\nSELECT 1\n' },
    { onChange: (...both) => void changes.push(both.map(({ queries }) => queries.map(({ name }) => name).join())) },
  );
  expect(changes).toEqual([]);
  await replace('orders.sql', '-- Orders\nSELECT 1\n');
  await expect.poll(() => changes).toEqual([['visits', 'orders,visits']]);
});

test('the other files of the folder are read again with the queries, and their diagnostics logged', async () => {
  let reads = 0;
  const { warned, replace } = await watch(
    { 'visits.sql': '-- Visits\nSELECT 1\n' },
    {
      onFiles: async () => {
        reads += 1;
        return [{ file: 'digests.yml', line: 3, column: 5, message: `read ${reads} times` }];
      },
    },
  );
  await expect.poll(() => warned).toEqual(['digests.yml:3:5: read 1 times']);
  await replace('visits.sql', '-- Visits\nSELECT 2\n');
  await expect.poll(() => warned.at(-1)).toBe('digests.yml:3:5: read 2 times');
});
