import { expect, it } from 'vitest';

import { regexpExtract, regexpLike, regexpReplace } from '../../../../src/local/duckdb/natives/regular-expression.ts';

// What only Trino's own engine could answer rightly is refused, and not answered with another's meaning.
it.each([
  ['(?i)(a)\\1', 'aA'],
  ['(b)?\\1a', 'a'],
  ['\\Ga', 'ab'],
  ['\\p{InGreek}', 'α'],
  ['\\p{So}', '🥰'],
  ['[0-9-a]', '-'],
  ['(?i)ﬁ', 'fi'],
  ['(?i)fish', 'ﬁsh'],
  ['a+?+', 'aa'],
])('regexp_like with %s over %s is refused', (pattern, text) => {
  expect(() => regexpLike(text, pattern)).toThrow(/NOT_SUPPORTED/);
});

it('refuses a group of which a repetition forgets what it found', () => {
  expect(() => regexpExtract('ab', '(?:(a)|b)*', 1n)).toThrow(/stands in a repetition/);
  expect(() => regexpReplace('ab', '(?:(a)|b)*', '$1')).toThrow(/stands in a repetition/);
  expect(regexpExtract('ab', '(?:(a)|b)*', 0n)).toBe('ab');
  expect(regexpExtract('a b c', '(\\w\\s?)+', 1n)).toBe('c');
});
