import { expect, test } from 'vitest';

import { decodeBeginning } from '../../../../src/local/athena/lake/text-encoding.ts';

test('decodeBeginning() drops a byte order mark, and takes a letter that is cut off at the end', () => {
  expect(decodeBeginning(Buffer.from('\uFEFFa,b\n1,2'), 'x.csv')).toBe('a,b\n1,2');
  expect(decodeBeginning(Buffer.from('a\n1ü').subarray(0, 4), 'x.csv')).toBe('a\n1\uFFFD');
  expect(decodeBeginning(Buffer.from(''), 'x.csv')).toBe('');
});

test('decodeBeginning() tells how to convert what is no UTF-8', () => {
  expect(() => decodeBeginning(Buffer.from('a,\xfc\n', 'latin1'), 'x.csv')).toThrow(
    'x.csv:1 is not UTF-8: it looks like Latin-1 (Windows-1252); save it as UTF-8, for example by iconv -f WINDOWS-1252 -t UTF-8',
  );
  expect(() => decodeBeginning(Buffer.from('\uFEFFa,b\n', 'utf16le'), 'x.csv')).toThrow('x.csv is UTF-16, not UTF-8');
  expect(() => decodeBeginning(Buffer.from('fffe000061000000', 'hex'), 'x.csv')).toThrow(
    'x.csv is UTF-32, not UTF-8; save it as UTF-8, for example by iconv -f UTF-32 -t UTF-8',
  );
  expect(() => decodeBeginning(Buffer.from('836783458348', 'hex'), 'x.csv')).toThrow(
    'x.csv:1 is not UTF-8: it looks like Shift-JIS; save it as UTF-8, for example by iconv -f SHIFT_JIS -t UTF-8',
  );
  expect(() => decodeBeginning(Buffer.from('b1b1bea92cc9cfbaa3', 'hex'), 'x.csv')).toThrow(
    /it looks like .* or .*GB18030.* -t UTF-8, and look whether the names are right$/,
  );
});
