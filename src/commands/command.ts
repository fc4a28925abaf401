import { writeFile } from 'node:fs/promises';

import type { AnswerContext } from '../answer/context.ts';
import type { Picture } from '../chart/picture.ts';
import type { CheckOptions } from '../check/check.ts';
import type { Config } from '../config.ts';

import { UserError } from '../error.ts';

/** What the commands of the shell work with, opened only when they need it. */
export type CommandContext = {
  readonly config: Config;
  readonly openEngine: () => Promise<{
    readonly context: AnswerContext;
    readonly explain: (sql: string, parameters: readonly string[]) => Promise<string | undefined>;
    readonly close: () => Promise<void>;
  }>;
  readonly openRenderer: (limits: { readonly timeoutMs: number; readonly memoryMb: number }) => {
    readonly drawSpec: (spec: Readonly<Record<string, unknown>>) => Promise<Picture>;
    readonly close: () => Promise<void>;
  };
  readonly openGrammar: () => Promise<CheckOptions['grammar']>;
  /** Aborts when the process is asked to stop. */
  readonly signal: AbortSignal;
};

/** Writes a file. Throws a UserError that ends with `next`, what to do instead, when it cannot be written. `flag` is Node's: `wx` refuses to replace a file. */
export async function writeNew(file: string, content: string | Uint8Array, next: string, flag = 'w'): Promise<void> {
  await writeFile(file, content, { flag }).catch((cause: unknown) => {
    throw new UserError(`${file} cannot be written: ${next}`, { cause });
  });
}
