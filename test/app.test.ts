import { expect, test } from 'vitest';

import { openApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { folderOf } from './support/folder.ts';
import { temporaryFolder } from './support/program.ts';

const VISITS = {
  lake: folderOf({ 'visits/part.csv': 'place,n\nA,3\nB,1\n' }),
  queries: folderOf({ 'visits.sql': 'SELECT place AS "Place", SUM(n) AS "Visits" FROM visits GROUP BY 1 ORDER BY 1' }),
};

const config = (given: Record<string, string> = {}) =>
  readConfig({ OWLPOST_DATA: temporaryFolder(), OWLPOST_LAKE: VISITS.lake, OWLPOST_QUERIES: VISITS.queries, ...given });

test('openApp(config) opens a playground where there is no Slack, and closes all of it', async () => {
  const app = await openApp(config({ PORT: '0' }), { isWatching: false });
  expect((await fetch(app.playground!)).status).toBe(200);
  expect(app.digests()).toEqual([]);
  await app.close();
  await expect(fetch(app.playground!)).rejects.toThrow();
});
