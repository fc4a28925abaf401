import { expect, test } from 'vitest';

import { compilePattern } from '../../../../src/local/duckdb/natives/compiled-pattern.ts';

const found = (pattern: string, text: string, from?: number) =>
  [...compilePattern(pattern).matches(text, from)].map(({ start, end }) => [start, end]);

test('compilePattern() numbers the groups, and knows their names', () => {
  const { groups, names } = compilePattern('(a)(?<letter>b)(?:c)');
  expect(groups).toBe(2);
  expect([...names]).toEqual([['letter', 2]]);
});

test.each([
  [
    'a',
    'banana',
    [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
  ],
  [
    'x*',
    'ab',
    [
      [0, 0],
      [1, 1],
      [2, 2],
    ],
  ],
  [
    '',
    '😀',
    [
      [0, 0],
      [2, 2],
    ],
  ],
  ['ana', 'banana', [[1, 4]]],
  ['^a', 'aa', [[0, 1]]],
])('matches of %j in %j', (pattern, text, places) => expect(found(pattern, text)).toEqual(places));

test('matches() begins where it is told', () =>
  expect(found('a', 'banana', 2)).toEqual([
    [3, 4],
    [5, 6],
  ]));

test('a faulty pattern is refused in the words of Trino', () => {
  expect(() => compilePattern('(')).toThrow('INVALID_FUNCTION_ARGUMENT');
  expect(() => compilePattern('[z-a]')).toThrow('INVALID_FUNCTION_ARGUMENT');
});
