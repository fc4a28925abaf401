import { fail } from '../fault.ts';

/** Java's and Onigmo's ways of writing what JavaScript writes otherwise, outside of a class. */
const ESCAPES: Readonly<Record<string, string>> = {
  A: '(?<![\\s\\S])',
  z: '(?![\\s\\S])',
  Z: '(?=\\n?(?![\\s\\S]))',
  h: '[\\t ]',
  R: '(?:\\r\\n|[\\n\\v\\f\\r])',
};
const POSIX: Readonly<Record<string, string>> = {
  Alpha: 'A-Za-z',
  Digit: '0-9',
  Alnum: 'A-Za-z0-9',
  Upper: 'A-Z',
  Lower: 'a-z',
  Space: '\\s',
  Punct: '!-\\/:-@\\[-`{-~',
  XDigit: '0-9A-Fa-f',
};
/** What JavaScript's `u` mode lets stand behind a backslash. */
const KEPT = /[dDwWsSbBntrvf0-9xuk^$\\.*+?()[\]{}|/]/;

const compiled = new Map<string, RegExp>();
const MOST_COMPILED = 200;

/** Java's pattern as a JavaScript one that finds every match. Throws for what JavaScript cannot say. */
export function compilePattern(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known) return known;
  const { source, flags } = rewrite(pattern);
  let expression: RegExp;
  try {
    expression = new RegExp(source, `gu${flags}`);
  } catch {
    return fail('INVALID_FUNCTION_ARGUMENT', `Invalid or unsupported regular expression: ${pattern}`);
  }
  if (compiled.size >= MOST_COMPILED) compiled.delete(compiled.keys().next().value!);
  compiled.set(pattern, expression);
  return expression;
}

function rewrite(written: string): { source: string; flags: string } {
  const pattern = written.replace(/\(\?[imsx]+\)$/, ''); // flags concern what comes after them
  const leading = /^\(\?([imsx]+)\)/.exec(pattern);
  const letters = leading?.[1] ?? '';
  if (letters.includes('x'))
    fail('NOT_SUPPORTED', 'The x flag of regular expressions is not supported by the embedded engine');
  const multiline = letters.includes('m');
  const dotAll = letters.includes('s');
  let source = '';
  let inClass = 0;
  for (let at = leading?.[0].length ?? 0; at < pattern.length; at += 1) {
    const character = pattern[at]!;
    if (character === '\\') {
      const [text, length] = escapeAt(pattern, at, inClass > 0);
      source += text;
      at += length - 1;
    } else if (character === '[') {
      const posix = inClass > 0 ? /^\[:(\w+):\]/.exec(pattern.slice(at)) : null;
      if (posix) {
        source +=
          POSIX[posix[1]![0]!.toUpperCase() + posix[1]!.slice(1)] ??
          fail('INVALID_FUNCTION_ARGUMENT', `Unknown class ${posix[0]}`);
        at += posix[0].length - 1;
      } else if (inClass > 0) {
        fail('NOT_SUPPORTED', 'Nested character classes are not supported by the embedded engine');
      } else {
        inClass += 1;
        source += '[';
        if (pattern[at + 1] === '^') {
          source += '^';
          at += 1;
        }
        if (pattern[at + 1] === ']') {
          source += '\\]';
          at += 1;
        }
      }
    } else if (character === ']') {
      source += inClass > 0 ? ']' : '\\]';
      inClass = 0;
    } else if (inClass > 0) {
      if (character === '&' && pattern[at + 1] === '&')
        fail('NOT_SUPPORTED', 'Intersected character classes are not supported by the embedded engine');
      source += '(){}/|'.includes(character) ? `\\${character}` : character;
    } else if (character === '.') {
      source += dotAll ? '[\\s\\S]' : '[^\\n]';
    } else if (character === '$') {
      source += multiline ? '(?=\\n|(?![\\s\\S]))' : '(?=\\n?(?![\\s\\S]))';
    } else if (character === '^') {
      source += multiline ? '(?<=\\n|(?<![\\s\\S]))' : '(?<![\\s\\S])';
    } else if (character === '{' && !/^\{\d+(,\d*)?\}/.test(pattern.slice(at))) {
      source += '\\{';
    } else if (character === '}' && !/\{\d+(,\d*)?$/.test(pattern.slice(0, at))) {
      source += '\\}';
    } else {
      source += character;
    }
  }
  return { source, flags: letters.includes('i') ? 'i' : '' };
}

/** The escape that starts at a place, in JavaScript's words, and how long it was. */
function escapeAt(pattern: string, at: number, inClass: boolean): [string, number] {
  const next = pattern[at + 1] ?? fail('INVALID_FUNCTION_ARGUMENT', 'end pattern at escape');
  const rest = pattern.slice(at);
  const property = /^\\([pP])\{(\^?)(?:Is)?(\w+)\}/.exec(rest);
  if (property) {
    const [whole, letter, caret, name = ''] = property;
    const posix = POSIX[name];
    const negative = (letter === 'P') !== (caret === '^');
    if (!posix)
      return [
        `\\${negative ? 'P' : 'p'}{${name === 'Han' || name === 'Latin' || name === 'Greek' || name === 'Cyrillic' ? `Script=${name}` : name}}`,
        whole.length,
      ];
    if (inClass && negative)
      return fail('NOT_SUPPORTED', `${whole} inside of a class is not supported by the embedded engine`);
    return [inClass ? posix : `[${negative ? '^' : ''}${posix}]`, whole.length];
  }
  if (next === 'Q') {
    const end = pattern.indexOf('\\E', at);
    const literal = pattern.slice(at + 2, end < 0 ? undefined : end);
    return [literal.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), (end < 0 ? pattern.length : end + 2) - at];
  }
  if (!inClass && ESCAPES[next]) return [ESCAPES[next], 2];
  if (next === '-') return [inClass ? '\\-' : '-', 2];
  if (KEPT.test(next)) return [`\\${next}`, 2];
  if (/[A-Za-z]/.test(next))
    return fail('NOT_SUPPORTED', `\\${next} in a regular expression is not supported by the embedded engine`);
  return [next, 2];
}
