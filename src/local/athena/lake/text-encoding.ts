import { isUtf16 } from './file-format.ts';

/** Returns the sentence that refuses a file which is not UTF-8, and tells how to convert it; `at` is the file, or file:line. */
export function notUtf8(at: string, encoding: 'UTF-16' | 'WINDOWS-1252'): string {
  const looks = encoding === 'UTF-16' ? 'is UTF-16, not UTF-8' : 'is not UTF-8: it looks like Latin-1 (Windows-1252)';
  return `${at} ${looks}; save it as UTF-8, for example by iconv -f ${encoding} -t UTF-8`;
}

/** Decodes the beginning of a text file, without its byte order mark. Throws an Error when it is not UTF-8. */
export function decodeBeginning(begin: Buffer, path: string): string {
  if (isUtf16(begin)) throw new Error(notUtf8(path, 'UTF-16'));
  const line = begin.subarray(0, firstLineEnd(begin));
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(line);
  } catch (error) {
    throw new Error(notUtf8(`${path}:1`, 'WINDOWS-1252'), { cause: error });
  }
  return new TextDecoder('utf-8').decode(begin);
}

function firstLineEnd(begin: Buffer): number {
  const end = begin.indexOf('\n');
  return end < 0 ? begin.length : end;
}
