import { createContext, Script } from 'node:vm';

import { fail } from '../../../trino/fail.ts';

/** How long a batch of rows may block the process: it ends regular expressions that backtrack without end. */
const MOST_MILLISECONDS = 1000;

const sandbox: { run?: () => void } = createContext({});

const script = new Script('run()');

/** Runs a function. Fails with EXCEEDED_TIME_LIMIT when it takes longer than a second. */
export function withinTime(run: () => void): void {
  sandbox.run = run;
  try {
    script.runInContext(sandbox, { timeout: MOST_MILLISECONDS });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    fail('EXCEEDED_TIME_LIMIT', 'A function took too long over one batch of rows in the embedded engine');
  } finally {
    sandbox.run = undefined;
  }
}
