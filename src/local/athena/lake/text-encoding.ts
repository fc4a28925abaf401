import { guessEncodings, wideEncoding } from './encoding-guess.ts';

/** Common names of encodings, where they differ from iconv's. */
const CALLED: Readonly<Record<string, string>> = {
  'WINDOWS-1252': 'Latin-1 (Windows-1252)',
  'WINDOWS-1251': 'Windows-1251 (Cyrillic)',
  SHIFT_JIS: 'Shift-JIS',
};

/**
 * Returns a sentence that a file is not UTF-8 and how to convert it. `at` is the file or file:line, `begin` its first bytes, from which
 * its encoding is guessed.
 */
export function notUtf8(at: string, begin: Buffer): string {
  const guesses = guessEncodings(begin);
  const [first = ''] = guesses;
  const names = guesses.map((name) => CALLED[name] ?? name);
  const looks = first.startsWith('UTF-')
    ? `is ${first}, not UTF-8`
    : `is not UTF-8: it looks like ${names.join(' or ')}`;
  const check = names.length > 1 ? ', and look whether the names are right' : '';
  return `${at} ${looks}; save it as UTF-8, for example by iconv -f ${first} -t UTF-8${check}`;
}

/** Decodes the beginning of a text file, without its byte order mark. Throws an Error when it is not UTF-8. */
export function decodeBeginning(begin: Buffer, path: string): string {
  if (wideEncoding(begin)) throw new Error(notUtf8(path, begin));
  const line = begin.subarray(0, firstLineEnd(begin));
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(line);
  } catch (error) {
    throw new Error(notUtf8(`${path}:1`, begin), { cause: error });
  }
  return new TextDecoder('utf-8').decode(begin);
}

function firstLineEnd(begin: Buffer): number {
  const end = begin.indexOf('\n');
  return end < 0 ? begin.length : end;
}
