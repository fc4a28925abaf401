import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { directories, entries } from '../../../../src/local/athena/lake/folder-entries.ts';
import { temporaryFolder } from '../../../support/program.ts';

function folder() {
  const path = temporaryFolder();
  for (const name of ['b', 'a', '_hidden', '.git']) mkdirSync(join(path, name));
  for (const name of ['c.csv', '_SUCCESS', '.DS_Store']) writeFileSync(join(path, name), '');
  symlinkSync(join(path, 'a'), join(path, 'link'));
  symlinkSync(join(path, 'none'), join(path, 'nowhere'));
  return path;
}

test('entries() are in order, without what is hidden; a link is what it leads to', () =>
  expect(entries(folder())).toEqual([
    { name: 'a', isDirectory: true, isLink: false },
    { name: 'b', isDirectory: true, isLink: false },
    { name: 'c.csv', isDirectory: false, isLink: false },
    { name: 'link', isDirectory: true, isLink: true },
    { name: 'nowhere', isDirectory: false, isLink: true },
  ]));

test('directories() are the names of folders alone', () => expect(directories(folder())).toEqual(['a', 'b', 'link']));

test('a folder that is gone holds nothing, but a file is no folder', () => {
  const path = folder();
  expect(entries(join(path, 'none'))).toEqual([]);
  expect(() => entries(join(path, 'c.csv'))).toThrow('ENOTDIR');
});
