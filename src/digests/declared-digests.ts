import type { Calendar } from '../calendar/span.ts';
import type { Diagnostic } from '../catalogue/diagnostic.ts';
import type { Digest } from './digest.ts';

import { readDigests } from './digest-file.ts';

/** The digests that are declared in a folder of queries. */
export type DeclaredDigests = {
  /** Returns those that were last read. */
  readonly current: () => readonly Digest[];
  /** Reads their file again; resolves to its diagnostics. */
  readonly read: () => Promise<readonly Diagnostic[]>;
};

/** Opens the digests declared in a folder of queries, and reads them. */
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
