import type { DuckDBListValue } from '@duckdb/node-api';
import { listValue, structValue } from '@duckdb/node-api';

import { fail } from '../../../trino/fail.ts';

/** Implements `reverse`: a text with its code points in reverse order. */
export const reverse = (text: string): string => [...text].reverse().join('');

/**
 * Implements `strpos`: the 1-based position of the n-th occurrence, from the end when n is negative; 0 when there is
 * none.
 */
export function strpos(text: string, part: string, instance: bigint): bigint {
  if (instance === 0n) fail('INVALID_FUNCTION_ARGUMENT', "'instance' must not be a positive or negative number.");
  if (part === '') return 1n;
  const fromEnd = instance < 0n;
  let at = fromEnd ? text.length : -1;
  for (let count = fromEnd ? -instance : instance; count > 0n; count -= 1n) {
    if (fromEnd && at === 0) return 0n;
    at = fromEnd ? text.lastIndexOf(part, at - 1) : text.indexOf(part, at + 1);
    if (at < 0) return 0n;
  }
  return BigInt([...text.slice(0, at)].length + 1);
}

/** Implements `split`: the parts of a text between delimiters, at most `limit`, of which the last holds the rest. */
export function split(text: string, delimiter: string, limit: bigint): DuckDBListValue {
  if (limit <= 0n) fail('INVALID_FUNCTION_ARGUMENT', 'Limit must be positive');
  if (delimiter === '') fail('INVALID_FUNCTION_ARGUMENT', 'The delimiter may not be the empty string');
  const parts = text.split(delimiter);
  if (BigInt(parts.length) <= limit) return listValue(parts);
  const kept = parts.slice(0, Number(limit) - 1);
  return listValue([...kept, parts.slice(Number(limit) - 1).join(delimiter)]);
}

/** Implements `split_to_map` and `split_to_multimap`: the pairs of a text such as `a=1;b=2`. `unique` fails for a repeated key. */
export function splitPairs(
  text: string,
  entryDelimiter: string,
  valueDelimiter: string,
  unique: boolean,
): DuckDBListValue {
  if (entryDelimiter === '' || valueDelimiter === '')
    fail('INVALID_FUNCTION_ARGUMENT', 'The delimiter may not be the empty string');
  if (entryDelimiter === valueDelimiter)
    fail('INVALID_FUNCTION_ARGUMENT', 'entryDelimiter and keyValueDelimiter must not be the same');
  const pairs: { key: string; value: string }[] = [];
  const keys = new Set<string>();
  for (const entry of text.split(entryDelimiter).filter((part) => part !== '')) {
    const parts = entry.split(valueDelimiter);
    if (parts.length !== 2)
      fail(
        'INVALID_FUNCTION_ARGUMENT',
        `Key-value delimiter must appear exactly once in each entry. Bad input: '${entry}'`,
      );
    const [key = '', value = ''] = parts;
    if (unique && keys.has(key)) fail('INVALID_FUNCTION_ARGUMENT', `Duplicate keys (${key}) are not allowed`);
    keys.add(key);
    pairs.push({ key, value });
  }
  return listValue(pairs.map(structValue));
}

/** Implements `chr`: the character of a code point. Fails with INVALID_FUNCTION_ARGUMENT for a number out of range. */
export function chr(codePoint: bigint): string {
  if (codePoint < 0n || codePoint > 0x10ffffn)
    fail('INVALID_FUNCTION_ARGUMENT', `Not a valid Unicode code point: ${codePoint}`);
  return String.fromCodePoint(Number(codePoint));
}

/**
 * Implements `normalize`: a text in one of Unicode's forms, NFC, NFD, NFKC or NFKD. Fails with
 * INVALID_FUNCTION_ARGUMENT for another form.
 */
export function normalize(text: string, form: string): string {
  if (!/^NFK?[CD]$/.test(form))
    fail('INVALID_FUNCTION_ARGUMENT', 'Normalization form must be one of [NFD, NFC, NFKD, NFKC]');
  return text.normalize(form);
}

/**
 * Implements `levenshtein_distance`: how many code points have to be added, removed or replaced to make one text of the
 * other.
 */
export function levenshtein(left: string, right: string): bigint {
  const [a, b] = [[...left], [...right]];
  let row = b.map((_, index) => index + 1);
  a.forEach((character, index) => {
    let diagonal = index;
    let before = index + 1;
    row = row.map((above, column) => {
      const cost = diagonal + (character === b[column] ? 0 : 1);
      diagonal = above;
      before = Math.min(before + 1, above + 1, cost);
      return before;
    });
  });
  return BigInt(b.length === 0 ? a.length : row.at(-1)!);
}

/**
 * Implements `hamming_distance`: at how many places two texts have different code points. Fails with
 * INVALID_FUNCTION_ARGUMENT when one is longer.
 */
export function hamming(left: string, right: string): bigint {
  const [a, b] = [[...left], [...right]];
  if (a.length !== b.length)
    fail('INVALID_FUNCTION_ARGUMENT', 'The input strings to hamming_distance function must have the same length');
  return BigInt(a.filter((character, index) => character !== b[index]).length);
}

const SOUNDS: Readonly<Record<string, string>> = Object.fromEntries(
  ['BFPV', 'CGJKQSXZ', 'DT', 'L', 'MN', 'R'].flatMap((letters, index) =>
    [...letters].map((letter) => [letter, String(index + 1)]),
  ),
);

/**
 * Implements `soundex`: the first letter of an English word and three digits for its sounds. An H or W between two
 * letters of one sound does not separate them. Fails with INVALID_FUNCTION_ARGUMENT for a text that is not
 * ASCII.
 */
export function soundex(text: string): string {
  const letters = [...text.toUpperCase()].filter((letter) => /[A-Z]/.test(letter));
  if (/[^\x20-\x7f]/.test(text)) fail('INVALID_FUNCTION_ARGUMENT', 'The character is not mapped');
  if (letters.length === 0) return '';
  let code = letters[0]!;
  let last = SOUNDS[letters[0]!];
  for (const letter of letters.slice(1)) {
    const sound = SOUNDS[letter];
    if (sound && sound !== last) code += sound;
    if (letter !== 'H' && letter !== 'W') last = sound;
  }
  return code.slice(0, 4).padEnd(4, '0');
}

/**
 * Implements `luhn_check`: whether the last digit is the check digit of the others by the Luhn formula. Fails with
 * INVALID_FUNCTION_ARGUMENT for what is no digit.
 */
export function luhn(digits: string): boolean {
  if (!/^\d*$/.test(digits)) fail('INVALID_FUNCTION_ARGUMENT', 'Input must contain only digits');
  if (digits === '') return false;
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
