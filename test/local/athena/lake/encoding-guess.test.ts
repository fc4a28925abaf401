import { describe, expect, test } from 'vitest';

import { guessEncodings, wideEncoding } from '../../../../src/local/athena/lake/encoding-guess.ts';

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');

const line = (hex: string) => Buffer.concat([Buffer.from('id,city\n1,'), bytes(hex), Buffer.from('\n')]);

/** Texts as Python's codecs encode them. */
describe('guessEncodings()', () => {
  test.each<[string, Buffer, readonly string[]]>([
    ['Zürich', line('5a fc 72 69 63 68'), ['WINDOWS-1252']],
    ['café, €5', line('63 61 66 e9 2c 20 80 35'), ['WINDOWS-1252']],
    ['naïve “quotes”', line('6e 61 ef 76 65 20 93 71 75 6f 74 65 73 94'), ['WINDOWS-1252']],
    ['トウキョウ', line('83 67 83 45 83 4c 83 87 83 45'), ['SHIFT_JIS']],
    ['とうきょう in EUC-JP', line('a4 c8 a4 a6 a4 ad a4 e7 a4 a6'), ['EUC-JP']],
    ['東京 in Shift-JIS', line('93 8c 8b 9e'), ['SHIFT_JIS', 'GB18030']],
    ['Москва, Пермь', line('cc ee f1 ea e2 e0 2c cf e5 f0 ec fc'), ['WINDOWS-1251']],
    ['Москва, Пермь in KOI8-R', line('ed cf d3 cb d7 c1 2c f0 c5 d2 cd d8'), ['KOI8-R']],
    ['nothing', Buffer.alloc(0), ['WINDOWS-1252']],
  ])('of %s', (_, text, expected) => expect(guessEncodings(text)).toEqual(expected));

  test('looks at the first lines that tell', () => {
    const ascii = Buffer.from('1,plain\n'.repeat(50_000));
    expect(guessEncodings(Buffer.concat([ascii, line('83 67 83 45 83 4c')]))).toEqual(['SHIFT_JIS']);
  });

  test('names each that Chinese may be in', () => {
    const guesses = guessEncodings(line('b1 b1 be a9 2c c9 cf ba a3'));
    expect(guesses).toContain('GB18030');
  });
});

test.each([
  ['ff fe 00 00 69 00 00 00', 'UTF-32'],
  ['00 00 fe ff 00 00 00 69', 'UTF-32'],
  ['69 00 00 00 64 00 00 00', 'UTF-32'],
  ['00 00 00 69', 'UTF-32'],
  ['ff fe 69 00', 'UTF-16'],
  ['fe ff 00 69', 'UTF-16'],
  ['69 00 64 00', 'UTF-16'],
  ['00 69 00 64', 'UTF-16'],
  ['69 64', undefined],
  ['69', undefined],
  ['', undefined],
])('wideEncoding(%s) is %s', (hex, expected) => expect(wideEncoding(bytes(hex))).toBe(expected));
