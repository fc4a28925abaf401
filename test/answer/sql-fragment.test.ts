import { expect, test } from 'vitest';

import { fragment, indentFragment, joinFragments, placeholder, quoteName } from '../../src/answer/sql-fragment.ts';

test('fragment keeps the literals in the order of the text', () => {
  const [from, until] = [placeholder("DATE '2025-01-01'"), placeholder("DATE '2026-01-01'")];
  const day = fragment`${'f.day'} >= ${from} AND ${'f.day'} < ${until}`;
  expect(day).toEqual({
    sql: 'f.day >= ? AND f.day < ?',
    parameters: ["DATE '2025-01-01'", "DATE '2026-01-01'"],
  });
  expect(fragment`WHERE ${day} AND city = ${placeholder("'Paris'")}`.parameters.at(-1)).toBe("'Paris'");
});

test.each([
  [[], { sql: '', parameters: [] }],
  [[placeholder('1')], { sql: '?', parameters: ['1'] }],
  [[placeholder('1'), placeholder('2')], { sql: '?, ?', parameters: ['1', '2'] }],
])('joinFragments(%j)', (fragments, expected) => expect(joinFragments(fragments, ', ')).toEqual(expected));

test.each([
  ['Sales', '"Sales"'],
  ['the "best"', '"the ""best"""'],
])('quoteName(%s) → %s', (name, expected) => expect(quoteName(name)).toBe(expected));

test('indentFragment indents all lines but the first, and keeps the literals', () =>
  expect(indentFragment(fragment`SELECT 1\nFROM t\nWHERE a = ${placeholder('2')}`)).toEqual({
    sql: 'SELECT 1\n  FROM t\n  WHERE a = ?',
    parameters: ['2'],
  }));
