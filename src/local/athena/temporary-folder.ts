import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const TEMPORARY = /^owlpost-athena-(\d+)-/;

/**
 * Creates a folder in the system's folder for temporary files; `close` removes it with its content. Folders that killed processes
 * left behind are removed, too: the name of each holds the id of its process.
 */
export async function openTemporaryFolder(): Promise<{ readonly path: string; close(): Promise<void> }> {
  for (const name of await readdir(tmpdir())) {
    const [, owner] = name.match(TEMPORARY) ?? [];
    if (owner && !isAlive(Number(owner))) await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
  const path = await mkdtemp(join(tmpdir(), `owlpost-athena-${process.pid}-`));
  return { path, close: () => rm(path, { recursive: true, force: true }) };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // somebody else's
  }
}
