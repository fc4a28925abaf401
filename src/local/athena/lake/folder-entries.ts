import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** An entry of a folder. `isDirectory` of a symbolic link says what it leads to. */
export type FolderEntry = { readonly name: string; readonly isDirectory: boolean; readonly isLink: boolean };

/** Lists the names of a folder's subfolders, without those that start with `_` or `.`. */
export function directories(folder: string): string[] {
  return entries(folder)
    .filter(({ isDirectory }) => isDirectory)
    .map(({ name }) => name);
}

/** Lists a folder's entries by name, without those that start with `_` or `.`; none for a folder that does not exist. */
export function entries(folder: string): FolderEntry[] {
  let found: ReturnType<typeof readFolder>;
  try {
    found = readFolder(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return found
    .filter(({ name }) => !/^[._]/.test(name))
    .map((entry) => ({
      name: entry.name,
      isDirectory: isDirectory(folder, entry),
      isLink: entry.isSymbolicLink(),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function readFolder(folder: string) {
  return readdirSync(folder, { withFileTypes: true });
}

function isDirectory(folder: string, entry: ReturnType<typeof readFolder>[number]): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  try {
    return statSync(join(folder, entry.name)).isDirectory();
  } catch {
    return false; // it leads nowhere, or where this process may not go
  }
}
