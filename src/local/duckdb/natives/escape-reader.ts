import type { CharacterSet } from './character-class.ts';
import type { PatternCursor } from './pattern-cursor.ts';

import { DIGITS, holdsSymbols, negated, propertySet, SPACES, WORDS } from './character-class.ts';
import { invalid, refuse, rest, take } from './pattern-cursor.ts';

const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, a: 7, e: 27 };

const SETS: Readonly<Record<string, CharacterSet>> = { d: DIGITS, w: WORDS, s: SPACES };

/**
 * Reads an escape for a set of characters, such as `\d`, `\W`, `\p{Alpha}` or `\PL`; undefined when there is none at the cursor.
 * `anyCase` says that case is ignored.
 */
export function namedSet(cursor: PatternCursor, anyCase: boolean): CharacterSet | undefined {
  const short = take(cursor, /^\\([dwsDWS])/);
  if (short) {
    const set = SETS[short[1]!.toLowerCase()]!;
    return /[DWS]/.test(short[1]!) ? negated(set, anyCase) : set;
  }
  if (/^\\[pP]$/.test(rest(cursor))) invalid('end pattern at escape');
  const property = take(cursor, /^\\([pP])(?:\{([^}]*)\}|([A-Za-z]))/);
  if (!property) return undefined;
  const name = property[2] ?? property[3]!;
  cursor.readsSymbols ||= holdsSymbols(name);
  const set = propertySet(name);
  return property[1] === 'P' ? negated(set, anyCase) : set;
}

/** Reads an escape for one character and returns its code point; a letter without a meaning stands for itself. */
export function escapedPoint(cursor: PatternCursor): number {
  const bytes = take(cursor, /^(?:\\x[89A-Fa-f][0-9A-Fa-f])+/);
  if (bytes) {
    const read = Buffer.from(bytes[0].replaceAll('\\x', ''), 'hex').toString('utf8');
    if ([...read].length !== 1 || read === '\uFFFD') refuse(bytes[0]);
    return read.codePointAt(0)!;
  }
  const hexadecimal = take(cursor, /^\\(?:x\{([0-9A-Fa-f]{1,8})\}|x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4}))/);
  if (hexadecimal) return checkedPoint(Number.parseInt(hexadecimal.slice(1).find((part) => part !== undefined)!, 16));
  const octal = take(cursor, /^\\([0-7]{1,3})/);
  if (octal) return Number.parseInt(octal[1]!, 8) < 0x80 ? Number.parseInt(octal[1]!, 8) : refuse(octal[0]);
  const control = take(cursor, /^\\c([A-Za-z@[\]^_])/);
  if (control) return control[1]!.codePointAt(0)! & 0x1f;
  const next = cursor.text[cursor.at + 1] ?? invalid('end pattern at escape');
  if (next === 'c') invalid('end pattern at control');
  cursor.at += 2;
  return CONTROLS[next] ?? next.codePointAt(0)!;
}

function checkedPoint(point: number): number {
  if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) invalid('invalid code point value');
  return point;
}
