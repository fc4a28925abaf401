import { closeSync, openSync, readSync } from 'node:fs';
import { extname } from 'node:path';
import { constants, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { LRUCache } from 'lru-cache';

import { wideEncoding } from './encoding-guess.ts';

/** The format of a data file: `json` is one JSON object a line. */
export type FileFormat = 'parquet' | 'csv' | 'json';

/** The compression of a whole text file; it is `none` for Parquet, which compresses its columns. */
export type Compression = 'none' | 'gzip' | 'zstd';

/** The format and compression of a data file. */
export type FileKind = { readonly format: FileFormat; readonly compression: Compression };

/** The kind of a file that Athena reads and the embedded engine does not: `ORC`, `compressed by bzip2`. */
export type UnknownKind = { readonly unknown: string };

const FORMATS: Readonly<Record<string, FileFormat>> = {
  parquet: 'parquet',
  parq: 'parquet',
  pq: 'parquet',
  csv: 'csv',
  tsv: 'csv',
  json: 'json',
  jsonl: 'json',
  ndjson: 'json',
};

const UNKNOWN_FORMATS: Readonly<Record<string, string>> = { orc: 'ORC', avro: 'Avro', ion: 'Amazon Ion' };

const COMPRESSIONS: Readonly<Record<string, Compression>> = { gz: 'gzip', zst: 'zstd' };

/** https://docs.aws.amazon.com/athena/latest/ug/compression-formats.html */
const UNKNOWN_COMPRESSIONS: Readonly<Record<string, string>> = {
  bz2: 'bzip2',
  lz4: 'LZ4',
  snappy: 'Snappy',
  lzo: 'LZO',
  deflate: 'DEFLATE',
};

/** Endings of files that may be data of any format. */
const UNTOLD = new Set(['', '.txt', '.dat', '.data', '.gz', '.zst']);

/** How many bytes of a file are read to find out its content. */
export const BEGINNING = 1 << 20;

/** How many bytes are read to tell text from other files. */
const GLANCE = 1 << 12;

/** Returns the kind of a file by the ending of its name; undefined for an unknown ending. */
export function kindByName(name: string): FileKind | UnknownKind | undefined {
  const [last = '', before = ''] = name.toLowerCase().split('.').slice(1).reverse();
  if (Object.hasOwn(FORMATS, last)) return { format: FORMATS[last]!, compression: 'none' };
  if (Object.hasOwn(UNKNOWN_FORMATS, last)) return { unknown: UNKNOWN_FORMATS[last]! };
  const format = Object.hasOwn(FORMATS, before) ? FORMATS[before]! : undefined;
  if (!format || format === 'parquet') return undefined;
  if (Object.hasOwn(UNKNOWN_COMPRESSIONS, last)) return { unknown: `compressed by ${UNKNOWN_COMPRESSIONS[last]}` };
  return Object.hasOwn(COMPRESSIONS, last) ? { format, compression: COMPRESSIONS[last]! } : undefined;
}

/** The kinds found by content, by file and state: a lake is listed before each query. */
const contents = new LRUCache<string, { readonly kind: FileKind | undefined }>({ max: 10_000 });

/** A file as it is now. */
type FileState = { readonly path: string; readonly size: number; readonly modifiedMs: number; readonly inode: number };

/** Returns a key by which something found in a file is kept: another one once the file has changed. */
export function stateKey({ path, size, modifiedMs, inode }: FileState): string {
  return [path, size, modifiedMs, inode].join(' ');
}

/** Returns the kind of a file by its first bytes, which are read once for each state of it; undefined when it holds no rows. */
export function kindByContent(file: FileState): FileKind | undefined {
  const key = stateKey(file);
  const known = contents.get(key) ?? { kind: lookInto(file.path) };
  contents.set(key, known);
  return known.kind;
}

function lookInto(path: string): FileKind | undefined {
  const begin = readBeginning(path, 'none', GLANCE);
  if (begin.subarray(0, 4).toString('latin1') === 'PAR1') return { format: 'parquet', compression: 'none' };
  if (!UNTOLD.has(extname(path).toLowerCase())) return undefined;
  const compression = compressionOf(begin);
  let text = begin;
  try {
    if (compression !== 'none') text = readBeginning(path, compression, GLANCE);
  } catch {
    return { format: 'csv', compression }; // whoever reads it tells that it is torn
  }
  if (text.length === 0 || (text.includes(0) && !wideEncoding(text))) return undefined;
  return { format: /^\s*[{[]/.test(text.subarray(0, 200).toString()) ? 'json' : 'csv', compression };
}

/** Reads the first `length` bytes of a file and decompresses them. Throws an Error when they cannot be decompressed. */
export function readBeginning(path: string, compression: Compression, length = BEGINNING): Buffer {
  const buffer = Buffer.alloc(length);
  const file = openSync(path, 'r');
  try {
    const begin = buffer.subarray(0, readSync(file, buffer, 0, length, 0));
    if (compression === 'gzip') return gunzipSync(begin, { finishFlush: constants.Z_SYNC_FLUSH });
    if (compression === 'zstd') return zstdDecompressSync(begin, { finishFlush: constants.ZSTD_e_flush });
    return begin;
  } catch (error) {
    if (compression === 'none') throw error;
    throw new Error(`${path} cannot be decompressed: ${(error as Error).message}`, { cause: error });
  } finally {
    closeSync(file);
  }
}

function compressionOf(begin: Buffer): Compression {
  if (begin.length >= 2 && begin.readUInt16BE(0) === 0x1f8b) return 'gzip';
  return begin.length >= 4 && begin.readUInt32LE(0) === 0xfd2fb528 ? 'zstd' : 'none';
}
