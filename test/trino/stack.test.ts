import { expect, test } from 'vitest';

import { TrinoError } from '../../src/trino/error.ts';
import { withinStack } from '../../src/trino/stack.ts';

const endless = (): number => 1 + endless();

test('withinStack(work) gives what the work gives', () => {
  expect(withinStack(() => 7)).toBe(7);
});

test('withinStack(work) says in Trino’s words that a statement is nested too deeply', () => {
  expect(() => withinStack(endless)).toThrow(
    new TrinoError('STATEMENT_TOO_LARGE', 'statement is too large (stack overflow during analysis)', {
      line: 1,
      column: 1,
    }),
  );
});

test('withinStack(work) leaves other errors as they are', () => {
  const error = new RangeError('Invalid array length');
  expect(() =>
    withinStack(() => {
      throw error;
    }),
  ).toThrow(error);
});
