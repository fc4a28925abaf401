import { createHash } from 'node:crypto';
import { watch } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { Shared } from './header.ts';
import type { Query } from './query.ts';
import type { Fault } from './template.ts';

import { UserError } from './error.ts';
import { fold } from './fold.ts';
import { parseHeader, parseShared, sentence } from './header.ts';
import { holesOf, parseTemplate } from './template.ts';

/** A fault with its file. */
export type Finding = Fault & { readonly file: string };

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
const KEYWORDS = new Set([
  'help',
  'by',
  'split',
  'top',
  'bottom',
  'vs',
  'versus',
  'compare',
  'as',
  'not',
  'except',
  'and',
  'or',
  'since',
  'before',
  'last',
  'this',
  'all time',
]);
const HEADER = /^\s*\/\*---[ \t]*\n([\s\S]*?)\n?[ \t]*---\*\//;

/** A catalogue that follows its folder. */
export type LiveCatalogue = { readonly current: () => Catalogue; readonly close: () => void };

/**
 * Reads a folder and reads it again when it changes. A file that becomes faulty keeps serving its last good version.
 * `onChange` hears of every catalogue, the first included. Throws a UserError when there is no such folder.
 */
export async function openCatalogue(
  folder: string,
  { onChange }: { onChange: (catalogue: Catalogue) => void },
): Promise<LiveCatalogue> {
  const known: KnownFiles = new Map();
  let current = await readCatalogue(folder, known);
  onChange(current);
  let timer: NodeJS.Timeout | undefined;
  const reload = async () => {
    const read = await readCatalogue(folder, known);
    const faulty = new Set(read.findings.map(({ file }) => file));
    const kept = current.queries.filter(
      ({ file, name }) => faulty.has(file) && !read.queries.some((query) => query.name === name),
    );
    current = kept.length > 0 ? buildCatalogue([...read.queries, ...kept], read.findings) : read;
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
type Reading = { readonly query?: Query; readonly findings: readonly Finding[] };

/** Reads every `.sql` file of a folder. A file with faults is left out and told; the others are served. */
export async function readCatalogue(folder: string, known: KnownFiles = new Map()): Promise<Catalogue> {
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
  return buildCatalogue(
    read.flatMap(({ query }) => query ?? []),
    [...faults.map((fault) => ({ file: SHARED, ...fault })), ...read.flatMap(({ findings }) => findings)],
  );
}

/** A catalogue of queries already read; words that two queries claim, or that the language needs, are told and not served. */
export function buildCatalogue(queries: readonly Query[], findings: readonly Finding[] = []): Catalogue {
  const told = [...findings];
  const words = new Map<string, Query>(queries.map((query) => [fold(query.name), query]));
  const sorted = [...queries].sort((left, right) => (left.name < right.name ? -1 : 1));
  const served = sorted.map((query) => {
    const aliases = query.aliases.filter((alias) => {
      const word = fold(alias);
      const owner = words.get(word);
      const problem = KEYWORDS.has(word)
        ? `alias ${alias} is a word of the question language: choose another`
        : owner && owner.name !== query.name
          ? `alias ${alias} already means ${owner.name}: choose another`
          : undefined;
      if (problem) told.push({ file: query.file, line: 1, column: 1, message: problem });
      else words.set(word, query);
      return !problem;
    });
    return { ...query, aliases };
  });
  told.push(...metricFindings(served));
  const byName = new Map(served.map((query) => [query.name, query]));
  return {
    queries: served,
    find: (name) => byName.get(name) ?? byName.get(words.get(fold(name))?.name ?? ''),
    findings: told,
  };
}

const AGGREGATE =
  /\b(?:sum|count|count_if|avg|min|max|approx_\w+|arbitrary|stddev\w*|var\w*|max_by|min_by|geometric_mean)\s*\(/i;

/** A metric is a choice that aggregates. Two queries that define one name differently would answer one word with two numbers. */
function metricFindings(queries: readonly Query[]): readonly Finding[] {
  const known = new Map<string, { readonly sql: string; readonly file: string }>();
  const told: Finding[] = [];
  for (const { file, params } of queries) {
    for (const { name, sql } of params.flatMap(({ choices }) => choices)) {
      if (!AGGREGATE.test(sql)) continue;
      const first = known.get(name);
      const shape = sql.replace(/\s+/g, '').toLowerCase();
      if (!first) known.set(name, { sql: shape, file });
      else if (first.sql !== shape) {
        const message = `metric ${name} is defined otherwise in ${first.file}: keep one definition, in ${SHARED}`;
        told.push({ file, line: 1, column: 1, message });
      }
    }
  }
  return told;
}

/** One file as a query, or what is wrong with it. `file` is how findings name it. */
export function parseQuery(file: string, source: string, shared: Shared = {}): Reading {
  const name = file.replace(/^.*[\\/]/, '').replace(/\.sql$/, '');
  const told = (faults: readonly Fault[]) => ({ findings: faults.map((fault) => ({ file, ...fault })) });
  if (!/^[a-z][a-z0-9_-]{0,59}$/.test(name)) {
    return told([
      {
        line: 1,
        column: 1,
        message: 'a file name is a command word: use lower-case letters, digits, - and _, such as sales-by-country.sql',
      },
    ]);
  }
  const text = source.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  if (/[\0\uFFFD]/.test(text))
    return told([{ line: 1, column: 1, message: 'this is no UTF-8 text: save it as UTF-8' }]);
  const block = HEADER.exec(text);
  if (!block && /^\s*\/\*---/.test(text))
    return told([{ line: 1, column: 1, message: 'the header is never closed: end it with ---*/' }]);
  const headerLine = block ? lineOf(text, block[0].indexOf(block[1]!)) : 1;
  const { header, faults: headerFaults } = parseHeader(
    block ? block[1]!.replaceAll('\t', '  ') : '',
    headerLine,
    shared,
  );
  const sql = (block ? text.slice(block[0].length) : text).replace(/;\s*$/, '');
  if (stripComments(sql).trim() === '')
    return told([
      ...headerFaults,
      { line: lineOf(text, text.length), column: 1, message: 'there is no SQL: write a SELECT' },
    ]);
  const { template, faults } = parseTemplate(sql, block ? lineOf(text, block[0].length) : 1);
  if (!header || faults.length > 0) return told([...headerFaults, ...faults]);

  const query: Query = {
    ...header,
    name,
    title: header.title || titleOf(sql) || sentence(name),
    template,
    file,
    version: createHash('sha256').update(source).digest('hex').slice(0, 7),
  };
  const holes = holeFaults(query);
  return holes.length > 0 ? told(holes) : { query, findings: [] };
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

function holeFaults({ params, template }: Query): readonly Fault[] {
  const holes = holesOf(template);
  const faults: Fault[] = [];
  const optional = new Set(template.flatMap((part) => (part.kind === 'optional' ? holesOf(part.parts) : [])));
  for (const hole of holes) {
    const param = params.find(({ name }) => name === hole.param);
    const message = !param
      ? `{{${hole.param}}} is not declared: add it to params in the header`
      : param.type === 'period' && !['start', 'end'].includes(hole.field ?? '')
        ? `${hole.param} is a period: write {{${hole.param}.start}} and {{${hole.param}.end}}`
        : param.type !== 'period' && (hole.field === 'start' || hole.field === 'end')
          ? `only a period has .${hole.field}, and ${hole.param} is a ${param.type}`
          : hole.field === 'label' && param.type !== 'choice'
            ? `only a choice has .label, and ${hole.param} is a ${param.type}`
            : param.optional && !param.default && !optional.has(hole)
              ? `${hole.param} is optional: put the part that needs it in [[ ]]`
              : undefined;
    if (message) faults.push({ line: hole.line, column: hole.column, message });
  }
  for (const { name } of params) {
    if (!holes.some(({ param }) => param === name))
      faults.push({
        line: 1,
        column: 1,
        message: `parameter ${name} is never used: write {{${name}}} in the SQL, or take it away`,
      });
  }
  return faults;
}

/** The first comment of a file without a header, as its title. */
function titleOf(sql: string): string | undefined {
  const comment = /^\s*(?:--[ \t]*([^\n]+)|\/\*([\s\S]*?)\*\/)/.exec(sql);
  const text = (comment?.[1] ?? comment?.[2] ?? '')
    .replace(/^[\s*]+|[\s*]+$/g, '')
    .split('\n')[0]!
    .trim();
  return text.slice(0, 60) || undefined;
}

function stripComments(sql: string): string {
  return sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
}

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
