import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export type Program = {
  /** The first group of the line that said that it is ready. */
  readonly url: string;
  readonly pid: number;
  /** Everything it printed so far. */
  readonly output: () => string;
  /** Ends it as an operator would and gives its exit code. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>;
};

const folders: string[] = [];

/** A folder that is gone when the process ends. */
export function temporaryFolder(): string {
  if (folders.length === 0) process.once('exit', removeFolders);
  const folder = mkdtempSync(join(tmpdir(), 'owlpost-test-'));
  folders.push(folder);
  return folder;
}

function removeFolders(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

/** An environment in which nothing is set but what is given, with a data folder of its own. */
export function environment(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(SLACK|ATHENA|AWS|OWLPOST|DATABASE_URL|PORT$|HOST$|LOG_LEVEL)/.test(name),
  );
  return { ...Object.fromEntries(own), ...settings };
}

/** The settings that point the product at an Athena and S3 of its own that runs elsewhere. */
export function pointedAt(url: string): Readonly<Record<string, string>> {
  return {
    ATHENA_DATABASE: 'default',
    ATHENA_OUTPUT: 's3://owlpost/results/',
    AWS_ENDPOINT_URL_ATHENA: url,
    AWS_ENDPOINT_URL_S3: url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'owlpost',
    AWS_SECRET_ACCESS_KEY: 'owlpost',
  };
}

/** Runs one command of the shell to its end. */
export function runCommand(
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'owlpost.mjs', ...args], {
      env: environment(settings),
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** Starts a command that stays, and waits for the line that says it is ready. */
export function startProgram(
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
  ready: RegExp,
): Promise<Program> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'owlpost.mjs', ...args], {
    env: environment(settings),
  });
  let output = '';
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    void ended.then((code) => reject(new Error(`it ended with code ${code} before it was ready:\n${output}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      output += `${line}\n`;
      const match = ready.exec(line);
      if (!match) return;
      resolve({
        url: match[1]!,
        pid: child.pid!,
        output: () => output,
        stop: (signal = 'SIGTERM') => {
          child.kill(signal);
          return ended;
        },
      });
    });
  });
}
