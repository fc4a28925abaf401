import { UserError } from '../error.ts';
import { normalizeText } from '../text/normalize.ts';
import { SHORT_FORMS } from './english.ts';
import { MONTH } from './period-spelling.ts';

/** One piece of a question: a pair or a word. */
export type Token = Pair | Word;

/** A parameter set by its name: `country=France`, `country!="New Zealand",USA`. */
export type Pair = {
  readonly kind: 'pair';
  readonly key: string;
  readonly excluded: boolean;
  readonly values: readonly string[];
  readonly text: string;
};

/** A word, or a quoted text, of a question. */
export type Word = {
  readonly kind: 'word';
  /** As it was typed, without the punctuation around it. */
  readonly text: string;
  /** The word as it is compared: lower case, no accents, a possessive without its `s`; `%` is `percent`, `>` is `over`. */
  readonly folded: string;
  readonly quoted: boolean;
  /** The mark that stands before it: a comma, the end of a sentence, or the stroke of `units/order`. */
  readonly after?: ',' | '.' | '/';
  /** What joined it to the word before it where one was split: the hyphen of `foo-bar`. */
  readonly joint?: '-' | '/';
};

const CHARACTERS = 2000;

/** A hyphen with blanks around it between two times: `2003 - 2004`, `Jan - Jun 2004`. */
const SPACED_RANGE = new RegExp(`(\\d|\\b${MONTH}) +- +(?=\\d|q[1-4]\\b|${MONTH}(?: |$))`, 'gi');

const KEY = String.raw`(?<key>\p{L}[\p{L}\p{N}_-]*)\s*(?<operator>!=|=)\s*`;

const QUOTED = String.raw`"(?:[^"\\]|\\.)*"`;

const BARE = String.raw`[^\s,"]+`;

const PAIR = new RegExp(String.raw`${KEY}(?<values>(?:${QUOTED}|${BARE})(?:\s*,\s*(?:${QUOTED}|${BARE}))*)`, 'uy');

const EMPTY_PAIR = new RegExp(`${KEY}(?=$|,)`, 'uy');

const STRING = new RegExp(QUOTED, 'uy');

const SYMBOL = /(?:>=|=>|<=|=<|≥|≤|>|<|%|#(?=\s)|&|\+(?=\s))/uy;

const WORD = /(?:\d{1,3}(?:,\d{3})+(?!\d)|[^\s,;"<>≥≤])+/uy; // 50,000 is one word

const SYMBOLS: ReadonlyMap<string, string> = new Map([
  ['>', 'over'],
  ['<', 'under'],
  ['>=', 'at least'],
  ['=>', 'at least'],
  ['≥', 'at least'],
  ['<=', 'at most'],
  ['=<', 'at most'],
  ['≤', 'at most'],
  ['%', 'percent'],
  ['#', 'number of'],
  ['&', 'and'],
  ['+', 'and'],
]);

/** Cuts a question into tokens, in the order in which they were typed. Throws a UserError for a text that is too long. */
export function tokenize(question: string): readonly Token[] {
  if (question.length > CHARACTERS) {
    throw new UserError(
      `a question has at most ${CHARACTERS.toLocaleString('en')} characters, and this has ${question.length.toLocaleString('en')}: ask for less at once`,
    );
  }
  const text = straighten(question);
  const tokens: Token[] = [];
  for (let index = 0; index < text.length; ) {
    const pair = matchAt(PAIR, text, index) ?? matchAt(EMPTY_PAIR, text, index);
    const string = pair ? undefined : matchAt(STRING, text, index);
    const symbol = pair || string ? undefined : matchAt(SYMBOL, text, index);
    const word = pair || string || symbol ? undefined : matchAt(WORD, text, index);
    if (pair) tokens.push(readPair(pair));
    if (string)
      tokens.push({ kind: 'word', text: unquote(string[0]), folded: normalizeText(unquote(string[0])), quoted: true });
    if (symbol) tokens.push(...symbolWords(symbol[0]));
    if (word) {
      const [first, ...others] = readWord(word[0]);
      const after = markBefore(text, index);
      if (first) tokens.push(after ? { ...first, after } : first, ...others);
    }
    index += (pair ?? string ?? symbol ?? word)?.[0].length ?? 1;
  }
  return tokens;
}

/** The mark before a word: a comma, or what ends a sentence; not the full stop of `vs.`. */
function markBefore(text: string, index: number): ',' | '.' | undefined {
  const before = text.slice(Math.max(0, index - 12), index).trimEnd();
  if (before.endsWith(',')) return ',';
  return /(?:[?!;]|(?<!\b(?:vs|no|nr|e\.g|i\.e|approx|avg|incl))\.)$/i.test(before) ? '.' : undefined;
}

/** Replaces curled quotes, long dashes and hard spaces, which phones and word processors type, by the plain ones. */
export function straighten(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u201C\u201D\u201E\u00AB\u00BB]/g, '"')
    .replace(/[\u2018\u2019\u201A\u2032]/g, "'")
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\u2026/g, '..')
    .replace(/\s*(?:<>|≠)\s*/g, '!=')
    .replace(/(?<=\s)[!-](?=\p{L}{2})/gu, 'not ')
    .replace(/(?<=\p{L}) [/÷] (?=\p{L})/gu, '/')
    .replace(SPACED_RANGE, '$1 to ')
    .replace(/(?<=^| )w\/o?(?= )/gi, (short) => (short.length > 2 ? 'without' : 'with'))
    .replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, '')
    .replace(/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
}

/** Folds an author's words for comparison with the words of a question: `margin %` → `margin percent`. */
export function foldPhrase(text: string): string {
  return text
    .split(/\s+/)
    .flatMap((word) => word.match(/[%&#+]|[^%&#+]+/g) ?? [])
    .flatMap((word) => SYMBOLS.get(word) ?? readWord(word).map(({ folded }) => folded))
    .join(' ')
    .trim();
}

const MONTHS_APART = new RegExp(`^${MONTH}-${MONTH}$`, 'i');

/** Splits words at hyphens and strokes, `best-selling`, but not those with digits, `2025-03-01`, nor two months, `jan-mar`. */
export function splitHyphens(tokens: readonly Token[]): readonly Token[] {
  return tokens.flatMap((token) => {
    if (token.kind === 'word' && !token.quoted && /^(?:month[/-]year|year[/-]month)s?$/i.test(token.text))
      return [{ ...token, folded: 'month' }];
    if (token.kind === 'pair' || token.quoted || !/\p{L}[-/]\p{L}/u.test(token.text) || /\d/.test(token.text))
      return [token];
    if (MONTHS_APART.test(token.text)) return [token];
    return token.text.split(/(?=[-/])/).flatMap((part, index) => {
      const [first, ...rest] = readWord(part.replace(/^[-/]/, ''));
      if (!first) return [];
      if (index === 0) return [first, ...rest];
      return [part.startsWith('/') ? { ...first, after: '/', joint: '/' } : { ...first, joint: '-' }, ...rest];
    });
  });
}

function readPair(match: RegExpExecArray): Token {
  const { key, operator, values } = match.groups as Record<string, string>;
  const texts =
    values === undefined
      ? ['']
      : [...values.matchAll(new RegExp(`${QUOTED}|${BARE}`, 'gu'))].map(([text]) =>
          text.startsWith('"') ? unquote(text) : text,
        );
  return { kind: 'pair', key: key!, excluded: operator === '!=', values: texts, text: match[0] };
}

function symbolWords(symbol: string): readonly Word[] {
  return SYMBOLS.get(symbol)!
    .split(' ')
    .map((folded) => ({ kind: 'word', text: symbol, folded, quoted: false }));
}

const IS_AFTER = new Set('what who where when how that it there here which'.split(' '));

/** Auxiliaries whose negation, `can't`, is not the verb and `n't`. */
const POSITIVES: ReadonlyMap<string, string> = new Map([
  ['can', 'can'],
  ['won', 'will'],
]);

const AUXILIARIES: ReadonlyMap<string, string> = new Map([
  ['d', 'would'],
  ['ve', 'have'],
  ['re', 'are'],
  ['ll', 'will'],
  ['m', 'am'],
]);

/** A word as it is compared with others: normalized, and written out where it is a short form. */
function foldWord(text: string): string {
  const folded = normalizeText(text);
  return SHORT_FORMS.get(folded) ?? folded;
}

/** A word without the punctuation that ends a sentence; a contraction as its two words. What has no letter or digit at all says nothing. */
function readWord(text: string): readonly Word[] {
  const percent = /^(\D*[\p{L}])(%+)$/u.exec(text);
  if (percent) return [...readWord(percent[1]!), ...symbolWords('%')];
  const trimmed = text.replace(/^(?!'\d\d\b)['(*`[{]+|[?!.:)*`'\]}]+$/g, ''); // but `'04` is a year
  const word = (own: string, folded = foldWord(own)): Word => ({ kind: 'word', text: own, folded, quoted: false });
  const contraction = /^(\p{L}+)'(s|d|ve|re|ll|m|t)$/iu.exec(trimmed);
  if (contraction) return readContraction(contraction[1]!, contraction[2]!.toLowerCase(), trimmed, word);
  const folded = foldWord(trimmed);
  const isEmpty = folded === '' && !/[^\p{P}\p{S}]/u.test(trimmed) && !/\p{Extended_Pictographic}/u.test(trimmed);
  return isEmpty ? [] : [word(trimmed, folded)];
}

function readContraction(
  base: string,
  end: string,
  text: string,
  word: (text: string, folded?: string) => Word,
): readonly Word[] {
  const lower = base.toLowerCase();
  if (end === 't' && lower.endsWith('n')) {
    return [word(POSITIVES.get(lower) ?? lower.slice(0, -1)), { ...word(text), folded: 'not' }];
  }
  if (end === 's' && lower === 'let') return [word(base), word('us')];
  if (end === 's') return IS_AFTER.has(lower) ? [word(base), word('is')] : [word(text, normalizeText(base))];
  const auxiliary = AUXILIARIES.get(end);
  return auxiliary ? [word(base), word(auxiliary)] : [word(text)];
}

/**
 * Escapes a value for the quotes of a canonical text. Characters that `straighten` would replace are written by their
 * code point, `\u{2014}`, so that the value comes back as it is in the data.
 */
export function escapeValue(value: string): string {
  const escaped = value.replace(/[\\"]/g, '\\$&');
  if (straighten(`"${escaped}"`) === `"${escaped}"`) return escaped;
  return escaped.replace(/[^ -~]| (?= )/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

function unquote(text: string): string {
  return text
    .slice(1, -1)
    .replace(/\\(?:u\{([0-9a-f]{1,6})\}|(.))/gu, (_, code?: string, character?: string) =>
      code === undefined ? character! : fromCodePoint(Number.parseInt(code, 16)),
    );
}

/** The character of a code point; nothing for a number that is none. */
function fromCodePoint(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | undefined {
  pattern.lastIndex = index;
  return pattern.exec(text) ?? undefined;
}
