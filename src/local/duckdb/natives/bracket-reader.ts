import type { CharacterSet } from './character-class.ts';
import type { PatternCursor } from './pattern-cursor.ts';

import { holdsSymbols, negated, posixSet, rangeSet } from './character-class.ts';
import { escapedPoint, namedSet } from './escape-reader.ts';
import { invalid, refuse, rest, take } from './pattern-cursor.ts';

/**
 * A character class in JavaScript's syntax, with its brackets. `sharpS` says that it holds `ß` and ignores case, so that it also
 * matches `ss`.
 */
export type BracketClass = { readonly source: string; readonly sharpS: boolean };

const SHARP_S = 0xdf;

/**
 * Reads the class `[…]` at the cursor, with ranges, sets, inner classes and `&&`; `anyCase` says that case is ignored. Fails
 * for a faulty class, and for one that JavaScript cannot express.
 */
export function readBracketClass(cursor: PatternCursor, anyCase: boolean): BracketClass {
  cursor.at += 1;
  const isNegated = cursor.text[cursor.at] === '^';
  if (isNegated) cursor.at += 1;
  const operands: string[] = [];
  let items = '';
  let sharpS = false;
  const add = (set: CharacterSet): void => {
    items += anyCase ? set.anyCase : set.items;
  };
  for (let isFirst = true; ; isFirst = false) {
    const next = cursor.text[cursor.at] ?? invalid('premature end of char-class');
    if (next === ']' && !(isFirst && rest(cursor).indexOf(']', 1) > 0)) break;
    const posix = take(cursor, /^\[:(\^?)(\w+):\]/);
    if (posix) {
      cursor.readsSymbols ||= holdsSymbols(posix[2]!);
      const set = posixSet(posix[2]!);
      add(posix[1] ? negated(set, anyCase) : set);
    } else if (next === '[') {
      if (cursor.text[cursor.at + 1] === ':') invalid('invalid POSIX bracket type');
      items += readBracketClass(cursor, anyCase).source;
    } else if (next === '&' && cursor.text[cursor.at + 1] === '&') {
      cursor.at += 2;
      operands.push(`[${items}]`);
      items = '';
    } else {
      if (/^\\[pP][A-Za-z]/.test(rest(cursor))) refuse(`\\${cursor.text[cursor.at + 1]} without braces in a class`);
      const set = namedSet(cursor, anyCase);
      if (set) {
        add(set);
        if (/^-[^\]]/.test(rest(cursor))) {
          cursor.at += 1;
          add(rangeSet(0x2d, 0x2d));
        }
      } else {
        const first = classPoint(cursor);
        const last = rangeEnd(cursor, first);
        if (first === last && first === SHARP_S && anyCase) sharpS = true;
        add(rangeSet(first, last));
      }
    }
  }
  cursor.at += 1;
  if (items === '' && operands.length === 0) invalid('empty char-class');
  const all = operands.length > 0 ? [...operands, `[${items}]`].join('&&') : items;
  return { source: `[${isNegated ? '^' : ''}${all}]`, sharpS: sharpS && !isNegated };
}

function classPoint(cursor: PatternCursor): number {
  if (cursor.text[cursor.at] === '\\') {
    if (take(cursor, /^\\b/)) return 8;
    return escapedPoint(cursor);
  }
  cursor.at += 1;
  return cursor.text[cursor.at - 1]!.codePointAt(0)!;
}

function rangeEnd(cursor: PatternCursor, first: number): number {
  if (!/^-[^\]]/.test(rest(cursor))) return first;
  if (/^-(?:\[|&&)/.test(rest(cursor))) refuse('A dash before [ or && in a class');
  cursor.at += 1;
  if (/^\\[dwsDWSpP]/.test(rest(cursor))) invalid('char-class value at end of range');
  const last = classPoint(cursor);
  if (last < first) invalid('empty range in char class');
  if (/^-[^\]]/.test(rest(cursor))) refuse('A dash after a range in a class');
  return last;
}
