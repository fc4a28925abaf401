import { expect, test } from 'vitest';

import { findRepeatedKeys, repeatedKeysSql, repeatedKeysText } from '../../src/check/repeated-keys.ts';

test('repeatedKeysSql() counts the keys that stand in several rows', () =>
  expect(repeatedKeysSql('products p', { keys: ['p.code', 'p.year'], columns: [], conditions: ["p.kind = 'a'"] })).toBe(
    [
      'SELECT p.code, p.year, COUNT(*) AS "rows", COUNT(*) OVER () AS "keys"',
      'FROM products p',
      "WHERE p.code IS NOT NULL AND p.year IS NOT NULL AND (p.kind = 'a')",
      'GROUP BY 1, 2',
      'HAVING COUNT(*) > 1',
      'ORDER BY 3 DESC, 1, 2',
      'LIMIT 1',
    ].join('\n'),
  ));

test.each([
  [[], undefined],
  [[['P1', '2025', '3', '2']], { count: 2, rows: 3, example: 'P1, 2025' }],
])('findRepeatedKeys() of %j', async (rows, expected) => {
  const run = async () => ({
    columns: [],
    rows,
    scannedBytes: 0,
    engine: '',
    executionId: '',
    elapsedMs: 0,
    reused: false,
  });
  expect(await findRepeatedKeys('SELECT 1', [], run)).toEqual(expected);
});

test.each([
  [{ count: 1, example: 'P1', rows: 3 }, '1 value of p.code stands in several rows of products, P1 in 3'],
  [{ count: 1200, example: 'P1', rows: 3000 }, '1,200 values of p.code stand in several rows of products, P1 in 3,000'],
])('repeatedKeysText(%j)', (repeated, expected) =>
  expect(repeatedKeysText(repeated, ['p.code'], 'products')).toBe(expected),
);
