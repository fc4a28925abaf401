import type { Calendar } from '../calendar/span.ts';
import type { Diagnostic } from '../catalogue/diagnostic.ts';
import type { Digest } from './digest.ts';
import type { DigestFile } from './digest-file.ts';

import { readDigests } from './digest-file.ts';

/** The digests that are declared in a folder of queries. */
export type DeclaredDigests = {
  /** Returns those that were last read. */
  readonly current: () => readonly Digest[];
  /** Returns their file as it was last read. */
  readonly file: () => DigestFile;
  /** Reads their file again; resolves to its diagnostics. */
  readonly read: () => Promise<readonly Diagnostic[]>;
};

/** Opens the digests declared in a folder of queries, and reads them. */
export async function openDeclaredDigests(queries: string, calendar: Calendar): Promise<DeclaredDigests> {
  let file = await readDigests(queries, calendar);
  return {
    current: () => file.digests,
    file: () => file,
    read: async () => {
      file = await readDigests(queries, calendar);
      return file.diagnostics;
    },
  };
}
