import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** How long git may take, in milliseconds. */
const WITHIN = 1000;

/** Finds the short hash of the commit that last changed a file of a folder; undefined outside of git. */
export async function commitOf(folder: string, file: string): Promise<string | undefined> {
  try {
    const { stdout } = await run('git', ['-C', folder, 'log', '-1', '--format=%h', '--', file], { timeout: WITHIN });
    return stdout.trim() || undefined;
  } catch {
    return undefined; // no git, or a folder that it does not know
  }
}
