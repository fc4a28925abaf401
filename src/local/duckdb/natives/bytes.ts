import { createHash, createHmac } from 'node:crypto';
import { crc32 as crc } from 'node:zlib';
import type { DuckDBBlobValue } from '@duckdb/node-api';
import { blobValue } from '@duckdb/node-api';

import { fail } from '../../../trino/fail.ts';

/** Returns the hash of bytes; `algorithm` is a name of Node's crypto, such as `sha256`. */
export const hash = ({ bytes }: DuckDBBlobValue, algorithm: string): DuckDBBlobValue =>
  blobValue(createHash(algorithm).update(bytes).digest());

/** Returns the HMAC of bytes with a key; `algorithm` is a name of Node's crypto, such as `sha256`. */
export const hmac = ({ bytes }: DuckDBBlobValue, key: DuckDBBlobValue, algorithm: string): DuckDBBlobValue =>
  blobValue(createHmac(algorithm, key.bytes).update(bytes).digest());

/** Returns the CRC-32 of bytes. */
export const crc32 = ({ bytes }: DuckDBBlobValue): bigint => BigInt(crc(bytes));

/** Returns the bytes in reverse order. */
export const reverseBytes = ({ bytes }: DuckDBBlobValue): DuckDBBlobValue => blobValue(bytes.toReversed());

const REPLACEMENT = '\uFFFD';

/** Decodes UTF-8. Invalid bytes become `replacement`. Fails with INVALID_FUNCTION_ARGUMENT when that is more than one character. */
export function fromUtf8({ bytes }: DuckDBBlobValue, replacement: string): string {
  if ([...replacement].length > 1)
    fail('INVALID_FUNCTION_ARGUMENT', 'Replacement character string must empty or a single character');
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return replacement === REPLACEMENT ? text : text.replaceAll(REPLACEMENT, replacement);
}
