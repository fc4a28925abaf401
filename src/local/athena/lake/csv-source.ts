import { closeSync, openSync, readSync } from 'node:fs';
import { relative } from 'node:path';
import { constants, gunzipSync, zstdDecompressSync } from 'node:zlib';
import type { DuckDBConnection } from '@duckdb/node-api';

import type { Type } from '../../duckdb/types/type.ts';
import type { Source } from './column.ts';
import type { LakeFile, TableFolder } from './lake.ts';

import {
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  duckdbType,
  isText,
  quoteName,
  quoteText,
  timestamp,
  VARCHAR,
} from '../../duckdb/types/type.ts';
import {
  fileList,
  hiddenColumns,
  markOf,
  partitionColumns,
  partitionOption,
  partitionReads,
  rowsOf,
  selectList,
} from './column.ts';

const LONGEST_HEADER = 1 << 20;

/**
 * Reads the columns of CSV files from their first lines. What is not declared gets the narrowest of boolean, bigint,
 * double, date, timestamp and varchar that suits every value; a number with leading zeros is text. An empty field is
 * NULL, a quoted empty one the empty string.
 */
export async function readCsv(
  connection: DuckDBConnection,
  folder: TableFolder,
  declared: ReadonlyMap<string, Type>,
): Promise<Source> {
  const partitionKeys = partitionColumns(folder, declared);
  const partitions = partitionReads(folder, partitionKeys);
  const groups = groupByHeader(folder);
  const found = [...new Set(groups.flatMap(({ columns }) => columns))];
  const hidden = hiddenColumns(folder, [...found, ...partitionKeys.map(({ name }) => name)]);
  const rows = (prefix: string) =>
    unionOf(groups, partitionKeys, folder, { prefix, star: hidden.length > 0 ? '*, filename' : '*' });
  const guessed = found.filter((name) => !declared.has(name));
  const types = new Map([...(await inferTypes(connection, rows(''), guessed)), ...declared]);

  const missing = [...declared.keys()].filter((name) => !found.includes(name));
  const fields = [...found, ...missing].filter((name) => !partitionKeys.some((key) => key.name === name));
  const columns = (prefix: string) =>
    fields.map((name) => {
      const type = types.get(name)!;
      const isMissing = missing.includes(name);
      return { name, type, expression: isMissing ? `CAST(NULL AS ${duckdbType(type)})` : read(prefix + name, type) };
    });
  const select = (prefix: string) =>
    `SELECT ${selectList([...columns(prefix), ...partitions, ...hidden])} FROM (${rows(prefix)})`;
  return {
    columns: columns('').map(({ name, type }) => ({ name, type })),
    partitionKeys,
    hidden,
    select: select(''),
    probe: select(markOf(folder)),
  };
}

type Group = { readonly delimiter: string; readonly columns: readonly string[]; readonly files: LakeFile[] };

function groupByHeader(folder: TableFolder): Group[] {
  const groups = new Map<string, Group>();
  for (const file of folder.files) {
    const header = readHeader(file.path, relative(folder.folder, file.path));
    const delimiter = [',', ';', '\t', '|'].reduce((best, each) =>
      split(header, each).length > split(header, best).length ? each : best,
    );
    const columns = split(header, delimiter).map((name) => name.trim());
    const seen = new Set<string>();
    for (const name of columns) {
      const twice = seen.has(name.toLowerCase());
      if (name === '' || twice) {
        throw new Error(
          `${relative(folder.folder, file.path)}: its first line must name every column once, but ${twice ? `"${name}" comes twice` : 'one name is empty'}`,
        );
      }
      seen.add(name.toLowerCase());
    }
    const group = groups.get(delimiter + header) ?? {
      delimiter,
      columns: columns.map((name) => name.toLowerCase()),
      files: [],
    };
    group.files.push(file);
    groups.set(delimiter + header, group);
  }
  return [...groups.values()];
}

/** The first record of a file, whose quoted names may hold line ends. */
function readHeader(path: string, name: string): string {
  const buffer = Buffer.alloc(LONGEST_HEADER);
  const file = openSync(path, 'r');
  try {
    const begin = buffer.subarray(0, readSync(file, buffer, 0, LONGEST_HEADER, 0));
    const text = decompress(begin, name)
      .toString()
      .replace(/^\uFEFF/, '');
    return text.match(/^(?:"(?:[^"]|"")*"|[^"\r\n])*/)?.[0] ?? '';
  } finally {
    closeSync(file);
  }
}

/** As much as the beginning of a compressed file gives. */
function decompress(begin: Buffer, name: string): Buffer {
  try {
    if (/\.gz$/i.test(name)) return gunzipSync(begin, { finishFlush: constants.Z_SYNC_FLUSH });
    if (/\.zst$/i.test(name)) return zstdDecompressSync(begin, { finishFlush: constants.ZSTD_e_flush });
    return begin;
  } catch (error) {
    throw new Error(`${name} cannot be decompressed: ${(error as Error).message}`, { cause: error });
  }
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

function unionOf(
  groups: readonly Group[],
  keys: Source['partitionKeys'],
  folder: TableFolder,
  { prefix, star }: { prefix: string; star: string },
): string {
  return groups
    .map(({ delimiter, columns, files }) => {
      const types = columns.map((name) => `${quoteText(prefix + name)}: 'VARCHAR'`).join(', ');
      return `SELECT ${star} FROM read_csv(${fileList(files)}, auto_detect = false, header = true, delim = ${quoteText(delimiter)},
        quote = '"', escape = '"', nullstr = '', allow_quoted_nulls = false, columns = {${types}}, ${partitionOption(keys, folder)})`;
    })
    .join(' UNION ALL BY NAME ');
}

const PATTERNS: readonly [Type, (column: string) => string][] = [
  [BOOLEAN, (column) => `lower(${column}) IN ('true', 'false')`],
  [BIGINT, (column) => `regexp_full_match(${column}, '-?(0|[1-9]\\d{0,17})')`],
  [DOUBLE, (column) => `regexp_full_match(${column}, '-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?')`],
  [
    DATE,
    (column) => `regexp_full_match(${column}, '\\d{4}-\\d\\d-\\d\\d') AND TRY_CAST(${column} AS DATE) IS NOT NULL`,
  ],
  [
    timestamp(),
    (column) =>
      `regexp_full_match(${column}, '\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?') AND TRY_CAST(${column} AS TIMESTAMP) IS NOT NULL`,
  ],
];

async function inferTypes(
  connection: DuckDBConnection,
  rows: string,
  names: readonly string[],
): Promise<[string, Type][]> {
  if (names.length === 0) return [];
  const checks = names.flatMap((name) => {
    const column = quoteName(name);
    return PATTERNS.map(([, matches]) => `bool_and(${matches(column)}) FILTER (${column} <> '')`);
  });
  const [row = []] = await rowsOf(connection, `SELECT ${checks.join(', ')} FROM (${rows})`);
  return names.map((name, at) => {
    const outcomes = row.slice(at * PATTERNS.length, (at + 1) * PATTERNS.length);
    return [name, PATTERNS[outcomes.indexOf(true)]?.[0] ?? VARCHAR];
  });
}

function read(name: string, type: Type): string {
  const column = quoteName(name);
  if (isText(type)) return column;
  if (type.kind === 'timestamp') return `date_trunc('millisecond', CAST(nullif(${column}, '') AS TIMESTAMP))`;
  return `CAST(nullif(${column}, '') AS ${duckdbType(type)})`;
}
