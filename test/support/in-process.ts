import { vi } from 'vitest';

import { main } from '../../src/main.ts';
import { environment } from './program.ts';

/** What a command was ended with before its own end. */
class Exit extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Runs one command of the shell to its end, as `runCommand` does, but in this process, which has loaded the code already:
 * for tests of what a command says. Those of the program itself start it. Commands wait for each other, as they
 * share the environment.
 */
export function runInProcess(
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const run = last.then(() => runNow(args, settings));
  last = run.catch(() => undefined);
  return run;
}

async function runNow(args: readonly string[], settings: Readonly<Record<string, string>>) {
  const before = { env: process.env, code: process.exitCode };
  let [stdout, stderr] = ['', ''];
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      stdout += chunk;
      return true;
    }),
    vi.spyOn(console, 'log').mockImplementation((line) => {
      stdout += `${line}\n`;
    }),
    vi.spyOn(console, 'error').mockImplementation((line) => {
      stderr += `${line instanceof Error ? line.stack : line}\n`;
    }),
    vi.spyOn(process, 'exit').mockImplementation((code) => {
      throw new Exit(Number(code));
    }),
  ];
  process.env = environment(settings);
  process.exitCode = undefined;
  try {
    await main(args);
    return { code: Number(process.exitCode ?? 0), stdout, stderr };
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
    return { code: error.code, stdout, stderr };
  } finally {
    process.env = before.env;
    process.exitCode = before.code;
    for (const spy of spies) spy.mockRestore();
    for (const name of ['SIGINT', 'SIGTERM']) process.removeAllListeners(name);
  }
}
