import type { CharacterSet } from './character-class.ts';

import { fail } from '../../../trino/fail.ts';
import { DIGITS, holdsSymbols, negated, posixSet, propertySet, rangeSet, SPACES, WORDS } from './character-class.ts';

/** A regular expression as Trino's engine reads it. `source` is what a JavaScript class says with its brackets. */
export type Pattern =
  | { readonly kind: 'letter'; readonly point: number; readonly anyCase: boolean }
  | { readonly kind: 'set'; readonly source: string; readonly sharpS: boolean }
  | { readonly kind: 'anchor'; readonly at: Anchor }
  | { readonly kind: 'sequence' | 'alternatives'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'group'; readonly number: number; readonly body: Pattern }
  | { readonly kind: 'atomic'; readonly body: Pattern }
  | { readonly kind: 'look'; readonly behind: boolean; readonly negative: boolean; readonly body: Pattern }
  | {
      readonly kind: 'repeat';
      readonly least: number;
      readonly most: number;
      readonly mode: Mode;
      readonly body: Pattern;
    }
  | { readonly kind: 'reference'; readonly number: number };

export type Anchor = 'start' | 'line start' | 'end' | 'last line end' | 'line end' | 'boundary' | 'no boundary';

type Mode = 'greedy' | 'lazy' | 'possessive';

export type ParsedPattern = {
  readonly root: Pattern;
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
  /** Whether a class may hold pictures, of which newer ones are not known to Trino. */
  readonly readsSymbols: boolean;
};

type Flags = { readonly i: boolean; readonly m: boolean; readonly s: boolean; readonly x: boolean };

const ANCHORS: Readonly<Record<string, Anchor>> = {
  A: 'start',
  z: 'end',
  Z: 'last line end',
  b: 'boundary',
  B: 'no boundary',
};

const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, a: 7, e: 27 };

const SETS: Readonly<Record<string, CharacterSet>> = { d: DIGITS, w: WORDS, s: SPACES };

const MOST_REPEATS = 100_000;

const SHARP_S = 0xdf;

const invalid = (message: string): never => fail('INVALID_FUNCTION_ARGUMENT', message);

const refuse = (what: string): never =>
  fail('NOT_SUPPORTED', `${what} in a regular expression is not supported by the embedded engine`);

/** Reads Java's and Onigmo's syntax as Trino does. Throws for a fault, and for the little that is not known. */
export function readPattern(written: string): ParsedPattern {
  const text = [...written];
  const names = new Map<string, number>();
  let at = 0;
  let groups = 0;
  const references: number[] = [];
  let readsSymbols = false;

  const rest = (): string => text.slice(at).join('');
  function take(expression: RegExp): RegExpExecArray | undefined {
    const match = expression.exec(rest());
    if (!match) return undefined;
    at += [...match[0]].length;
    return match;
  }

  function alternatives(flags: Flags): Pattern {
    const parts = [sequence(flags)];
    while (text[at] === '|') {
      at += 1;
      parts.push(sequence(flags));
    }
    return parts.length === 1 ? parts[0]! : { kind: 'alternatives', parts };
  }

  function sequence(flags: Flags): Pattern {
    const parts: Pattern[] = [];
    for (;;) {
      if (flags.x) take(/^(?:\s|#[^\n]*)+/);
      take(/^\(\?#[^)]*\)/);
      const next = text[at];
      if (next === undefined || next === '|' || next === ')') break;
      if (next === '(' && text[at + 1] === '?' && text[at + 2] === '#') {
        if (!rest().slice(3).includes(')')) invalid('end pattern in group');
        continue;
      }
      const switched = take(/^\(\?([imsx]*)(?:-([imsx]*))?\)/);
      if (switched) {
        if (switched[0] === '(?)') invalid('undefined group option');
        // what follows a flag is one group with it, to the end of the group around it, with all of its alternatives
        parts.push(apart(alternatives(changed(flags, switched))));
        break;
      }
      parts.push(...repeated(literalText(flags) ?? [atom(flags)], flags));
    }
    return parts.length === 1 ? parts[0]! : { kind: 'sequence', parts };
  }

  /** `\Q…\E`. */
  function literalText(flags: Flags): Pattern[] | undefined {
    const quoted = take(/^\\Q([\s\S]*?)(?:\\E|$)/);
    return quoted && [...quoted[1]!].map((character) => letter(character.codePointAt(0)!, flags));
  }

  /** A quantifier concerns the last of the atoms. */
  function repeated(atoms: readonly Pattern[], flags: Flags): readonly Pattern[] {
    let body = atoms.at(-1);
    if (!body) return atoms;
    for (;;) {
      if (flags.x) take(/^(?:\s|#[^\n]*)+/);
      const match = take(/^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})/);
      if (!match) break;
      const [least, most] = countsOf(match);
      const mode = take(/^\?/) ? 'lazy' : take(/^\+/) ? 'possessive' : 'greedy';
      if (body.kind === 'repeat' && [body.mode, mode].includes('lazy')) refuse('A lazy quantifier beside another');
      body = { kind: 'repeat', least, most, mode, body };
    }
    return [...atoms.slice(0, -1), body];
  }

  function atom(flags: Flags): Pattern {
    const next = text[at]!;
    if ('*+?'.includes(next)) invalid('target of repeat operator is not specified');
    if (next === '(') return group(flags);
    if (next === '[') return bracket(flags);
    if (next === '\\') return escaped(flags);
    at += 1;
    if (next === '.') return { kind: 'set', source: flags.s ? '[\\s\\S]' : '[^\\n]', sharpS: false };
    if (next === '^') return { kind: 'anchor', at: flags.m ? 'line start' : 'start' };
    if (next === '$') return { kind: 'anchor', at: flags.m ? 'line end' : 'last line end' };
    return letter(next.codePointAt(0)!, flags);
  }

  function group(flags: Flags): Pattern {
    if (take(/^\(\?:/)) return apart(closed(alternatives(flags)));
    const look = take(/^\(\?(<?)([=!])/);
    if (look)
      return { kind: 'look', behind: look[1] === '<', negative: look[2] === '!', body: closed(alternatives(flags)) };
    if (take(/^\(\?>/)) return { kind: 'atomic', body: closed(alternatives(flags)) };
    const switched = take(/^\(\?([imsx]*)(?:-([imsx]*))?:/);
    if (switched) return apart(closed(alternatives(changed(flags, switched))));
    const named = take(/^\(\?(?:<([^>]*)>|'([^']*)')/);
    if (!named && take(/^\(\?/))
      return invalid(at >= text.length || !rest().includes(')') ? 'end pattern in group' : 'undefined group option');
    if (!named) at += 1;
    groups += 1;
    const number = groups;
    if (named) {
      const name = named[1] ?? named[2] ?? '';
      if (!/^[\p{L}_][\p{L}\p{M}\p{N}_-]*$/u.test(name)) invalid(`invalid group name <${name}>`);
      if (names.has(name)) invalid(`multiplex defined name <${name}>`);
      names.set(name, number);
    }
    return { kind: 'group', number, body: closed(alternatives(flags)) };
  }

  function closed(body: Pattern): Pattern {
    if (text[at] !== ')') invalid('end pattern with unmatched parenthesis');
    at += 1;
    return body;
  }

  function escaped(flags: Flags): Pattern {
    const next = text[at + 1] ?? invalid('end pattern at escape');
    const set = namedSet(flags.i);
    if (set) return { kind: 'set', source: `[${set.items}]`, sharpS: false };
    const anchor = ANCHORS[next];
    if (anchor) {
      at += 2;
      return { kind: 'anchor', at: anchor };
    }
    if (next === 'G') refuse('\\G');
    const named = take(/^\\k(?:<([^>]*)>|'([^']*)')/);
    if (named) {
      const name = named[1] ?? named[2]!;
      return reference(
        names.get(name) ?? (/^\d+$/.test(name) ? Number(name) : invalid(`undefined name <${name}> reference`)),
        flags,
      );
    }
    const digits = /^\\([1-9]\d*)/.exec(rest())?.[1];
    if (digits && (Number(digits) <= 9 || Number(digits) <= groups)) {
      at += 1 + digits.length;
      return reference(Number(digits), flags);
    }
    return letter(escapedPoint(), flags);
  }

  function reference(number: number, flags: Flags): Pattern {
    if (flags.i) refuse('A back reference that ignores case');
    references.push(number);
    return { kind: 'reference', number };
  }

  /** `\d`, `\W`, `\p{Alpha}`, `\PL`: only inside of brackets does a change of case concern them. */
  function namedSet(anyCase: boolean): CharacterSet | undefined {
    const short = take(/^\\([dwsDWS])/);
    if (short) {
      const set = SETS[short[1]!.toLowerCase()]!;
      return /[DWS]/.test(short[1]!) ? negated(set, anyCase) : set;
    }
    if (/^\\[pP]$/.test(rest())) invalid('end pattern at escape');
    const property = take(/^\\([pP])(?:\{([^}]*)\}|([A-Za-z]))/);
    if (!property) return undefined;
    const name = property[2] ?? property[3]!;
    readsSymbols ||= holdsSymbols(name);
    const set = propertySet(name);
    return property[1] === 'P' ? negated(set, anyCase) : set;
  }

  /** The character that an escape means; a letter that means nothing else stands for itself. */
  function escapedPoint(): number {
    const bytes = take(/^(?:\\x[89A-Fa-f][0-9A-Fa-f])+/);
    if (bytes) {
      const read = Buffer.from(bytes[0].replaceAll('\\x', ''), 'hex').toString('utf8');
      if ([...read].length !== 1 || read === '\uFFFD') refuse(bytes[0]);
      return read.codePointAt(0)!;
    }
    const hexadecimal = take(/^\\(?:x\{([0-9A-Fa-f]{1,8})\}|x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4}))/);
    if (hexadecimal) return checkedPoint(Number.parseInt(hexadecimal.slice(1).find((part) => part !== undefined)!, 16));
    const octal = take(/^\\([0-7]{1,3})/);
    if (octal) return Number.parseInt(octal[1]!, 8) < 0x80 ? Number.parseInt(octal[1]!, 8) : refuse(octal[0]);
    const control = take(/^\\c([A-Za-z@[\]^_])/);
    if (control) return control[1]!.codePointAt(0)! & 0x1f;
    const next = text[at + 1] ?? invalid('end pattern at escape');
    if (next === 'c') invalid('end pattern at control');
    at += 2;
    return CONTROLS[next] ?? next.codePointAt(0)!;
  }

  function bracket(flags: Flags): Pattern {
    const { source, sharpS } = classSource(flags);
    return { kind: 'set', source, sharpS };
  }

  /** `[…]` with ranges, classes, classes inside, and `&&`. */
  function classSource(flags: Flags): { source: string; sharpS: boolean } {
    at += 1;
    const isNegated = text[at] === '^';
    if (isNegated) at += 1;
    const operands: string[] = [];
    let items = '';
    let sharpS = false;
    const add = (set: CharacterSet): void => {
      items += flags.i ? set.anyCase : set.items;
    };
    for (let isFirst = true; ; isFirst = false) {
      const next = text[at] ?? invalid('premature end of char-class');
      if (next === ']' && !(isFirst && rest().indexOf(']', 1) > 0)) break;
      const posix = take(/^\[:(\^?)(\w+):\]/);
      if (posix) {
        readsSymbols ||= holdsSymbols(posix[2]!);
        const set = posixSet(posix[2]!);
        add(posix[1] ? negated(set, flags.i) : set);
      } else if (next === '[') {
        if (text[at + 1] === ':') invalid('invalid POSIX bracket type');
        items += classSource(flags).source;
      } else if (next === '&' && text[at + 1] === '&') {
        at += 2;
        operands.push(`[${items}]`);
        items = '';
      } else {
        if (/^\\[pP][A-Za-z]/.test(rest())) refuse(`\\${text[at + 1]} without braces in a class`);
        const set = namedSet(flags.i);
        if (set) {
          add(set);
          if (/^-[^\]]/.test(rest())) {
            at += 1;
            add(rangeSet(0x2d, 0x2d));
          }
        } else {
          const first = classPoint();
          const last = rangeEnd(first);
          if (first === last && first === SHARP_S && flags.i) sharpS = true;
          add(rangeSet(first, last));
        }
      }
    }
    at += 1;
    if (items === '' && operands.length === 0) invalid('empty char-class');
    const all = operands.length > 0 ? [...operands, `[${items}]`].join('&&') : items;
    return { source: `[${isNegated ? '^' : ''}${all}]`, sharpS: sharpS && !isNegated };
  }

  function classPoint(): number {
    if (text[at] === '\\') {
      if (take(/^\\b/)) return 8;
      return escapedPoint();
    }
    at += 1;
    return text[at - 1]!.codePointAt(0)!;
  }

  function rangeEnd(first: number): number {
    if (!/^-[^\]]/.test(rest())) return first;
    if (/^-(?:\[|&&)/.test(rest())) refuse('A dash before [ or && in a class');
    at += 1;
    if (/^\\[dwsDWSpP]/.test(rest())) invalid('char-class value at end of range');
    const last = classPoint();
    if (last < first) invalid('empty range in char class');
    if (/^-[^\]]/.test(rest())) refuse('A dash after a range in a class');
    return last;
  }

  const root = alternatives({ i: false, m: false, s: false, x: false });
  if (at < text.length) invalid('unmatched close parenthesis');
  if (references.some((number) => number > groups || number === 0)) invalid('invalid backref number/name');
  return { root, groups, names, readsSymbols };
}

/** Keeps letters in a group from being read together with the ones around it. */
const apart = (body: Pattern): Pattern => ({ kind: 'sequence', parts: [body] });

const letter = (point: number, { i }: Flags): Pattern => ({ kind: 'letter', point, anyCase: i });

function changed(flags: Flags, [, on = '', off = '']: readonly (string | undefined)[]): Flags {
  const set = (name: string, value: boolean): boolean => (value || on.includes(name)) && !off.includes(name);
  return { i: set('i', flags.i), m: set('m', flags.m), s: set('s', flags.s), x: set('x', flags.x) };
}

function countsOf([sign, least, comma, most]: RegExpExecArray): [number, number] {
  if (least === undefined) return [sign === '+' ? 1 : 0, sign === '?' ? 1 : Number.POSITIVE_INFINITY];
  const [low, high] = [Number(least), comma ? (most ? Number(most) : Number.POSITIVE_INFINITY) : Number(least)];
  if (low > MOST_REPEATS || (high > MOST_REPEATS && high !== Number.POSITIVE_INFINITY))
    invalid('too big number for repeat range');
  if (high < low) invalid('upper is smaller than lower in repeat range');
  return [low, high];
}

function checkedPoint(point: number): number {
  if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) invalid('invalid code point value');
  return point;
}
