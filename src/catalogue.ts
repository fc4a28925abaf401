import { watch } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { Query } from './query.ts';
import type { Finding, Reading } from './query-file.ts';
import type { Fault } from './template.ts';

import { canonicalPeriod } from './calendar/period.ts';
import { UserError } from './error.ts';
import { parseShared } from './header.ts';
import { metricFindings } from './metric.ts';
import { KEYWORDS, parseQuery } from './query-file.ts';
import { fold } from './text/normalize.ts';

export type Catalogue = {
  /** By name. */
  readonly queries: readonly Query[];
  /** A query by its name or one of its aliases, however it is written. */
  readonly find: (name: string) => Query | undefined;
  /** Everything that kept a file, or a word of it, from being served. */
  readonly findings: readonly Finding[];
};

const FILE_LIMIT = 262_144;

const SHARED = '_shared.yml';

const SETTLE_MS = 100; // an editor writes a file in several steps

/** A catalogue that follows its folder. */
export type LiveCatalogue = { readonly current: () => Catalogue; readonly close: () => void };

export type LiveOptions = {
  /** Hears of every catalogue, the first included. */
  readonly onChange: (catalogue: Catalogue) => void;
  /** What is wrong with the SQL of a query that has changed: told, and its last good version kept. */
  readonly grammar?: (query: Query) => Promise<readonly Fault[]>;
};

/**
 * Reads a folder and reads it again when it changes. A file that becomes faulty keeps serving its last good version.
 * Throws a UserError when there is no such folder.
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
    const told = [...read.findings];
    const good: Query[] = [];
    for (const query of read.queries) {
      const isNew = !current.queries.some(({ name, version }) => name === query.name && version === query.version);
      const faults = isNew ? await grammar(query) : [];
      told.push(...faults.map((fault) => ({ file: query.file, ...fault })));
      if (faults.length === 0) good.push(query);
    }
    const faulty = new Set(told.map(({ file }) => file));
    const isKept = ({ name, file }: Query) =>
      (faulty.has(file) || faulty.has(SHARED)) && !good.some((query) => query.name === name);
    current = buildCatalogue([...good, ...current.queries.filter(isKept)], told, { first: current });
    onChange(current);
  };
  const watcher = watch(folder, { persistent: false }, () => {
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

/** What files said when they were last read, so that one that has not changed is not read twice. */
type KnownFiles = Map<string, { readonly source: string; readonly shared: string; readonly read: Reading }>;

/** Reads every `.sql` file of a folder. A file with faults is left out and told; the others are served. */
export async function readCatalogue(folder: string, known: KnownFiles = new Map()): Promise<Catalogue> {
  const { queries, findings } = await readFiles(folder, known);
  return buildCatalogue(queries, findings);
}

async function readFiles(
  folder: string,
  known: KnownFiles,
): Promise<{ queries: readonly Query[]; findings: readonly Finding[] }> {
  const entries = await readdir(folder).catch((cause: unknown) => {
    throw new UserError(`there is no folder ${folder}: make it, or point OWLPOST_QUERIES at your queries`, { cause });
  });
  const names = entries.filter((name) => name.endsWith('.sql')).sort();
  const sharedSource = await readFile(join(folder, SHARED), 'utf8').catch(() => 'params: {}');
  const { shared, faults } = parseShared(sharedSource);
  const read = await Promise.all(
    names.map(async (name) => {
      const source = await readSource(join(folder, name));
      const before = known.get(name);
      if (before && before.source === source && before.shared === sharedSource) return before.read;
      const made = source === undefined ? tooLarge(name) : parseQuery(name, source, shared);
      if (source !== undefined) known.set(name, { source, shared: sharedSource, read: made });
      return made;
    }),
  );
  return {
    queries: read.flatMap(({ query }) => query ?? []),
    findings: [...faults.map((fault) => ({ file: SHARED, ...fault })), ...read.flatMap(({ findings }) => findings)],
  };
}

/**
 * A catalogue of queries already read. Words that two queries claim, or that the language needs, are told and not served;
 * a word stays with the query that had it in the catalogue `first`, and else goes to the first by name.
 */
export function buildCatalogue(
  queries: readonly Query[],
  findings: readonly Finding[] = [],
  { first }: { first?: Catalogue } = {},
): Catalogue {
  const told = [...findings];
  const sorted = [...queries].sort((left, right) => (left.name < right.name ? -1 : 1));
  const names = new Set(sorted.map(({ name }) => fold(name)));
  const owners = new Map<string, Query>();
  const claimed = (query: Query, alias: string) => first?.find(query.name)?.aliases.includes(alias) === true;
  for (const isClaimed of [true, false]) {
    for (const query of sorted) {
      for (const alias of query.aliases) {
        const word = fold(alias);
        if (claimed(query, alias) === isClaimed && !owners.has(word)) owners.set(word, query);
      }
    }
  }
  const served = sorted.map((query) => {
    const aliases = query.aliases.filter((alias, index) => {
      const word = fold(alias);
      const problem =
        KEYWORDS.has(word) || canonicalPeriod(alias)
          ? `alias ${alias} is a word of the question language: choose another`
          : names.has(word) && word !== fold(query.name)
            ? `alias ${alias} is the name of a query: choose another`
            : owners.get(word) !== query
              ? `alias ${alias} already means ${owners.get(word)!.name}: choose another`
              : undefined;
      if (problem)
        told.push({ file: query.file, ...(query.aliasPlaces?.[index] ?? { line: 1, column: 1 }), message: problem });
      return !problem;
    });
    return { ...query, aliases };
  });
  const words = new Map(served.flatMap((query) => query.aliases.map((alias) => [fold(alias), query])));
  for (const query of served) words.set(fold(query.name), query);
  told.push(...metricFindings(served));
  const byName = new Map(served.map((query) => [query.name, query]));
  return {
    queries: served,
    find: (name) => byName.get(name) ?? byName.get(words.get(fold(name))?.name ?? ''),
    findings: told,
  };
}

/** A file's text; undefined when it is larger than Athena would take. */
async function readSource(path: string): Promise<string | undefined> {
  const { size } = await stat(path);
  return size > FILE_LIMIT ? undefined : readFile(path, 'utf8');
}

function tooLarge(file: string): Reading {
  const message = `the file is larger than ${FILE_LIMIT / 1024} KiB, as much as Athena takes: shorten it`;
  return { findings: [{ file, line: 1, column: 1, message }] };
}
