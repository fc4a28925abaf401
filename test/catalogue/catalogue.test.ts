import { symlinkSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import type { Catalogue } from '../../src/catalogue/catalogue.ts';

import { buildCatalogue, readCatalogue } from '../../src/catalogue/catalogue.ts';
import { parseQueryFile } from '../../src/catalogue/query-file.ts';
import { openCatalogue } from '../../src/catalogue/watch.ts';
import { UserError } from '../../src/error.ts';
import { folderOf } from '../support/folder.ts';
import { SALES } from '../support/sales-dataset.ts';

test('500 queries are found by each of their words', () => {
  const queries = Array.from({ length: 500 }, (_, index) => ({
    ...parseQueryFile(`query-${index}.sql`, 'SELECT 1').query!,
    aliases: [`alias ${index}`],
  }));
  const { find, diagnostics } = buildCatalogue(queries);
  expect(diagnostics).toEqual([]);
  expect(find('Alias 499')?.name).toBe('query-499');
});

describe('buildCatalogue(queries)', () => {
  const query = (name: string, aliases: string[] = []) => ({
    ...parseQueryFile(`${name}.sql`, 'SELECT 1').query!,
    aliases,
  });

  test('finds by name and alias, however they are written', () => {
    const { find } = buildCatalogue([query('sales', ['turn over']), query('best-sellers')]);
    expect(
      [find('sales'), find('Turn-Over'), find('BEST SELLERS'), find('best_sellers'), find('nothing')].map(
        (found) => found?.name,
      ),
    ).toEqual(['sales', 'sales', 'best-sellers', 'best-sellers', undefined]);
  });

  test.each([
    [[query('a', ['x']), query('b', ['X!'])], 'alias X! already means a: choose another'],
    [[query('a', ['b']), query('b')], 'alias b is the name of a query: choose another'],
    [[query('a', ['help'])], 'alias help is a word of the question language: choose another'],
    [[query('a', ['last year'])], 'alias last year is a word of the question language: choose another'],
  ])('tells an alias that cannot be (%#)', (queries, message) => {
    const { diagnostics, queries: served } = buildCatalogue(queries);
    expect(diagnostics.map((finding) => finding.message)).toEqual([message]);
    expect(served).toHaveLength(queries.length);
  });
});

test('a file that is not read is told, and rules that are not read open nothing', async () => {
  const read = await readCatalogue(folderOf({ 'a.sql': 'SELECT 1', 'b.yaml': 'from: t' }));
  expect(read.queries.map(({ name }) => name)).toEqual(['a']);
  expect(read.diagnostics.map(({ file, message }) => `${file} ${message}`)).toEqual([
    'b.yaml is not read under this name: call it b.yml',
  ]);
  for (const name of ['_access.yaml', '_access.yml.txt', '_Access.yml', 'shop/_access.yml']) {
    const guarded = await readCatalogue(folderOf({ 'a.sql': 'SELECT 1', [name]: 'groups: {}' }));
    expect(guarded.queries, name).toEqual([]);
    expect(guarded.diagnostics.map(({ file }) => file)).toEqual([name]);
  }
});

test('rules that cannot be read open nothing', async () => {
  const folder = folderOf({ 'a.sql': 'SELECT 1', '_access.yml/x.txt': '' });
  await expect(readCatalogue(folder)).rejects.toThrow(/^_access\.yml cannot be read \(EISDIR\): /);
});

describe('a folder', () => {
  const inFolder = async (work: (folder: string) => Promise<void>) => {
    const folder = await mkdtemp(join(tmpdir(), 'owlpost-'));
    try {
      await work(folder);
    } finally {
      await rm(folder, { recursive: true });
    }
  };

  test('one faulty file leaves the others served', () =>
    inFolder(async (folder) => {
      await writeFile(join(folder, 'good.sql'), 'SELECT 1');
      await writeFile(join(folder, 'bad.sql'), 'SELECT {{x}}');
      await writeFile(join(folder, 'huge.sql'), `SELECT 1 -- ${'x'.repeat(300_000)}`);
      await writeFile(join(folder, 'note.txt'), 'not a query');
      const { queries, diagnostics } = await readCatalogue(folder);
      expect(queries.map(({ name }) => name)).toEqual(['good']);
      expect(diagnostics.map(({ file }) => file)).toEqual(['bad.sql', 'huge.sql']);
    }));

  test('datasets are read beside the queries; of two files of one name the first is served', () =>
    inFolder(async (folder) => {
      await writeFile(join(folder, 'sales.yml'), SALES);
      await writeFile(join(folder, 'sales.sql'), 'SELECT 1');
      await writeFile(join(folder, 'bad.yml'), 'from: fact_orders f');
      await writeFile(join(folder, 'digests.yml'), '[]');
      const { queries, diagnostics } = await readCatalogue(folder);
      expect(queries.map(({ file }) => file)).toEqual(['sales.sql']);
      expect(diagnostics.map(({ file, message }) => `${file}: ${message}`)).toEqual([
        'sales.yml: sales is sales.sql already: give one of them another name',
        expect.stringMatching(/^bad\.yml: measures is missing/),
      ]);
    }));

  test('a dataset that becomes faulty keeps its last good version', () =>
    inFolder(async (folder) => {
      await writeFile(join(folder, 'sales.yml'), SALES);
      let hear = (_: Catalogue) => {};
      const live = await openCatalogue(folder, { onChange: (catalogue) => hear(catalogue) });
      try {
        const changed = new Promise<Catalogue>((resolve) => {
          hear = resolve;
        });
        await writeFile(join(folder, 'sales.yml'), SALES.replace('from:', 'form:'));
        const { queries, diagnostics } = await changed;
        expect(queries.map(({ title }) => title)).toEqual(['Sales']);
        expect(diagnostics.length).toBeGreaterThan(0);
      } finally {
        live.close();
      }
    }));

  test('a missing folder is told with the setting that names it', async () => {
    await expect(readCatalogue('/no/such/folder')).rejects.toThrow(
      new UserError('there is no folder /no/such/folder: make it, or point OWLPOST_QUERIES at your queries'),
    );
  });

  test('a saved file is live; one that became faulty keeps its last good version', () =>
    inFolder(async (folder) => {
      await writeFile(join(folder, 'one.sql'), '-- First\nSELECT 1');
      const changes: Catalogue[] = [];
      let wake = () => {};
      const live = await openCatalogue(folder, {
        onChange: (catalogue) => {
          changes.push(catalogue);
          wake();
        },
      });
      const until = async (isTrue: (catalogue: Catalogue) => boolean) => {
        while (!isTrue(changes.at(-1)!)) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      };
      try {
        await writeFile(join(folder, 'two.sql'), '-- Second\nSELECT 2');
        await until(({ queries }) => queries.length === 2);
        await writeFile(join(folder, 'one.sql'), '-- Broken\nSELECT {{x}}');
        await until(({ diagnostics }) => diagnostics.length === 1);
        expect(live.current().find('one')?.title).toBe('First');
        await writeFile(join(folder, 'one.sql'), '-- Mended\nSELECT 1');
        await until(({ find }) => find('one')?.title === 'Mended');
        expect(live.current().diagnostics).toEqual([]);
        await rm(join(folder, 'two.sql'));
        await until(({ queries }) => queries.length === 1);
      } finally {
        live.close();
      }
    }));

  test('a newcomer cannot take a word that another query has, and bad SQL keeps the last good version', () =>
    inFolder(async (folder) => {
      const write = (name: string, text: string) => writeFile(join(folder, name), text);
      await write('one.sql', '/*---\naliases: [money]\n---*/\nSELECT 1');
      const changes: Catalogue[] = [];
      let wake = () => {};
      const live = await openCatalogue(folder, {
        onChange: (catalogue) => {
          changes.push(catalogue);
          wake();
        },
        grammar: async ({ file, template }) =>
          JSON.stringify(template).includes('SELEC ') ? [{ file, line: 1, column: 1, message: 'no SQL' }] : [],
      });
      const until = async (isTrue: (catalogue: Catalogue) => boolean) => {
        while (!isTrue(changes.at(-1)!)) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      };
      try {
        await write('a.sql', '/*---\naliases: [money]\n---*/\nSELECT 2');
        await until(({ queries }) => queries.length === 2);
        expect(live.current().find('money')?.name).toBe('one');
        expect(live.current().diagnostics).toEqual([
          { file: 'a.sql', line: 2, column: 11, message: 'alias money already means one: choose another' },
        ]);
        const { version } = live.current().find('one')!;
        await write('one.sql', 'SELEC 1');
        await until(({ diagnostics }) => diagnostics.some(({ message }) => message === 'no SQL'));
        expect(live.current().find('one')?.version).toBe(version);
      } finally {
        live.close();
      }
    }));

  test('the shipped queries have no diagnostics', async () => {
    const { queries, diagnostics } = await readCatalogue('queries');
    expect(diagnostics).toEqual([]);
    expect(queries.map(({ name }) => name)).toEqual([
      'bought-together',
      'repeat-customers',
      'sales',
      'sales-by-country',
      'sales-by-product-line',
    ]);
  });
});

test('what editors keep beside a file that is open is not read', async () => {
  const folder = folderOf({ 'sales.sql': 'SELECT 1', '.sales.sql.swp': 'b0VIM', 'sales.sql~': 'SELECT 2' });
  symlinkSync('mira@laptop.4913:1764', join(folder, '.#sales.sql')); // Emacs locks a file by a link to nowhere
  symlinkSync('mira@laptop.4913:1764', join(folder, '.#digests.yml'));
  const { queries, diagnostics } = await readCatalogue(folder);
  expect(queries.map(({ file }) => file)).toEqual(['sales.sql']);
  expect(diagnostics).toEqual([]);
});

test('queries in folders of the folder are read, hidden ones are not', async () => {
  const folder = folderOf({
    'shop/sales.sql': 'SELECT 1',
    'shop/deep/stock.yml': 'from: stock s\nmeasures: { items: { rows: true } }\n',
    '.git/old.sql': 'SELECT 1',
    'other/sales.sql': 'SELECT 2',
  });
  const { queries, diagnostics } = await readCatalogue(folder);
  expect(queries.map(({ name, file }) => `${name} ${file}`)).toEqual([
    'sales other/sales.sql',
    'stock shop/deep/stock.yml',
  ]);
  expect(diagnostics.map(({ file, message }) => `${file}: ${message}`)).toEqual([
    'shop/sales.sql: sales is other/sales.sql already: give one of them another name',
  ]);
});
