import type { Calendar } from '../calendar/span.ts';
import type { Diagnostic } from '../catalogue/diagnostic.ts';
import type { Digest } from './digest.ts';

import { readDigests } from './digest-file.ts';

/** The digests that a folder of queries declares. */
export type DeclaredDigests = {
  /** Those that were last read. */
  readonly current: () => readonly Digest[];
  /** Reads their file anew, and returns what is wrong with it. */
  readonly read: () => Promise<readonly Diagnostic[]>;
};

/** Opens the digests that stand in a folder of queries, and reads them. */
export async function openDeclaredDigests(queries: string, calendar: Calendar): Promise<DeclaredDigests> {
  let digests: readonly Digest[] = [];
  const read = async () => {
    const { digests: declared, diagnostics } = await readDigests(queries, calendar);
    digests = declared;
    return diagnostics;
  };
  await read();
  return { current: () => digests, read };
}
