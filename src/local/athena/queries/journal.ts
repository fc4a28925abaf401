import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

import type { Execution } from './execution.ts';

import { isOver } from './execution.ts';

export type Journal = {
  /** What was written before, oldest first, each query as it was last. */
  readonly earlier: readonly Execution[];
  write(execution: Execution): void;
};

const STOPPED = 'GENERIC_INTERNAL_ERROR: The embedded engine was stopped while this query ran. Please run it again.';

const MOST_LINES = 20_000;

/** Queries as JSON lines in a file. Those that a killed process left unfinished are read back as failed, to be retried. */
export function openJournal(file: string, { kept }: { kept: number }): Journal {
  const executions = new Map<string, Execution>();
  for (const line of readLines(file)) {
    const execution = parseLine(line);
    if (execution) executions.set(execution.id, execution);
  }
  const earlier = [...executions.values()].slice(-kept).map(settle);
  let lines = rewrite(file, earlier);
  const latest = new Map(earlier.map((execution) => [execution.id, execution]));
  return {
    earlier,
    write(execution) {
      latest.delete(execution.id);
      latest.set(execution.id, execution);
      for (const id of latest.keys()) {
        if (latest.size <= kept) break;
        latest.delete(id);
      }
      if (lines >= MOST_LINES) lines = rewrite(file, [...latest.values()]);
      else appendFileSync(file, `${JSON.stringify(execution)}\n`);
      lines++;
    },
  };
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** A line that was cut off by a kill counts for nothing. */
function parseLine(line: string): Execution | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function settle(execution: Execution): Execution {
  if (isOver(execution)) return execution;
  const failure = { category: 1, type: 0, retryable: true, message: STOPPED } as const;
  return { ...execution, state: 'FAILED', reason: STOPPED, failure, completedMs: Date.now() };
}

function rewrite(file: string, executions: readonly Execution[]): number {
  writeFileSync(`${file}.new`, executions.map((execution) => `${JSON.stringify(execution)}\n`).join(''));
  renameSync(`${file}.new`, file);
  return executions.length;
}
