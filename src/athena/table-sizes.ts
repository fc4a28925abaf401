import type { AthenaClient, TableMetadata } from '@aws-sdk/client-athena';
import { GetTableMetadataCommand } from '@aws-sdk/client-athena';
import type { S3Client } from '@aws-sdk/client-s3';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { LRUCache } from 'lru-cache';
import type { BaseLogger } from 'pino';

import type { Statement } from '../answer/statement.ts';
import type { ColumnBounds } from './table-reads.ts';

import { parseLocation } from './object-store.ts';
import { compareValues, tableReads } from './table-reads.ts';

/** Where tables are looked up. */
export type TableSizesOptions = {
  readonly athena: AthenaClient;
  readonly s3: S3Client;
  readonly catalog: string;
  readonly database: string;
  readonly log: Pick<BaseLogger, 'debug'>;
};

/** Resolves to the most bytes that a statement can read; undefined when that cannot be told. */
export type TableSizeOf = (statement: Statement, signal: AbortSignal) => Promise<number | undefined>;

/** So many pages of 1,000 files of one table are listed at most. */
const MOST_PAGES = 10;

/** Sizes are kept for a quarter of an hour, also that one could not be told. */
const KEPT = { max: 500, ttl: 15 * 60_000 } as const;

/**
 * Creates a function that adds up the files of a statement's tables: those below each table's location, and of its
 * partitions `key=value` only those that the statement can touch. Columnar files are read in part, so that this is the
 * most. It cannot be told for a view, for a table with more than 10,000 files, and without the permissions
 * `athena:GetTableMetadata` and `s3:ListBucket`.
 */
export function openTableSizes({ athena, s3, catalog, database, log }: TableSizesOptions): TableSizeOf {
  const kept = new LRUCache<string, { readonly bytes: number | undefined }>(KEPT);

  const read = async (name: readonly string[], bounds: Bounds, signal: AbortSignal): Promise<number | undefined> => {
    const [TableName, DatabaseName = database, CatalogName = catalog] = name.toReversed();
    const command = new GetTableMetadataCommand({ CatalogName, DatabaseName, TableName });
    const { TableMetadata } = await athena.send(command, { abortSignal: signal });
    const location = TableMetadata?.Parameters?.location;
    if (!location || TableMetadata.TableType === 'VIRTUAL_VIEW') return undefined;
    return listedBytes(location, keysOf(TableMetadata, bounds), { s3, signal });
  };

  const sizeOf = async (name: readonly string[], bounds: Bounds, signal: AbortSignal): Promise<number | undefined> => {
    const key = JSON.stringify([name, [...bounds]]);
    const known = kept.get(key);
    if (known) return known.bytes;
    const bytes = await read(name, bounds, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      log.debug({ error }, 'the size of a table could not be read');
      return undefined;
    });
    kept.set(key, { bytes });
    return bytes;
  };

  return async (statement, signal) => {
    const reads = tableReads(statement);
    if (!reads) return undefined;
    let total = 0;
    for (const name of reads.tables) {
      const bytes = await sizeOf(name, reads.bounds, signal);
      if (bytes === undefined) return undefined;
      total += bytes;
    }
    return total;
  };
}

type Bounds = ReadonlyMap<string, ColumnBounds>;

/** A key by which a table is partitioned, and the values of it that a statement can touch. */
type PartitionKey = ColumnBounds & { readonly name: string };

function keysOf({ PartitionKeys = [] }: TableMetadata, bounds: Bounds): readonly PartitionKey[] {
  return PartitionKeys.flatMap(({ Name = '' }) => {
    const known = bounds.get(Name.toLowerCase());
    return known ? [{ name: Name, ...known }] : [];
  });
}

/** The bytes of the files below a location that stand in partitions which are touched, or in none; undefined when there are too many. */
async function listedBytes(
  location: string,
  keys: readonly PartitionKey[],
  { s3, signal }: { readonly s3: S3Client; readonly signal: AbortSignal },
): Promise<number | undefined> {
  const { bucket: Bucket, folder: Prefix } = parseLocation(location);
  const [first] = keys;
  let bytes = 0;
  let after: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const command = new ListObjectsV2Command({ Bucket, Prefix, ...(after !== undefined && { StartAfter: after }) });
    const { Contents = [], IsTruncated } = await s3.send(command, { abortSignal: signal });
    for (const { Key = '', Size = 0 } of Contents) if (isTouched(Key.slice(Prefix.length), keys)) bytes += Size;
    const last = Contents.at(-1)?.Key;
    if (!IsTruncated || last === undefined) return bytes;
    if (first && isAfter(last.slice(Prefix.length), first)) return bytes;
    after = later(last, first && skippedTo(last, Prefix, first));
  }
  return undefined;
}

/** Whether a file's path has no value of a key outside of its bounds. */
function isTouched(path: string, keys: readonly PartitionKey[]): boolean {
  return keys.every(({ name, low, high }) => {
    const value = valueIn(path, name);
    if (value === undefined) return true;
    const isBelow = low !== undefined && compareValues(value, low) < 0;
    return !isBelow && (high === undefined || compareValues(value, high) <= 0);
  });
}

function valueIn(path: string, name: string): string | undefined {
  const folder = path.split('/').find((each) => each.toLowerCase().startsWith(`${name.toLowerCase()}=`));
  return folder === undefined ? undefined : decodeURIComponent(folder.slice(name.length + 1));
}

/** Whether all files that come after this one have greater values of the first key than are touched. S3 sorts by text: so do values of one length. */
function isAfter(path: string, { name, high }: PartitionKey): boolean {
  const value = path.startsWith(`${name}=`) ? valueIn(path, name)! : undefined;
  return value !== undefined && high !== undefined && value.length === high.length && value > high;
}

/** Where the touched values of the first key begin. */
function skippedTo(last: string, prefix: string, { name, low }: PartitionKey): string | undefined {
  const value = last.startsWith(`${prefix}${name}=`) ? valueIn(last.slice(prefix.length), name)! : undefined;
  return value !== undefined && low?.length === value.length ? `${prefix}${name}=${low}` : undefined;
}

function later(one: string, other: string | undefined): string {
  return other !== undefined && other > one ? other : one;
}
