import { fail } from '../../../trino/fail.ts';
import { caseVariants } from './case-folding.ts';

/** POSIX's classes, which know all letters of Unicode. */
const POSIX: Readonly<Record<string, string>> = {
  alnum: '\\p{Alphabetic}\\p{Nd}',
  alpha: '\\p{Alphabetic}',
  ascii: '\\p{ASCII}',
  blank: '\\p{Zs}\\t',
  cntrl: '\\p{Cc}',
  digit: '\\p{Nd}',
  graph: '[\\P{White_Space}--[\\p{Cc}\\p{Cn}\\p{Cs}]]',
  lower: '\\p{Lowercase}',
  print: '[\\P{White_Space}--[\\p{Cc}\\p{Cn}\\p{Cs}]]\\p{Zs}',
  punct: '\\p{P}',
  space: '\\p{White_Space}',
  upper: '\\p{Uppercase}',
  word: '\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}',
  xdigit: '0-9A-Fa-f',
};

const CATEGORIES =
  /^(C[cfnos]?|L[Clmotu]?|M[cen]?|N[dlo]?|P[cdefios]?|S[ckmo]?|Z[lps]?|Any|Assigned|Letter|Mark|Number|Punctuation|Symbol|Separator|Other|Alphabetic)$/i;

const SCRIPTS =
  /^(Arabic|Armenian|Bengali|Cyrillic|Devanagari|Ethiopic|Georgian|Greek|Gujarati|Han|Hangul|Hebrew|Hiragana|Katakana|Khmer|Latin|Tamil|Telugu|Thai|Tibetan)$/i;

/** What a class adds when case does not count. */
const OTHER_CASE: Readonly<Record<string, string>> = {
  upper: '[\\p{Lowercase}&&\\p{Changes_When_Uppercased}]',
  lower: '[\\p{Uppercase}&&\\p{Changes_When_Lowercased}]',
  lu: '[\\p{Ll}&&\\p{Changes_When_Uppercased}]',
  ll: '[\\p{Lu}&&\\p{Changes_When_Lowercased}]',
};

/** Whether the class or property of a name may hold emoji or currency signs, of which Trino knows only those of Unicode 6.1. */
export const holdsSymbols = (name: string): boolean => /^(graph|print|symbol|other|assigned|s[cko]?|cn?)$/i.test(name);

/** Matches emoji and currency signs that are newer than Unicode 6.1. */
export const LATER_SYMBOLS =
  /[\u20ba-\u20c0[[\u{1f300}-\u{1fbff}]--[\u{1f300}-\u{1f320}\u{1f330}-\u{1f335}\u{1f337}-\u{1f37c}\u{1f380}-\u{1f393}\u{1f3a0}-\u{1f3c4}\u{1f3c6}-\u{1f3ca}\u{1f3e0}-\u{1f3f0}\u{1f400}-\u{1f43e}\u{1f440}\u{1f442}-\u{1f4f7}\u{1f4f9}-\u{1f4fc}\u{1f500}-\u{1f53d}\u{1f540}-\u{1f543}\u{1f550}-\u{1f567}\u{1f5fb}-\u{1f640}\u{1f645}-\u{1f64f}\u{1f680}-\u{1f6c5}\u{1f700}-\u{1f773}]]]/v;

/**
 * A set of characters, as the content of a JavaScript class without its brackets; `anyCase` is the set for a pattern that ignores
 * case.
 */
export type CharacterSet = { readonly items: string; readonly anyCase: string };

/** The set `\d`. */
export const DIGITS: CharacterSet = { items: '0-9', anyCase: '0-9' };

/** The set `\w`. */
export const WORDS: CharacterSet = { items: '0-9A-Za-z_', anyCase: '0-9A-Za-z_\\u017f\\u212a' };

/** The set `\s`. */
export const SPACES: CharacterSet = { items: '\\t-\\r\\x20', anyCase: '\\t-\\r\\x20' };

/** The JavaScript class of the characters of words for `\b`, which are those of `[:word:]`, a few fractions and powers. */
export const BOUNDARY_WORD = `[${POSIX.word}\\xb2\\xb3\\xb9\\xbc-\\xbe]`;

/** Returns the set `[:name:]`. Fails with INVALID_FUNCTION_ARGUMENT for an unknown name. */
export function posixSet(name: string): CharacterSet {
  const items = POSIX[name] ?? fail('INVALID_FUNCTION_ARGUMENT', `Unknown class [:${name}:]`);
  return { items, anyCase: items + (OTHER_CASE[name] ?? '') };
}

/** Returns the set `\p{name}`: a POSIX class, a general category or a script. Fails for an unknown name. */
export function propertySet(name: string): CharacterSet {
  const small = name.toLowerCase();
  if (Object.hasOwn(POSIX, small)) return posixSet(small);
  if (SCRIPTS.test(name)) return same(`\\p{Script=${capitalized(name)}}`);
  if (CATEGORIES.test(name)) {
    const category = small === 'lc' ? 'LC' : capitalized(name);
    return { items: `\\p{${category}}`, anyCase: `\\p{${category}}${OTHER_CASE[small] ?? ''}` };
  }
  if (/^(in|java)/i.test(name))
    fail('NOT_SUPPORTED', `\\p{${name}} in a regular expression is not supported by the embedded engine`);
  return fail('INVALID_FUNCTION_ARGUMENT', `invalid character property name <${name}>`);
}

const same = (items: string): CharacterSet => ({ items, anyCase: items });

const capitalized = (name: string): string => name[0]!.toUpperCase() + name.slice(1).toLowerCase();

/** Returns the complement of a set; `folds` says that case is ignored. */
export const negated = ({ items, anyCase }: CharacterSet, folds: boolean): CharacterSet =>
  folds && anyCase !== items ? { items: `[^${items}]`, anyCase: '\\p{Any}' } : same(`[^${items}]`);

/** Returns the set of the code points from `first` to `last`. */
export function rangeSet(first: number, last: number): CharacterSet {
  const items = first === last ? escapePoint(first) : `${escapePoint(first)}-${escapePoint(last)}`;
  const others = new Set<number>();
  for (let point = first; point <= Math.min(last, 0x1ffff); point += 1) {
    for (const other of caseVariants(point)) if (other < first || other > last) others.add(other);
  }
  return { items, anyCase: items + [...others].map(escapePoint).join('') };
}

/** Returns the source of a code point in a JavaScript pattern, inside or outside of a class. */
export function escapePoint(point: number): string {
  const character = String.fromCodePoint(point);
  return /[0-9A-Za-z]/.test(character) ? character : `\\u{${point.toString(16)}}`;
}
