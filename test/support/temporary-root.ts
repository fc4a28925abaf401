import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives all tests of a run one folder to make temporary ones in. Returns a function that removes it when the run has ended. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'owlpost-tests-'));
  chmodSync(folder, 0o755); // the test Postgres has another user
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
