import { blobValue } from '@duckdb/node-api';
import { expect, test } from 'vitest';

import { fromBase32, toBase32, xxhash64 } from '../../../../src/local/duckdb/natives/encodings.ts';

const bytes = (text: string) => blobValue(Buffer.from(text));

const hex = ({ bytes: given }: { readonly bytes: Uint8Array }) => Buffer.from(given).toString('hex');

// https://www.rfc-editor.org/rfc/rfc4648#section-10
test.each([
  ['', ''],
  ['f', 'MY======'],
  ['fo', 'MZXQ===='],
  ['foo', 'MZXW6==='],
  ['foob', 'MZXW6YQ='],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI======'],
])('base32 of %j', (text, encoded) => {
  expect(toBase32(bytes(text))).toBe(encoded);
  expect(Buffer.from(fromBase32(encoded).bytes).toString()).toBe(text);
});

test.each(['mzxw6', '1', 'A=A'])('fromBase32(%j) fails', (text) =>
  expect(() => fromBase32(text)).toThrow(`Invalid input: ${text}`),
);

// https://github.com/Cyan4973/xxHash, XXH64 with seed 0
test.each([
  ['', 'ef46db3751d8e999'],
  ['a', 'd24ec4f1a98c6e5b'],
  ['abc', '44bc2cf5ad770999'],
  ['hello', '26c7827d889f6da3'],
])('xxhash64(%j)', (text, digest) => expect(hex(xxhash64(bytes(text)))).toBe(digest));

test('xxhash64() of long texts differs by each byte', () => {
  const digests = Array.from({ length: 64 }, (_, index) =>
    hex(xxhash64(bytes(`${'x'.repeat(index)}y${'x'.repeat(63 - index)}`))),
  );
  expect(new Set(digests).size).toBe(64);
});
