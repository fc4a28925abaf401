import { UserError } from '../error.ts';
import { normalizeText } from '../text/normalize.ts';

/** A question cut into what it is made of, in the order in which it was typed. */
export type Token =
  | {
      readonly kind: 'pair';
      readonly key: string;
      readonly excluded: boolean;
      readonly values: readonly string[];
      readonly text: string;
    }
  | { readonly kind: 'word'; readonly text: string; readonly folded: string; readonly quoted: boolean };

const CHARACTERS = 2000;

const KEY = String.raw`(?<key>\p{L}[\p{L}\p{N}_-]*)\s*(?<operator>!=|=)\s*`;

const QUOTED = String.raw`"(?:[^"\\]|\\.)*"`;

const BARE = String.raw`[^\s,"]+`;

const PAIR = new RegExp(String.raw`${KEY}(?<values>(?:${QUOTED}|${BARE})(?:\s*,\s*(?:${QUOTED}|${BARE}))*)`, 'uy');

const EMPTY_PAIR = new RegExp(`${KEY}(?=$|,)`, 'uy');

const STRING = new RegExp(QUOTED, 'uy');

const WORD = /(?:\d{1,3}(?:,\d{3})+(?!\d)|[^\s,;"])+/uy; // 50,000 is one word

/** Cuts a question into tokens. Throws a UserError when it is too long to have been meant. */
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
    const word = pair || string ? undefined : matchAt(WORD, text, index);
    if (pair) tokens.push(readPair(pair));
    if (string)
      tokens.push({ kind: 'word', text: unquote(string[0]), folded: normalizeText(unquote(string[0])), quoted: true });
    if (word) tokens.push(...readWord(word[0]));
    index += (pair ?? string ?? word)?.[0].length ?? 1;
  }
  return tokens;
}

/** Phones and word processors curl quotes, lengthen dashes and harden spaces: back to what keyboards type. */
export function straighten(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u201C\u201D\u201E\u00AB\u00BB]/g, '"')
    .replace(/[\u2018\u2019\u201A\u2032]/g, "'")
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\u2026/g, '..')
    .replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, '')
    .replace(/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
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

/** A word without the punctuation that ends a sentence. What has no letter or digit at all says nothing. */
function readWord(text: string): readonly Token[] {
  const trimmed = text.replace(/^['(*`]+|[?!.:)*`']+$/g, '');
  const folded = normalizeText(trimmed);
  const isEmpty = folded === '' && !/[^\p{P}\p{S}]/u.test(trimmed) && !/\p{Extended_Pictographic}/u.test(trimmed);
  return isEmpty ? [] : [{ kind: 'word', text: trimmed, folded, quoted: false }];
}

function unquote(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/gu, '$1');
}

function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | undefined {
  pattern.lastIndex = index;
  return pattern.exec(text) ?? undefined;
}
