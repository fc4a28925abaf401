import { expect, test } from 'vitest';

import { resultNotes } from '../../src/check/result-notes.ts';

const notes = (names: readonly string[], rows = 1) =>
  resultNotes({
    columns: names.map((name) => ({ name, type: 'bigint', precision: 19, scale: 0 })),
    rows: Array.from({ length: rows }, () => names.map(() => '1')),
  });

test.each([
  [['Day', 'Sales'], []],
  [['Day', '_col1'], ['column 2 has no name, and people read _col1: write AS "Name" behind it']],
  [['id', 'id'], ['two columns are called id: give each a name of its own with AS']],
])('resultNotes() of columns %j', (names, expected) => expect(notes(names)).toEqual(expected));

test('resultNotes() tells an answer without rows', () => {
  expect(notes(['Day'], 0)).toEqual(['it gives no rows as it is asked by its name alone: see its defaults']);
});
