import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { AccessRules } from './access.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Query } from './query.ts';
import type { ParsedFile } from './query-file.ts';

import { canonicalPeriod } from '../calendar/period.ts';
import { UserError } from '../error.ts';
import { normalizeText, singular } from '../text/normalize.ts';
import { ACCESS_FILE, OPEN, parseAccess } from './access.ts';
import { isDatasetFile, parseDataset } from './dataset-file.ts';
import { START } from './diagnostic.ts';
import { KEYWORDS, parseQueryFile } from './query-file.ts';
import { meantName, unreadFiles } from './unread-files.ts';

/** All queries that can be asked, and the diagnostics of their files. */
export type Catalogue = {
  /** All queries, sorted by name. */
  readonly queries: readonly Query[];
  /** Finds a query by its name or an alias, in any spelling. */
  readonly find: (name: string) => Query | undefined;
  /** Queries by their folded names and aliases, in the singular too; rank 1 for a name, 2 for an alias. */
  readonly byWord: ReadonlyMap<string, readonly { readonly query: Query; readonly rank: number }[]>;
  /** The access rules of the folder. */
  readonly access: AccessRules;
  /** Everything that kept a file, or one of its words, from being served. */
  readonly diagnostics: readonly Diagnostic[];
};

const FILE_LIMIT = 262_144;

/** The parsed files of earlier reads, by the name of the file; `text` is everything that the outcome depends on, so that a file with the same `text` need not be parsed again. */
export type KnownFiles = Map<string, { readonly text: string; readonly read: ParsedFile }>;

/** The parsed files of a folder. */
export type ReadFiles = {
  readonly queries: readonly Query[];
  /** Undefined when the file of access rules has a fault; then nothing may be served that was not served before. */
  readonly access: AccessRules | undefined;
  readonly diagnostics: readonly Diagnostic[];
};

/**
 * Reads every dataset (`.yml`) and query (`.sql`) of a folder and its subfolders. A file with faults is left out and
 * has diagnostics; the others are served.
 */
export async function readCatalogue(folder: string, known: KnownFiles = new Map()): Promise<Catalogue> {
  const { queries, access, diagnostics } = await readFiles(folder, known);
  return buildCatalogue(access ? queries : [], diagnostics, { access });
}

/**
 * Reads every query and dataset of a folder; files that are unchanged in `known` are not read again. Throws a
 * UserError when there is no such folder.
 */
export async function readFiles(folder: string, known: KnownFiles): Promise<ReadFiles> {
  const entries = await readdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw new UserError(`there is no folder ${folder}: make it, or point OWLPOST_QUERIES at your queries`, { cause });
  });
  const all = entries.map((name) => name.replaceAll('\\', '/')).filter((name) => !/(?:^|\/)\./.test(name));
  const names = all.filter((name) => name.endsWith('.sql') || isDatasetFile(name)).sort();
  const unread = unreadFiles(all);
  const access = parseAccess(await readFile(join(folder, ACCESS_FILE), 'utf8').catch(emptyIfMissing));
  const sources = await Promise.all(names.map((name) => readSource(join(folder, name))));
  const read = parseFiles(new Map(names.map((name, index) => [name, sources[index]])), known);
  const queries = read.flatMap(({ query }) => query ?? []);
  const doubled = queries.filter((query, index) => queries.findIndex(({ name }) => name === query.name) < index);
  return {
    queries: queries.filter((query) => !doubled.includes(query)),
    access: unread.some(({ file }) => meantName(file) === ACCESS_FILE) ? undefined : access.rules,
    diagnostics: [
      ...access.diagnostics,
      ...doubled.map(({ file, name }) => ({ file, ...START, message: doubledName(name, queries) })),
      ...read.flatMap((parsed) => parsed.diagnostics),
      ...unread,
    ],
  };
}

/**
 * Makes a catalogue of parsed files. A word that two queries claim, or that the language needs, gets a diagnostic; it
 * stays with the query that had it in the catalogue `first`, else with the first by name.
 */
export function buildCatalogue(
  queries: readonly Query[],
  diagnostics: readonly Diagnostic[] = [],
  { first, access = OPEN }: { first?: Catalogue; access?: AccessRules | undefined } = {},
): Catalogue {
  const faults = [...diagnostics];
  const sorted = [...queries].sort((left, right) => (left.name < right.name ? -1 : 1));
  const problemOf = aliasCheck(sorted, first);
  const served = sorted.map((query) => {
    const { file, aliasPositions } = query;
    const aliases = query.aliases.filter((alias, index) => {
      const message = problemOf(query, alias);
      if (message !== undefined) faults.push({ file, ...(aliasPositions?.[index] ?? START), message });
      return message === undefined;
    });
    return { ...query, aliases };
  });
  const words = new Map(served.flatMap((query) => query.aliases.map((alias) => [normalizeText(alias), query])));
  for (const query of served) words.set(normalizeText(query.name), query);
  const byName = new Map(served.map((query) => [query.name, query]));
  return {
    queries: served,
    byWord: wordsOf(served),
    find: (name) => byName.get(name) ?? byName.get(words.get(normalizeText(name))?.name ?? ''),
    access,
    diagnostics: faults,
  };
}

/** Returns what says why a query cannot have an alias: undefined for one that it can have. */
function aliasCheck(queries: readonly Query[], first: Catalogue | undefined) {
  const names = new Set(queries.map(({ name }) => normalizeText(name)));
  const owners = ownersOf(queries, first);
  return (query: Query, alias: string): string | undefined => {
    const word = normalizeText(alias);
    if (KEYWORDS.has(word) || canonicalPeriod(alias))
      return `alias ${alias} is a word of the question language: choose another`;
    if (names.has(word) && word !== normalizeText(query.name))
      return `alias ${alias} is the name of a query: choose another`;
    const owner = owners.get(word)!;
    return owner === query ? undefined : `alias ${alias} already means ${owner.name}: choose another`;
  };
}

/** The query that each alias, normalized, stays with: the one that had it in the catalogue `first`, else the first of all. */
function ownersOf(queries: readonly Query[], first: Catalogue | undefined): ReadonlyMap<string, Query> {
  const owners = new Map<string, Query>();
  const claims = queries.flatMap((query) => query.aliases.map((alias) => ({ query, alias })));
  const hadIt = ({ query, alias }: (typeof claims)[number]) =>
    first?.find(query.name)?.aliases.includes(alias) === true;
  for (const { query, alias } of [...claims.filter(hadIt), ...claims]) {
    const word = normalizeText(alias);
    if (!owners.has(word)) owners.set(word, query);
  }
  return owners;
}

/**
 * Parses files, given by name as their text, undefined where it is too large; the result has their order. Datasets are
 * parsed first, as a hand-written query can take parts from them.
 */
function parseFiles(sources: ReadonlyMap<string, string | undefined>, known: KnownFiles): readonly ParsedFile[] {
  const names = [...sources.keys()].sort((left, right) => Number(isDatasetFile(right)) - Number(isDatasetFile(left)));
  const parsed = new Map<string, ParsedFile>();
  for (const name of names) {
    const source = sources.get(name);
    const datasets = isDatasetFile(name)
      ? []
      : [...parsed.values()].flatMap(({ query }) => (query?.dataset ? query : []));
    parsed.set(name, source === undefined ? tooLarge(name) : parseFile(name, source, { datasets, known }));
  }
  return [...sources.keys()].map((name) => parsed.get(name)!);
}

function parseFile(
  name: string,
  source: string,
  { datasets, known }: { datasets: readonly Query[]; known: KnownFiles },
): ParsedFile {
  const takesParts = /^[ \t]*dataset:/m.test(source);
  const text = takesParts ? [source, ...datasets.map(({ version }) => version)].join('\0') : source;
  const before = known.get(name);
  if (before?.text === text) return before.read;
  const find = (wanted: string) => datasets.find((dataset) => dataset.name === wanted);
  const read = isDatasetFile(name) ? parseDataset(name, source) : parseQueryFile(name, source, find);
  known.set(name, { text, read });
  return read;
}

function doubledName(name: string, queries: readonly Query[]): string {
  const first = queries.find((query) => query.name === name)!;
  return `${name} is ${first.file} already: give one of them another name`;
}

/** Folded names and aliases, singular too, of all queries. */
function wordsOf(queries: readonly Query[]): Catalogue['byWord'] {
  const words = new Map<string, { readonly query: Query; readonly rank: number }[]>();
  for (const query of queries) {
    for (const [index, word] of [query.name, ...query.aliases].entries()) {
      const folded = normalizeText(word);
      for (const form of new Set([folded, folded.split(' ').map(singular).join(' ')])) {
        words.set(form, [...(words.get(form) ?? []), { query, rank: index === 0 ? 1 : 2 }]);
      }
    }
  }
  return words;
}

/** The text of a file that is not there. Rules that are there and cannot be read are no rules that are not there. */
function emptyIfMissing(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return '';
  throw new UserError(
    `${ACCESS_FILE} cannot be read (${error.code}): let Owlpost read it, as nothing is open without it`,
    {
      cause: error,
    },
  );
}

/** A file's text; undefined when it is larger than Athena would take. */
async function readSource(path: string): Promise<string | undefined> {
  const { size } = await stat(path);
  return size > FILE_LIMIT ? undefined : readFile(path, 'utf8');
}

function tooLarge(file: string): ParsedFile {
  const message = `the file is larger than ${FILE_LIMIT / 1024} KiB, as much as Athena takes: shorten it`;
  return { diagnostics: [{ file, ...START, message }] };
}
