import { realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

import type { FileFormat, FileKind, UnknownKind } from './file-format.ts';

import { kindByContent, kindByName } from './file-format.ts';
import { directories, entries } from './folder-entries.ts';

/** The database of the tables that lie directly in the lake's folder. */
export const DEFAULT_DATABASE = 'default';

/** Hive's name of a partition folder for NULL. */
export const NULL_PARTITION = '__HIVE_DEFAULT_PARTITION__';

/** A file with rows of a table. */
export type LakeFile = {
  readonly path: string;
  readonly size: number;
  readonly modifiedMs: number;
  readonly inode: number;
  readonly kind: FileKind;
  /** The values of the partition folders that it is in, outermost first; null for NULL. */
  readonly partition: readonly (string | null)[];
};

/** A folder whose files are the rows of one table. Names are lower case, as Athena's catalog holds them. */
export type TableFolder = {
  readonly database: string;
  readonly name: string;
  /** The path of the lake, and of the table in it. */
  readonly lake: string;
  readonly folder: string;
  readonly format: FileFormat;
  readonly partitionKeys: readonly string[];
  readonly files: readonly LakeFile[];
  /** A sentence on what is wrong with its layout; absent when nothing is. */
  readonly unreadable?: string;
};

const DEEPEST = 12;

/**
 * Lists the tables of a lake: each subfolder is one, and a subfolder that holds only folders of tables is a database. Names that
 * start with `_` or `.` and empty files are left out.
 */
export function listLake(lake: string): TableFolder[] {
  const tables = directories(lake).flatMap((name) => {
    const folder = join(lake, name);
    try {
      checkInside(lake, folder);
      if (isTable(folder)) return [listTable(lake, folder, DEFAULT_DATABASE, name)];
      return directories(folder).flatMap((table) => listInner(lake, join(folder, table), name, table));
    } catch (error) {
      return [unreadable(lake, folder, DEFAULT_DATABASE, name, error)];
    }
  });
  return [...Map.groupBy(tables, ({ database, name }) => `${database}.${name}`).values()].map(([first, second]) => {
    if (!first || !second) return first!;
    const folders = [first, second].map(({ folder }) => relative(lake, folder)).join(' and ');
    return { ...first, unreadable: `${folders} are one name to Athena; rename one` };
  });
}

function listInner(lake: string, folder: string, database: string, name: string): TableFolder[] {
  try {
    checkInside(lake, folder);
    return isTable(folder) ? [listTable(lake, folder, database, name)] : [];
  } catch (error) {
    return [unreadable(lake, folder, database, name, error)];
  }
}

/** Whether a path in a lake leads outside of it by a symbolic link. `lake` must be a real path, without links. */
export function leadsOut(lake: string, path: string): boolean {
  return !realpathSync(path).startsWith(lake.endsWith(sep) ? lake : lake + sep);
}

class LinkError extends Error {}

function checkInside(lake: string, path: string): void {
  if (leadsOut(lake, path)) throw new LinkError(`${relative(lake, path)} is a link that leads out of the lake`);
}

/** Returns the S3 URL of a table for the catalog. It cannot be read. */
export function locationOf({ database, name }: { database: string; name: string }): string {
  return `s3://lake/${database === DEFAULT_DATABASE ? '' : `${database}/`}${name}`;
}

/** A folder that this process may not look into takes no other table with it. */
function unreadable(lake: string, folder: string, database: string, name: string, error: unknown): TableFolder {
  const { code, path = folder } = error as NodeJS.ErrnoException;
  if (code === undefined && !(error instanceof LinkError)) throw error;
  return {
    database: database.toLowerCase(),
    name: name.toLowerCase(),
    lake,
    folder,
    format: 'parquet',
    partitionKeys: [],
    files: [],
    unreadable: error instanceof LinkError ? error.message : `${relative(lake, path)} cannot be read (${code})`,
  };
}

/** A table's folder has data files or partition folders, or files and nothing else. */
function isTable(folder: string): boolean {
  const found = entries(folder);
  if (found.some(({ name, isDirectory }) => (isDirectory ? name.includes('=') : kindByName(name)))) return true;
  return found.length > 0 && found.every(({ isDirectory }) => !isDirectory);
}

function listTable(lake: string, folder: string, database: string, name: string): TableFolder {
  const found = walk(lake, folder, [], 0);
  const rows = found.flatMap(({ kind, ...file }) => (kind && 'format' in kind ? [{ ...file, kind }] : []));
  const files = rows.length > 0 ? rows : filesByContent(lake, found);
  const [first] = files;
  const keys = first?.keys ?? [];
  const format = first?.kind.format ?? 'parquet';
  return {
    database: database.toLowerCase(),
    name: name.toLowerCase(),
    lake,
    folder,
    format,
    partitionKeys: keys,
    files: files.map(({ keys: _, ...file }) => file),
    unreadable: unknownFile(lake, found) ?? (first ? layoutProblem(lake, files) : nothingToRead(lake, folder, found)),
  };
}

/** Files whose names tell nothing, where they hold rows; they count only when no other file does. */
function filesByContent(lake: string, found: readonly FoundFile[]): DataFile[] {
  return found.flatMap(({ kind, ...file }) => {
    if (kind) return [];
    checkInside(lake, file.path);
    const content = kindByContent(file);
    return content ? [{ ...file, kind: content }] : [];
  });
}

/** What is wrong when a file is one that Athena would read and the embedded engine does not. */
function unknownFile(lake: string, found: readonly FoundFile[]): string | undefined {
  for (const { path, kind } of found) {
    if (kind && 'unknown' in kind) {
      return `${relative(lake, path)} is ${kind.unknown}, which Athena reads and the embedded engine does not: ${READABLE}`;
    }
  }
  return undefined;
}

const READABLE = 'write .parquet, .csv, .tsv or .json (one object a line), the texts also as .gz or .zst';

const MOST_NAMED = 3;

function nothingToRead(lake: string, folder: string, found: readonly FoundFile[]): string | undefined {
  if (found.length === 0) return undefined;
  const names = found.slice(0, MOST_NAMED).map(({ path }) => relative(folder, path));
  const more = found.length > names.length ? ` and ${found.length - names.length} more` : '';
  return `${relative(lake, folder)} holds no file with rows, only ${names.join(', ')}${more}: ${READABLE}`;
}

/** What is wrong when files of a table lie in other partition folders, or have another format, than the first one. */
function layoutProblem(lake: string, files: readonly DataFile[]): string | undefined {
  const { keys, kind } = files[0]!;
  const stray = files.find((file) => file.keys.join('/') !== keys.join('/'));
  if (stray) {
    const expected = keys.map((key) => `${key}=…`).join('/') || 'none';
    return `${relative(lake, stray.path)} does not lie in partition folders like the other files (${expected})`;
  }
  const other = files.find((file) => file.kind.format !== kind.format);
  return other && `${relative(lake, other.path)} is not a .${kind.format} file like the others`;
}

type FoundFile = Omit<LakeFile, 'kind'> & { readonly keys: readonly string[]; readonly kind?: FileKind | UnknownKind };

type DataFile = LakeFile & { readonly keys: readonly string[] };

/** The files below a folder that are not empty. */
function walk(
  lake: string,
  folder: string,
  partitions: readonly [key: string, value: string | null][],
  depth: number,
): FoundFile[] {
  if (depth > DEEPEST) return [];
  return entries(folder).flatMap(({ name, isDirectory, isLink }) => {
    const path = join(folder, name);
    const kind = isDirectory ? undefined : kindByName(name);
    if (isLink && (isDirectory || kind)) checkInside(lake, path);
    if (isDirectory) return walk(lake, path, [...partitions, ...partitionOf(name)], depth + 1);
    const status = statSync(path, { throwIfNoEntry: false });
    if (!status || status.size === 0) return []; // gone since the folder was read, or without rows
    return {
      path,
      size: status.size,
      modifiedMs: status.mtimeMs,
      inode: status.ino,
      kind,
      keys: partitions.map(([key]) => key),
      partition: partitions.map(([, value]) => value),
    };
  });
}

function partitionOf(name: string): [key: string, value: string | null][] {
  const at = name.indexOf('=');
  if (at < 1) return [];
  const value = decode(name.slice(at + 1));
  return [[decode(name.slice(0, at)), value === NULL_PARTITION ? null : value]];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
