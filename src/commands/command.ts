import { writeFile } from 'node:fs/promises';
import type { Logger } from 'pino';

import type { Asker } from '../answer/access.ts';
import type { AnswerContext } from '../answer/context.ts';
import type { Costs } from '../answer/runs/runs.ts';
import type { Picture } from '../chart/picture.ts';
import type { CheckOptions } from '../check/check.ts';
import type { Config } from '../config.ts';
import type { Store } from '../store/store.ts';

import { UserError } from '../error.ts';
import { ensureFolder } from '../store/folder.ts';

/** What the commands work with; each part is opened when it is first needed. */
export type CommandContext = {
  readonly config: Config;
  /** `costs` returns the stores by which large questions are asked back; without it nothing is. */
  readonly openEngine: (options?: { readonly costs: () => Costs | undefined }) => Promise<{
    readonly context: AnswerContext;
    readonly explain: (sql: string, parameters: readonly string[]) => Promise<string | undefined>;
    readonly log: Logger;
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

/** Reads the moment of an option: `2025-06-01` or `2025-06-01T12:00:00Z`. Throws a UserError with the option's name for any other text. */
export function readMoment(option: string, text: string): Date {
  const isIso = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/.test(text);
  const moment = new Date(text);
  if (!isIso || Number.isNaN(moment.getTime()))
    throw new UserError(`${option} cannot be "${text}": write a moment such as 2025-06-01T12:00:00Z`);
  return moment;
}

/**
 * Returns the asker by `--as` (a Slack id, or an e-mail address) and `--in` (a channel's id, or its name with `#`);
 * undefined without both, as the shell may ask everything.
 */
export function askerOf({ as, in: place }: { as?: string | undefined; in?: string | undefined }): Asker | undefined {
  if (as === undefined && place === undefined) return undefined;
  return {
    ...(as !== undefined && (as.includes('@') ? { person: as, email: as } : { person: as })),
    ...(place !== undefined && (place.startsWith('#') ? { channelName: place.slice(1) } : { channel: place })),
  };
}

/** Reads the number of entries of `--limit`. Throws a UserError for anything but a whole number from 1 to 9,999,999. */
export function readLimit(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new UserError('--limit takes a number from 1 to 9999999, like --limit 20');
  return Number(text);
}

/** Opens the store, calls `use` with it, closes it, and resolves to what `use` does. Throws a UserError when the store cannot be opened. */
export async function withStore<T>(config: Config, use: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStoreOf(config);
  return use(store).finally(store.close);
}

/** Opens the store that the settings name. Throws a UserError when it cannot be opened. */
export async function openStoreOf(config: Config): Promise<Store> {
  const { openStore } = await import('../store/store.ts');
  await ensureFolder(config.data);
  return openStore(config.store, { log: { warn: () => {} } });
}

/** Writes a file. Throws a UserError that ends with `next`, what to do instead, when it cannot be written. `flag` is Node's: `wx` refuses to replace a file. */
export async function writeNew(file: string, content: string | Uint8Array, next: string, flag = 'w'): Promise<void> {
  await writeFile(file, content, { flag }).catch((cause: unknown) => {
    throw new UserError(`${file} cannot be written: ${next}`, { cause });
  });
}
