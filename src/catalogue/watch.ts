import { watch } from 'node:fs';

import type { Catalogue, KnownFiles } from './catalogue.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Query } from './query.ts';

import { buildCatalogue, readCatalogue, readFiles } from './catalogue.ts';

const SETTLE_MS = 100; // an editor writes a file in several steps

/** A catalogue that is read again when its folder changes. */
export type LiveCatalogue = { readonly current: () => Catalogue; readonly close: () => void };

/** What a live catalogue calls on changes and checks new queries with. */
export type LiveOptions = {
  /** Called with every catalogue, the first included. */
  readonly onChange: (catalogue: Catalogue) => void;
  /** Returns the faults in the SQL of a changed query; with any, the last good version is kept. */
  readonly grammar?: (query: Query) => Promise<readonly Diagnostic[]>;
};

/**
 * Reads a folder, and again when it changes. A file that becomes faulty keeps serving its last good version. Throws a
 * UserError when there is no such folder.
 */
export async function openCatalogue(
  folder: string,
  { onChange, grammar = async () => [] }: LiveOptions,
): Promise<LiveCatalogue> {
  const known: KnownFiles = new Map();
  let current = await readCatalogue(folder, known);
  onChange(current);
  let timer: NodeJS.Timeout | undefined;
  const reload = async () => {
    const read = await readFiles(folder, known);
    const faults = [...read.diagnostics];
    const good: Query[] = [];
    for (const query of read.queries) {
      const isNew = !current.queries.some(({ name, version }) => name === query.name && version === query.version);
      const found = isNew ? await grammar(query) : [];
      faults.push(...found);
      if (found.length === 0) good.push(query);
    }
    const faulty = new Set(faults.map(({ file }) => file));
    const isKept = ({ name, file }: Query) => faulty.has(file) && !good.some((query) => query.name === name);
    const served = read.access ? [...good, ...current.queries.filter(isKept)] : current.queries;
    current = buildCatalogue(served, faults, { first: current, access: read.access ?? current.access });
    onChange(current);
  };
  const watcher = watch(folder, { persistent: false, recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => void reload().catch(() => {}), SETTLE_MS);
  });
  watcher.on('error', () => watcher.close());
  return {
    current: () => current,
    close: () => {
      clearTimeout(timer);
      watcher.close();
    },
  };
}
