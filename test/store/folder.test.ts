import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { UserError } from '../../src/error.ts';
import { ensureFolder } from '../../src/store/folder.ts';
import { temporaryFolder } from '../support/program.ts';

test('ensureFolder() makes a folder with its parents, and leaves one that is there', async () => {
  const folder = join(temporaryFolder(), 'a', 'b', 'c');
  await ensureFolder(folder);
  expect(statSync(folder).isDirectory()).toBe(true);
  await ensureFolder(folder);
});

test.each(['taken', 'taken/below'])('ensureFolder() names the setting where a file stands: %s', async (path) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'taken'), '');
  const made = ensureFolder(join(folder, path));
  await expect(made).rejects.toThrow(UserError);
  await expect(made).rejects.toThrow('cannot be made: point OWLPOST_DATA at a folder that can be written');
});

test('ensureFolder() ends below a folder that takes no others', async () => {
  await expect(ensureFolder('/proc/none/at/all')).rejects.toThrow('/proc/none/at/all cannot be made');
});
