import { expect, test } from 'vitest';

import { offsetAt, positionAt } from '../../src/trino/text-position.ts';

const TEXT = 'SELECT a\n\nFROM t';

test.each([
  [0, { line: 1, column: 1 }],
  [8, { line: 1, column: 9 }],
  [9, { line: 2, column: 1 }],
  [10, { line: 3, column: 1 }],
  [15, { line: 3, column: 6 }],
])('positionAt(text, %i) is %j, and offsetAt() the way back', (offset, position) => {
  expect(positionAt(TEXT, offset)).toEqual(position);
  expect(offsetAt(TEXT, position)).toBe(offset);
});
