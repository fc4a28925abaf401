import { relative } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';

import type { Type } from '../../duckdb/types/type.ts';
import type { Source } from './column.ts';
import type { Compression } from './file-format.ts';
import type { LakeFile, TableFolder } from './lake.ts';

import { quoteText } from '../../duckdb/types/type.ts';
import { fileList, hiddenColumns, missingColumn, partitionColumns, partitionOption, textSource } from './column.ts';
import { readBeginning } from './file-format.ts';
import { checkGzip } from './gzip-check.ts';
import { findBadValues, inferTypes, numberedRows, typedColumn } from './text-columns.ts';
import { decodeBeginning } from './text-encoding.ts';

/** Texts that are NULL where they stand without quotes: an empty one, Hive's own, and those of database exports. */
const NULLS = ['', '\\N', 'NULL', 'null'].map(quoteText).join(', ');

/**
 * Returns the source of a table of CSV files. Names come from their first lines; types are the declared ones, else inferred from all
 * values. A number with leading zeros is text. An empty field is NULL, a quoted empty one the empty string. Throws an Error that names
 * the file for one that cannot be read.
 */
export async function readCsv(
  connection: DuckDBConnection,
  folder: TableFolder,
  declared: ReadonlyMap<string, Type>,
): Promise<Source> {
  const partitionKeys = partitionColumns(folder, declared);
  const groups = groupByHeader(folder);
  await checkGzip(folder.files);
  const found = [...new Set(groups.flatMap(({ columns }) => columns))];
  const hidden = hiddenColumns(folder, [...found, ...partitionKeys.map(({ name }) => name)]);
  const star = hidden.length > 0 ? '*, filename' : '*';
  const rows = (prefix: string) => unionOf(groups, { folder, partitionKeys, prefix, star });
  const guessed = found.filter((name) => !declared.has(name));
  const inferred = await inferTypes(connection, rows(''), guessed).catch((error: unknown) => {
    throw mixedLineEnds(folder) ?? error;
  });
  const types = new Map([...inferred, ...declared]);
  const bad = await findBadValues(connection, new Map([...declared].filter(([name]) => found.includes(name))), {
    rows: rows(''),
    files: rowsByFile(groups, folder.lake),
  });

  const missing = [...declared.keys()].filter((name) => !found.includes(name));
  const fields = [...found, ...missing].filter((name) => !partitionKeys.some((key) => key.name === name));
  const columns = (prefix: string) =>
    fields.map((name) => {
      const type = types.get(name)!;
      if (missing.includes(name)) return missingColumn(name, type);
      return typedColumn(name, type, { from: prefix + name, bad: bad.get(name) });
    });
  return textSource(folder, { partitionKeys, hidden, columns, rows });
}

/** Files with the same header and compression. */
type Group = {
  readonly delimiter: string;
  readonly columns: readonly string[];
  readonly compression: Compression;
  readonly files: LakeFile[];
};

function groupByHeader(folder: TableFolder): Group[] {
  const groups = new Map<string, Group>();
  for (const file of folder.files) {
    const { compression } = file.kind;
    const header = readHeader(file);
    const delimiter = delimiterOf(header, file.path);
    const columns = split(header, delimiter).map((name) => name.trim());
    checkNames(columns, file.path);
    const key = [compression, delimiter, header].join('\n');
    const group = groups.get(key) ?? {
      delimiter,
      columns: columns.map((name) => name.toLowerCase()),
      compression,
      files: [],
    };
    group.files.push(file);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function delimiterOf(header: string, path: string): string {
  if (/\.tsv(\.\w+)?$/i.test(path)) return '\t';
  return [',', ';', '\t', '|'].reduce((best, each) =>
    split(header, each).length > split(header, best).length ? each : best,
  );
}

function checkNames(columns: readonly string[], path: string): void {
  if (columns.some((name) => name.includes('\u0001')))
    throw new Error(
      `${path} parts its columns by \\x01, as Hive does without a header: write it as CSV with a first line of names`,
    );
  const rule = 'its first line must name every column once';
  const seen = new Set<string>();
  for (const name of columns) {
    if (name === '') throw new Error(`${path}: ${rule}, but one name is empty`);
    if (seen.has(name.toLowerCase())) throw new Error(`${path}: ${rule}, but "${name}" comes twice`);
    seen.add(name.toLowerCase());
  }
}

/** What is wrong with the first file whose lines end in two ways, which DuckDB does not read; undefined when there is none. */
function mixedLineEnds({ files }: TableFolder): Error | undefined {
  const mixed = files.find(({ path, kind }) => {
    const unquoted = readBeginning(path, kind.compression)
      .toString()
      .replace(/"(?:[^"]|"")*"/g, '');
    return unquoted.includes('\r\n') && /(?<!\r)\n/.test(unquoted);
  });
  const advice = 'end all of them in one way, for example by dos2unix';
  return mixed && new Error(`${mixed.path} has lines that end in CR LF beside others that end in LF: ${advice}`);
}

/** The first record of a file, whose quoted names may hold line ends. */
function readHeader({ path, kind }: LakeFile): string {
  const text = decodeBeginning(readBeginning(path, kind.compression), path);
  return text.match(/^(?:"(?:[^"]|"")*"|[^"\r\n])*/)?.[0] ?? '';
}

function split(line: string, delimiter: string): string[] {
  const fields: string[] = [];
  let field = '';
  let isQuoted = false;
  for (const character of line) {
    if (character === '"') isQuoted = !isQuoted;
    if (character === delimiter && !isQuoted) {
      fields.push(field);
      field = '';
    } else field += character;
  }
  return [...fields, field].map((name) =>
    name
      .trim()
      .replace(/^"(.*)"$/s, '$1')
      .replaceAll('""', '"'),
  );
}

/** The call of DuckDB's reader for a group; the columns' names begin with `prefix`. */
function readerOf({ delimiter, columns, compression, files }: Group, { prefix = '', options = '' } = {}): string {
  const types = columns.map((name) => `${quoteText(prefix + name)}: 'VARCHAR'`).join(', ');
  return `read_csv(${fileList(files)}, auto_detect = false, header = true, delim = ${quoteText(delimiter)},
    quote = '"', escape = '"', nullstr = [${NULLS}], allow_quoted_nulls = false, compression = '${compression}',
    columns = {${types}}${options && `, ${options}`})`;
}

function unionOf(
  groups: readonly Group[],
  {
    folder,
    partitionKeys,
    prefix,
    star,
  }: { folder: TableFolder; partitionKeys: Source['partitionKeys']; prefix: string; star: string },
): string {
  const options = partitionOption(partitionKeys, folder);
  return groups
    .map((group) => `SELECT ${star} FROM ${readerOf(group, { prefix, options })}`)
    .join(' UNION ALL BY NAME ');
}

/** The rows of each file with their numbers, read in order. */
function rowsByFile(groups: readonly Group[], lake: string): ReadonlyMap<string, string> {
  const numbered = (group: Group, file: LakeFile) =>
    numberedRows(readerOf({ ...group, files: [file] }, { options: 'parallel = false' }));
  return new Map(
    groups.flatMap((group) => group.files.map((file) => [relative(lake, file.path), numbered(group, file)] as const)),
  );
}
