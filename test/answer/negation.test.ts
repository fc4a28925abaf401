import { expect, test } from 'vitest';

import { negateComparisons } from '../../src/answer/negation.ts';

test.each([
  ['a IN (?, ?)', [0, 1], '(a IS NULL OR a NOT IN (?, ?))'],
  ['LOWER(l.a) = ?', [0], '(LOWER(l.a) IS NULL OR LOWER(l.a) <> ?)'],
  ["? = COALESCE(a, '(')", [0], "(COALESCE(a, '(') IS NULL OR COALESCE(a, '(') <> ?)"],
  ['b = ? AND "A b" IN (?) AND c > ?', [1], 'b = ? AND ("A b" IS NULL OR "A b" NOT IN (?)) AND c > ?'],
  ['a IN (?) OR (b IN (?) AND c)', [0, 1], '(a IS NULL OR a NOT IN (?)) OR ((b IS NULL OR b NOT IN (?)) AND c)'],
  ['a NOT IN (?)', [0], undefined],
  ['a <> ?', [0], undefined],
  ['a LIKE ?', [0], undefined],
  ['a IN (?, ?)', [0], undefined],
  ['UPPER(?) = a', [0], undefined],
  ["'a = ?' = b AND c = ?", [0], "'a = ?' = b AND (c IS NULL OR c <> ?)"],
])('negateComparisons(… WHERE %s, %j)', (condition, excluded, expected) => {
  const before = 'SELECT 1 FROM t WHERE ';
  expect(negateComparisons(before + condition, new Set(excluded))).toBe(
    expected === undefined ? undefined : before + expected,
  );
});
