import { expect, it } from 'vitest';

import { TrinoError } from '../../src/trino/error.ts';

it.each([
  ['TYPE_MISMATCH', 2, 1002],
  ['EXCEEDED_LOCAL_MEMORY_LIMIT', 1, 4],
  ['A_NAME_THAT_WAS_NEVER_MEASURED', 2, 1100],
])('%s has the numbers of AthenaError', (name, category, type) =>
  expect(new TrinoError(name, 'a message')).toMatchObject({
    name,
    category,
    type,
    message: 'a message',
    line: undefined,
  }),
);

it('a position stands before the message', () =>
  expect(new TrinoError('SYNTAX_ERROR', "mismatched input 'x'", { line: 2, column: 5 })).toMatchObject({
    message: "line 2:5: mismatched input 'x'",
    line: 2,
    column: 5,
  }));
