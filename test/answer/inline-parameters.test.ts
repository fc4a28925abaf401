import { expect, test } from 'vitest';

import { inlineParameters } from '../../src/answer/inline-parameters.ts';

test('inlineParameters(statement) puts literals in place and finds the way back', () => {
  const original = "SELECT '?', a FROM t WHERE d >= ? AND b IN (?, ?) AND c";
  const { sql, originalOf } = inlineParameters({ sql: original, parameters: ["DATE '2025-01-01'", '1', "'x'"] });
  expect(sql).toBe("SELECT '?', a FROM t WHERE d >= DATE '2025-01-01' AND b IN (1, 'x') AND c");
  for (const needle of ['SELECT', 'a FROM', 'd >=', ' AND b', 'AND c'])
    expect(originalOf(sql.indexOf(needle))).toBe(original.indexOf(needle));
  for (const place of ['DATE', "'2025-01-01'"])
    expect(originalOf(sql.indexOf(place))).toBe(original.indexOf('? AND b'));
  expect(originalOf(sql.indexOf("'x'"))).toBe(original.indexOf('?) AND c'));
});
