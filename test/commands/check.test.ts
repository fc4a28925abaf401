import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';

import { runInProcess } from '../support/in-process.ts';
import { temporaryFolder } from '../support/program.ts';

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
  for (const name of ['latin1', 'utf16', 'typed']) mkdirSync(join(settings.OWLPOST_LAKE, name));
  writeFileSync(join(settings.OWLPOST_LAKE, 'latin1', 'a.csv'), Buffer.from('city,n\nKöln,1\n', 'latin1'));
  writeFileSync(join(settings.OWLPOST_LAKE, 'utf16', 'a.csv'), Buffer.from('\uFEFFcity,n\nKöln,1\n', 'utf16le'));
  writeFileSync(join(settings.OWLPOST_LAKE, 'typed', 'a.csv'), 'city,n\nBonn,1\nKöln,many\n');
  writeFileSync(join(settings.OWLPOST_LAKE, 'typed', '_schema.yml'), 'n: bigint\n');
});

test.each([
  [['check', 'good'], 0, /^good\.sql: ok\n$/],
  [['check', 'bad'], 2, /^bad\.sql:1:8: \{\{nothing\}\} is not declared[^\n]*\n$/],
  [['check', 'bad.sql'], 2, /^bad\.sql:1:8: [^\n]*\n$/],
  [['check'], 2, /^good\.sql: ok\nbad\.sql:1:8: [^\n]*\n$/],
])('%j ends with %i', async (args, code, output) => {
  const ended = await runInProcess(args, settings);
  expect(ended.stdout).toMatch(output);
  expect(ended.code).toBe(code);
});

test.each([
  ['latin1', /latin1\/a\.csv:2 is not UTF-8: it looks like Latin-1 .*; save it as UTF-8, for example by iconv/],
  ['utf16', /utf16\/a\.csv is UTF-16, not UTF-8; save it as UTF-8, for example by iconv/],
  ['typed', /column n is declared as bigint, but row 2 of typed\/a\.csv has "many"/],
])('check tells the author which file and line of %s cannot be read, and why', async (table, reason) => {
  const queries = temporaryFolder();
  writeFileSync(join(queries, 'own.sql'), `-- Own\nSELECT city, n FROM ${table}\n`);
  writeFileSync(join(queries, 'dataset.yml'), `title: Cities\nfrom: ${table}\nmeasures:\n  n: { sum: n }\n`);
  const { code, stdout } = await runInProcess(['check'], { ...settings, OWLPOST_QUERIES: queries });
  expect(code).toBe(2);
  const [first = '', ...others] = stdout.trimEnd().split('\n');
  expect(first).toMatch(reason);
  expect(others.join('\n')).toMatch(reason);
});

test('a name that is no query is refused', async () => {
  const { code, stderr } = await runInProcess(['check', 'nothing'], settings);
  expect(stderr).toMatch(/there is no query nothing: check without a name checks them all/);
  expect(code).toBe(2);
});

test('check names the line of a digest whose question is not understood', async () => {
  const queries = temporaryFolder();
  writeFileSync(join(queries, 'good.sql'), '-- Hits\nSELECT page, hits FROM hits\n');
  const source = '- name: hits\n  when: every day at 9\n  channel: "#sales"\n  question: unicorns\n';
  writeFileSync(join(queries, 'digests.yml'), source);
  const { code, stdout } = await runInProcess(['check'], { ...settings, OWLPOST_QUERIES: queries });
  expect(stdout).toMatch(/^good\.sql: ok\ndigests\.yml:4:13: hits asks "unicorns": /);
  expect(code).toBe(2);
});

test('a folder without queries is not called sound', async () => {
  const { code, stderr } = await runInProcess(['check'], { ...settings, OWLPOST_QUERIES: temporaryFolder() });
  expect(stderr).toMatch(/there is no query in .*: write one with owlpost new NAME --table TABLE/);
  expect(code).toBe(2);
});
