import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

import { UserError } from '../error.ts';

/** Creates the state folder and its parents unless it exists. Throws a UserError that names OWLPOST_DATA when it cannot be created. */
export async function ensureFolder(folder: string): Promise<void> {
  await makePath(folder).catch((cause: unknown) => {
    throw new UserError(`${folder} cannot be made: point OWLPOST_DATA at a folder that can be written`, { cause });
  });
}

/** Node's own `recursive` never ends below a folder that takes no others, such as /proc. */
async function makePath(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await stat(folder)).isDirectory()) return;
    if (code !== 'ENOENT' || dirname(folder) === folder) throw error;
    await makePath(dirname(folder));
    await mkdir(folder);
  }
}
