/** Encodings of two bytes a letter, by iconv's names, with a pattern of their languages' letters, in the order in which they are tried. */
const DOUBLE: readonly { readonly name: string; readonly letters: RegExp }[] = [
  { name: 'SHIFT_JIS', letters: /[\u3040-\u30ff\u4e00-\u9fff]/u },
  { name: 'EUC-JP', letters: /[\u3040-\u30ff\u4e00-\u9fff]/u },
  { name: 'EUC-KR', letters: /[\uac00-\ud7a3]/u },
  { name: 'GB18030', letters: /[\u4e00-\u9fff]/u },
  { name: 'BIG5', letters: /[\u4e00-\u9fff]/u },
];

/** The encodings that a text which is not UTF-8 is most often in. */
const LATIN = ['WINDOWS-1252'];

/**
 * Guesses the encoding of a text that is not UTF-8. Returns the names of the likely ones for iconv, likeliest first: UTF-32 and UTF-16
 * by byte order marks or NULs, those of two bytes a letter by letters beside each other, Cyrillic by whole words beyond ASCII, else
 * Windows-1252, which includes Latin-1.
 */
export function guessEncodings(text: Buffer): readonly string[] {
  const wide = wideEncoding(text);
  if (wide) return [wide];
  const begin = linesBeyondAscii(text);
  const doubles = DOUBLE.filter(({ name, letters }) => isWrittenIn(begin, name, letters)).map(({ name }) => name);
  const japanese = doubles.find((name) => /[\u3040-\u30ff]{2}/u.test(new TextDecoder(name).decode(begin)));
  if (japanese) return [japanese];
  const cyrillic = cyrillicEncoding(begin);
  const guesses = cyrillic ? [...doubles, cyrillic] : doubles;
  return guesses.length > 0 ? guesses : LATIN;
}

/** Returns whether a text is UTF-32 or UTF-16, by its byte order mark or its first NULs; undefined for neither. */
export function wideEncoding(begin: Buffer): 'UTF-32' | 'UTF-16' | undefined {
  const start = begin.toString('latin1', 0, 4);
  if (/^(?:\xff\xfe\0\0|\0\0\xfe\xff|[^\0]\0\0\0|\0\0\0[^\0])/s.test(start)) return 'UTF-32';
  return /^(?:\xff\xfe|\xfe\xff|\0[^\0]|[^\0]\0)/s.test(start) ? 'UTF-16' : undefined;
}

const ENOUGH = 1 << 16; // bytes that tell an encoding

/** As many bytes as tell an encoding, from the first line on that is not plain ASCII. */
function linesBeyondAscii(text: Buffer): Buffer {
  const first = text.findIndex((byte) => byte > 0x7f);
  const start = text.lastIndexOf('\n', first) + 1;
  return first < 0 ? Buffer.alloc(0) : text.subarray(start, start + ENOUGH);
}

/** Whether a text is one in this encoding, and most of its letters beyond ASCII stand beside another one of the same script. */
function isWrittenIn(begin: Buffer, encoding: string, letters: RegExp): boolean {
  const cut = begin.lastIndexOf('\n');
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(cut < 0 ? begin : begin.subarray(0, cut));
  } catch {
    return false;
  }
  const beyond = text.match(/[^\0-\x7f]+/gu) ?? [];
  const count = (some: readonly string[]) => some.reduce((sum, { length }) => sum + length, 0);
  const together = beyond.filter((run) => run.length > 1 && [...run].some((letter) => letters.test(letter)));
  return count(beyond) > 0 && count(together) >= count(beyond) * 0.8;
}

/** The encoding of a text whose words beyond ASCII are whole, as those in Cyrillic are; undefined for single accented letters. */
function cyrillicEncoding(begin: Buffer): string | undefined {
  const runs = begin.toString('latin1').match(/[\x80-\xff]+/g) ?? [];
  const all = runs.join('');
  const isWhole =
    all !== '' &&
    all.length >= runs.length * 3 &&
    all.replace(/[\xa3\xa8\xb3\xb8\xc0-\xff]/g, '').length * 20 <= all.length;
  if (!isWhole) return undefined;
  const small = all.replace(/[^\xe0-\xff]/g, '').length;
  return small * 2 >= all.length ? 'WINDOWS-1251' : 'KOI8-R';
}
