import type { Logger } from 'pino';

import type { Calendar } from '../calendar/span.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Diagnostic } from '../catalogue/diagnostic.ts';
import type { LiveCatalogue } from '../catalogue/watch.ts';

import { openCatalogue } from '../catalogue/watch.ts';
import { checkQueryGrammar } from './query-grammar.ts';

/** How query files are watched. */
export type WatchOptions = {
  readonly calendar: Calendar;
  /** Called with a line for each diagnostic. */
  readonly log: Logger;
  /** Reads the other files of the folder again after any change there; returns their diagnostics. */
  readonly onFiles?: (() => Promise<readonly Diagnostic[]>) | undefined;
  /** Called with the catalogue before and after each change. */
  readonly onChange?: ((before: Catalogue, now: Catalogue) => void) | undefined;
};

/** Watches the query files of a folder; a file that Trino's grammar refuses keeps its last good version. */
export async function watchQueries(
  folder: string,
  { calendar, log, onFiles, onChange }: WatchOptions,
): Promise<LiveCatalogue> {
  let known: Catalogue | undefined;
  const take = async (read: Catalogue) => {
    if (known) onChange?.(known, read);
    known = read;
    for (const { file, line, column, message } of [...read.diagnostics, ...((await onFiles?.()) ?? [])]) {
      log.warn(`${file}:${line}:${column}: ${message}`);
    }
  };
  return openCatalogue(folder, {
    onChange: (read) => void take(read),
    grammar: (query) => checkQueryGrammar(query, calendar),
  });
}
