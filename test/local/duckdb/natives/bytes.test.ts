import { blobValue } from '@duckdb/node-api';
import { expect, test } from 'vitest';

import { crc32, fromUtf8, hash, hmac, reverseBytes } from '../../../../src/local/duckdb/natives/bytes.ts';

const bytes = (text: string) => blobValue(Buffer.from(text));

const hex = ({ bytes: given }: { readonly bytes: Uint8Array }) => Buffer.from(given).toString('hex');

test('hash(), hmac() and crc32() give the numbers of their standards', () => {
  expect(hex(hash(bytes(''), 'md5'))).toBe('d41d8cd98f00b204e9800998ecf8427e');
  expect(hex(hmac(bytes('The quick brown fox jumps over the lazy dog'), bytes('key'), 'sha256'))).toBe(
    'f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8',
  );
  expect(crc32(bytes('123456789'))).toBe(0xcbf43926n);
});

test('reverseBytes() leaves what it was given', () => {
  const given = bytes('abc');
  expect(Buffer.from(reverseBytes(given).bytes).toString()).toBe('cba');
  expect(Buffer.from(given.bytes).toString()).toBe('abc');
});

test.each([
  ['\uFFFD', 'a\uFFFDb'],
  ['?', 'a?b'],
  ['', 'ab'],
])('fromUtf8() puts %j in the place of what is no UTF-8', (replacement, text) =>
  expect(fromUtf8(blobValue(Uint8Array.of(0x61, 0xff, 0x62)), replacement)).toBe(text),
);

test('fromUtf8() keeps a byte order mark, and takes one character of any length', () => {
  expect(fromUtf8(bytes('\uFEFFa'), '?')).toBe('\uFEFFa');
  expect(fromUtf8(blobValue(Uint8Array.of(0xff)), '😀')).toBe('😀');
  expect(() => fromUtf8(bytes('a'), '??')).toThrow('INVALID_FUNCTION_ARGUMENT');
});
