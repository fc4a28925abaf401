import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';

import { runCommand, temporaryFolder } from '../support/program.ts';

const folder = temporaryFolder();

const settings = {
  OWLPOST_QUERIES: join(folder, 'queries'),
  OWLPOST_LAKE: join(folder, 'lake'),
  OWLPOST_DATA: temporaryFolder(),
};

beforeAll(() => {
  mkdirSync(settings.OWLPOST_QUERIES);
  mkdirSync(join(settings.OWLPOST_LAKE, 'hits'), { recursive: true });
  writeFileSync(join(settings.OWLPOST_LAKE, 'hits', 'a.csv'), 'page,hits\nhome,3\nabout,1\n');
  writeFileSync(join(settings.OWLPOST_QUERIES, 'good.sql'), '-- Hits\nSELECT page, hits FROM hits\n');
  writeFileSync(join(settings.OWLPOST_QUERIES, 'bad.sql'), 'SELECT {{nothing}} FROM hits\n');
});

test.each([
  [['check', 'good'], 0, /^good\.sql: ok\n$/],
  [['check', 'bad'], 2, /^bad\.sql:1:8: \{\{nothing\}\} is not declared[^\n]*\n$/],
  [['check', 'bad.sql'], 2, /^bad\.sql:1:8: [^\n]*\n$/],
  [['check'], 2, /^good\.sql: ok\nbad\.sql:1:8: [^\n]*\n$/],
])('%j ends with %i', async (args, code, output) => {
  const ended = await runCommand(args, settings);
  expect(ended.stdout).toMatch(output);
  expect(ended.code).toBe(code);
});

test('a name that is no query is refused', async () => {
  const { code, stderr } = await runCommand(['check', 'nothing'], settings);
  expect(stderr).toMatch(/there is no query nothing: check without a name checks them all/);
  expect(code).toBe(2);
});
