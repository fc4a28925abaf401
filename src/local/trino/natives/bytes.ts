import { createHash, createHmac } from 'node:crypto';
import { crc32 as crc } from 'node:zlib';
import type { DuckDBBlobValue } from '@duckdb/node-api';
import { blobValue } from '@duckdb/node-api';

export const hash = ({ bytes }: DuckDBBlobValue, algorithm: string): DuckDBBlobValue =>
  blobValue(createHash(algorithm).update(bytes).digest());

export const hmac = ({ bytes }: DuckDBBlobValue, key: DuckDBBlobValue, algorithm: string): DuckDBBlobValue =>
  blobValue(createHmac(algorithm, key.bytes).update(bytes).digest());

export const crc32 = ({ bytes }: DuckDBBlobValue): bigint => BigInt(crc(bytes));

/** Bytes that are no UTF-8 become the replacement character. */
export const fromUtf8 = ({ bytes }: DuckDBBlobValue): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
