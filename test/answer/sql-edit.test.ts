import { expect, test } from 'vitest';

import { applyEdits } from '../../src/answer/sql-edit.ts';

test.each([
  ['a + b', [], 'a + b'],
  ['a + b', [{ start: 0, end: 1, text: 'xyz' }], 'xyz + b'],
  [
    'a + b',
    [
      { start: 4, end: 5, text: '(c)' },
      { start: 0, end: 1, text: 'long' },
    ],
    'long + (c)',
  ],
  ['ab', [{ start: 1, end: 1, text: '-' }], 'a-b'],
  [
    'ab',
    [
      { start: 0, end: 1, text: '' },
      { start: 1, end: 2, text: 'c' },
    ],
    'c',
  ],
])('applyEdits(%j, %j)', (sql, edits, expected) => expect(applyEdits(sql, edits)).toBe(expected));
