import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type StateFolder = {
  readonly path: string;
  /** For what does not fit into memory; empty at the start, gone at the end. */
  readonly scratch: string;
  close(): Promise<void>;
};

const TEMPORARY = /^owlpost-athena-(\d+)-/;

/** The given folder, which stays and serves one process at a time, or a temporary one that goes when it is closed. */
export async function openStateFolder(given: string | undefined): Promise<StateFolder> {
  const path = given ?? (await makeTemporaryFolder());
  const scratch = join(path, 'scratch');
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch, { recursive: true });
  return { path, scratch, close: () => rm(given ? scratch : path, { recursive: true, force: true }) };
}

/** A folder named after this process; those of processes that were killed are removed. */
async function makeTemporaryFolder(): Promise<string> {
  for (const name of await readdir(tmpdir())) {
    const [, owner] = name.match(TEMPORARY) ?? [];
    if (owner && !isAlive(Number(owner))) await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
  return await mkdtemp(join(tmpdir(), `owlpost-athena-${process.pid}-`));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // somebody else's
  }
}
