import type { Token } from 'antlr4ng';
import { expect, it } from 'vitest';

import { rangeReader } from '../../src/trino/text-range.ts';

const token = (start: number, stop: number) => ({ start, stop }) as Token;

it.each([
  ['plain text', 'abc def', 0, 4, 6, 'def'],
  ['a text that was parsed behind a bracket', 'abc def', 1, 5, 7, 'def'],
  ['letters of two UTF-16 units', '🦉🦉 def', 0, 3, 5, 'def'],
  ['a tree that ends behind the text', 'abc', 1, 1, 9, 'abc'],
])('finds the characters in %s', (_, text, shift, first, last, found) => {
  const { start, end } = rangeReader(text, shift)({ start: token(first, first), stop: token(last, last) });
  expect(text.slice(start, end)).toBe(found);
});
