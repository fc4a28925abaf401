import { expect, test } from 'vitest';

import type { Catalogue } from '../../src/catalogue/catalogue.ts';

import { buildCatalogue } from '../../src/catalogue/catalogue.ts';
import { noticesOf } from '../../src/catalogue/changes.ts';
import { parseQueryFile } from '../../src/catalogue/query-file.ts';

const file = (name: string, sql: string, owner = '"#analytics"') =>
  parseQueryFile(`${name}.sql`, `/*---\nowner: ${owner}\n---*/\n${sql}`);

const catalogueOf = (...read: ReturnType<typeof parseQueryFile>[]): Catalogue =>
  buildCatalogue(
    read.flatMap(({ query }) => query ?? []),
    read.flatMap(({ diagnostics }) => diagnostics),
  );

const good = file('sales', 'SELECT 1');

const newer = file('sales', 'SELECT 2');

const faulty = file('sales', 'SELECT {{x}}');

const worse = file('sales', 'SELECT {{x}}, {{y}}');

const fault = 'sales.sql:4:8: {{x}} is not declared: add it to params in the header';

const kept = (broken: ReturnType<typeof parseQueryFile>) =>
  catalogueOf({ query: good.query, diagnostics: broken.diagnostics });

const stays = 'the last good version stays in use';

const told = (line: string, channel = '#analytics') => [{ channel, lines: [line] }];

test.each<[string, Catalogue, Catalogue, ReturnType<typeof noticesOf>]>([
  ['a file that is changed', catalogueOf(good), catalogueOf(newer), []],
  ['a file that becomes faulty', catalogueOf(good), kept(faulty), told(`${fault} — ${stays}`)],
  ['a file that stays as faulty as it was', kept(faulty), kept(faulty), []],
  ['a file with another fault', kept(faulty), kept(worse), told(`${fault} (and 1 more) — ${stays}`)],
  ['a file that is mended', kept(faulty), catalogueOf(newer), told('sales.sql is mended: the new version is in use')],
  ['a faulty file that is taken away', kept(faulty), catalogueOf(), []],
  ['a new file that is faulty, whose owner nobody knows yet', catalogueOf(), catalogueOf(faulty), []],
  [
    'a query that is owned by a person',
    catalogueOf(file('sales', 'SELECT 1', 'Mira')),
    catalogueOf({ query: file('sales', 'SELECT 1', 'Mira').query, diagnostics: faulty.diagnostics }),
    [],
  ],
  [
    'a new version of which only a word is not served',
    catalogueOf(good),
    catalogueOf({
      query: newer.query,
      diagnostics: [{ file: 'sales.sql', line: 1, column: 1, message: 'alias by is taken' }],
    }),
    told('sales.sql:1:1: alias by is taken — the rest of it is in use'),
  ],
])('noticesOf(before, now): %s', (_, before, now, notices) => {
  expect(noticesOf(before, now)).toEqual(notices);
});
