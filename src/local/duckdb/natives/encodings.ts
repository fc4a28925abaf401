import type { DuckDBBlobValue } from '@duckdb/node-api';
import { blobValue } from '@duckdb/node-api';

import { fail } from '../../../trino/fail.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Encodes bytes by base32 of RFC 4648, with padding. */
export function toBase32({ bytes }: DuckDBBlobValue): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  const digits = (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[Number.parseInt(five.padEnd(5, '0'), 2)]);
  return digits.join('').padEnd(Math.ceil(digits.length / 8) * 8, '=');
}

/** Decodes base32. Fails with INVALID_FUNCTION_ARGUMENT for a wrong digit. */
export function fromBase32(text: string): DuckDBBlobValue {
  const digits = [...text.replace(/=+$/, '')].map((digit) => BASE32.indexOf(digit));
  if (digits.includes(-1)) fail('INVALID_FUNCTION_ARGUMENT', `Invalid input: ${text}`);
  const bits = digits.map((digit) => digit.toString(2).padStart(5, '0')).join('');
  return blobValue(Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2)));
}

const [PRIME1, PRIME2, PRIME3, PRIME4, PRIME5] = [
  0x9e3779b185ebca87n,
  0xc2b2ae3d27d4eb4fn,
  0x165667b19e3779f9n,
  0x85ebca77c2b2ae63n,
  0x27d4eb2f165667c5n,
] as const;

const wrap = (value: bigint): bigint => BigInt.asUintN(64, value);

const rotate = (value: bigint, by: bigint): bigint => wrap(wrap(value) << by) | (wrap(value) >> (64n - by));

const round = (state: bigint, input: bigint): bigint => wrap(rotate(state + input * PRIME2, 31n) * PRIME1);

/** Returns the 8 bytes of xxHash64 with seed 0. https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md */
export function xxhash64({ bytes }: DuckDBBlobValue): DuckDBBlobValue {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  let hash: bigint = PRIME5;
  if (bytes.length >= 32) {
    const lanes = [PRIME1 + PRIME2, PRIME2, 0n, -PRIME1].map(wrap);
    for (; at + 32 <= bytes.length; at += 32) {
      for (let lane = 0; lane < 4; lane += 1) lanes[lane] = round(lanes[lane]!, view.getBigUint64(at + 8 * lane, true));
    }
    hash = wrap([1n, 7n, 12n, 18n].reduce((sum, by, lane) => sum + rotate(lanes[lane]!, by), 0n));
    for (const lane of lanes) hash = wrap((hash ^ round(0n, lane)) * PRIME1 + PRIME4);
  }
  hash = wrap(hash + BigInt(bytes.length));
  for (; at + 8 <= bytes.length; at += 8)
    hash = wrap(rotate(hash ^ round(0n, view.getBigUint64(at, true)), 27n) * PRIME1 + PRIME4);
  for (; at + 4 <= bytes.length; at += 4)
    hash = wrap(rotate(hash ^ wrap(BigInt(view.getUint32(at, true)) * PRIME1), 23n) * PRIME2 + PRIME3);
  for (; at < bytes.length; at += 1) hash = wrap(rotate(hash ^ wrap(BigInt(bytes[at]!) * PRIME5), 11n) * PRIME1);
  for (const [by, prime] of [
    [33n, PRIME2],
    [29n, PRIME3],
  ] as const)
    hash = wrap((hash ^ (hash >> by)) * prime);
  const digest = new DataView(new ArrayBuffer(8));
  digest.setBigUint64(0, hash ^ (hash >> 32n));
  return blobValue(new Uint8Array(digest.buffer));
}
