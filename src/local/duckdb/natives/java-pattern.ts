import type { PatternCursor } from './pattern-cursor.ts';

import { readBracketClass } from './bracket-reader.ts';
import { escapedPoint, namedSet } from './escape-reader.ts';
import { invalid, newCursor, refuse, rest, take } from './pattern-cursor.ts';

/** A node of a parsed regular expression. `source` of a set is a JavaScript class with its brackets; `most` of a repetition may be infinite. */
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

/** A condition on a position, such as `^` or `\b`. */
export type Anchor = 'start' | 'line start' | 'end' | 'last line end' | 'line end' | 'boundary' | 'no boundary';

type Mode = 'greedy' | 'lazy' | 'possessive';

const MODES = new Map<string | undefined, Mode>([
  ['?', 'lazy'],
  ['+', 'possessive'],
]);

/** A parsed regular expression: its tree, the number of its groups, and the numbers of named ones. */
export type ParsedPattern = {
  readonly root: Pattern;
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
  /** Whether a class may hold emoji or currency signs, of which Trino does not know the newer ones. */
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

const MOST_REPEATS = 100_000;

/**
 * Parses a regular expression in Java's syntax as Trino's engine does. Fails with INVALID_FUNCTION_ARGUMENT for a faulty one, and
 * with NOT_SUPPORTED for the few parts that have no translation.
 */
export function readPattern(written: string): ParsedPattern {
  const cursor = newCursor(written);
  const root = alternatives(cursor, { i: false, m: false, s: false, x: false });
  const { text, at, groups, names, references, readsSymbols } = cursor;
  if (at < text.length) invalid('unmatched close parenthesis');
  if (references.some((number) => number > groups || number === 0)) invalid('invalid backref number/name');
  return { root, groups, names, readsSymbols };
}

function alternatives(cursor: PatternCursor, flags: Flags): Pattern {
  const parts = [sequence(cursor, flags)];
  while (cursor.text[cursor.at] === '|') {
    cursor.at += 1;
    parts.push(sequence(cursor, flags));
  }
  return parts.length === 1 ? parts[0]! : { kind: 'alternatives', parts };
}

function sequence(cursor: PatternCursor, flags: Flags): Pattern {
  const parts: Pattern[] = [];
  for (;;) {
    if (flags.x) take(cursor, /^(?:\s|#[^\n]*)+/);
    take(cursor, /^\(\?#[^)]*\)/);
    const next = cursor.text[cursor.at];
    if (next === undefined || next === '|' || next === ')') break;
    if (next === '(' && cursor.text[cursor.at + 1] === '?' && cursor.text[cursor.at + 2] === '#') {
      if (!rest(cursor).slice(3).includes(')')) invalid('end pattern in group');
      continue;
    }
    const switched = take(cursor, /^\(\?([imsx]*)(?:-([imsx]*))?\)/);
    if (switched) {
      if (switched[0] === '(?)') invalid('undefined group option');
      // what follows a flag is one group with it, to the end of the group around it, with all of its alternatives
      parts.push(apart(alternatives(cursor, changed(flags, switched))));
      break;
    }
    parts.push(...repeated(cursor, literalText(cursor, flags) ?? [atom(cursor, flags)], flags));
  }
  return parts.length === 1 ? parts[0]! : { kind: 'sequence', parts };
}

/** `\Q…\E`. */
function literalText(cursor: PatternCursor, flags: Flags): Pattern[] | undefined {
  const quoted = take(cursor, /^\\Q([\s\S]*?)(?:\\E|$)/);
  return quoted && [...quoted[1]!].map((character) => letter(character.codePointAt(0)!, flags));
}

/** A quantifier concerns the last of the atoms. */
function repeated(cursor: PatternCursor, atoms: readonly Pattern[], flags: Flags): readonly Pattern[] {
  let body = atoms.at(-1);
  if (!body) return atoms;
  for (;;) {
    if (flags.x) take(cursor, /^(?:\s|#[^\n]*)+/);
    const match = take(cursor, /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})/);
    if (!match) break;
    const [least, most] = countsOf(match);
    const mode = MODES.get(take(cursor, /^[?+]/)?.[0]) ?? 'greedy';
    if (body.kind === 'repeat' && [body.mode, mode].includes('lazy')) refuse('A lazy quantifier beside another');
    body = { kind: 'repeat', least, most, mode, body };
  }
  return [...atoms.slice(0, -1), body];
}

function atom(cursor: PatternCursor, flags: Flags): Pattern {
  const next = cursor.text[cursor.at]!;
  if ('*+?'.includes(next)) invalid('target of repeat operator is not specified');
  if (next === '(') return group(cursor, flags);
  if (next === '[') return { kind: 'set', ...readBracketClass(cursor, flags.i) };
  if (next === '\\') return escaped(cursor, flags);
  cursor.at += 1;
  if (next === '.') return { kind: 'set', source: flags.s ? '[\\s\\S]' : '[^\\n]', sharpS: false };
  if (next === '^') return { kind: 'anchor', at: flags.m ? 'line start' : 'start' };
  if (next === '$') return { kind: 'anchor', at: flags.m ? 'line end' : 'last line end' };
  return letter(next.codePointAt(0)!, flags);
}

function group(cursor: PatternCursor, flags: Flags): Pattern {
  if (take(cursor, /^\(\?:/)) return apart(closed(cursor, alternatives(cursor, flags)));
  const look = take(cursor, /^\(\?(<?)([=!])/);
  if (look)
    return {
      kind: 'look',
      behind: look[1] === '<',
      negative: look[2] === '!',
      body: closed(cursor, alternatives(cursor, flags)),
    };
  if (take(cursor, /^\(\?>/)) return { kind: 'atomic', body: closed(cursor, alternatives(cursor, flags)) };
  const switched = take(cursor, /^\(\?([imsx]*)(?:-([imsx]*))?:/);
  if (switched) return apart(closed(cursor, alternatives(cursor, changed(flags, switched))));
  const named = take(cursor, /^\(\?(?:<([^>]*)>|'([^']*)')/);
  if (!named && take(cursor, /^\(\?/))
    return invalid(
      cursor.at >= cursor.text.length || !rest(cursor).includes(')')
        ? 'end pattern in group'
        : 'undefined group option',
    );
  if (!named) cursor.at += 1;
  cursor.groups += 1;
  const number = cursor.groups;
  if (named) {
    const name = named[1] ?? named[2] ?? '';
    if (!/^[\p{L}_][\p{L}\p{M}\p{N}_-]*$/u.test(name)) invalid(`invalid group name <${name}>`);
    if (cursor.names.has(name)) invalid(`multiplex defined name <${name}>`);
    cursor.names.set(name, number);
  }
  return { kind: 'group', number, body: closed(cursor, alternatives(cursor, flags)) };
}

function closed(cursor: PatternCursor, body: Pattern): Pattern {
  if (cursor.text[cursor.at] !== ')') invalid('end pattern with unmatched parenthesis');
  cursor.at += 1;
  return body;
}

function escaped(cursor: PatternCursor, flags: Flags): Pattern {
  const next = cursor.text[cursor.at + 1] ?? invalid('end pattern at escape');
  const set = namedSet(cursor, flags.i);
  if (set) return { kind: 'set', source: `[${set.items}]`, sharpS: false };
  const anchor = ANCHORS[next];
  if (anchor) {
    cursor.at += 2;
    return { kind: 'anchor', at: anchor };
  }
  if (next === 'G') refuse('\\G');
  const named = take(cursor, /^\\k(?:<([^>]*)>|'([^']*)')/);
  if (named) {
    const name = named[1] ?? named[2]!;
    return reference(
      cursor,
      cursor.names.get(name) ?? (/^\d+$/.test(name) ? Number(name) : invalid(`undefined name <${name}> reference`)),
      flags,
    );
  }
  const digits = /^\\([1-9]\d*)/.exec(rest(cursor))?.[1];
  if (digits && (Number(digits) <= 9 || Number(digits) <= cursor.groups)) {
    cursor.at += 1 + digits.length;
    return reference(cursor, Number(digits), flags);
  }
  return letter(escapedPoint(cursor), flags);
}

function reference(cursor: PatternCursor, number: number, flags: Flags): Pattern {
  if (flags.i) refuse('A back reference that ignores case');
  cursor.references.push(number);
  return { kind: 'reference', number };
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
  const low = Number(least);
  const high = comma ? Number(most || Number.POSITIVE_INFINITY) : low;
  if (low > MOST_REPEATS || (high > MOST_REPEATS && high !== Number.POSITIVE_INFINITY))
    invalid('too big number for repeat range');
  if (high < low) invalid('upper is smaller than lower in repeat range');
  return [low, high];
}
