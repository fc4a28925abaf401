import { expect, test } from 'vitest';

import { countRows, listNames, writeChange, writeName, writeValue } from '../../../src/chart/sentences/value-words.ts';
import { caseOf, tableOf } from '../../charts/demo.ts';

const { options } = caseOf(tableOf(['Sales: decimal'], []), { comparison: { label: 'last year', columns: {} } });

test.each([
  [{ numbers: 'short' } as const, '$1.23M'],
  [{ numbers: 'full' } as const, '$1,234,567'],
  [{ numbers: 'full', locale: 'de' } as const, '$1.234.567'],
])('writeValue as %j is %s', (look, text) => {
  expect(writeValue({ format: '$,.0f' }, 1_234_567, { ...options, ...look })).toBe(text);
});

test.each([
  [120, 100, '+20% against last year'],
  [5, null, undefined],
  [5, 0, undefined],
])('writeChange: %s after %s is %s', (value, baseline, text) => {
  expect(writeChange({}, { value, baseline }, options)).toBe(text);
});

test('writeName keeps a sentence readable', () => {
  expect(writeName('USA')).toBe('USA');
  expect([...writeName('x'.repeat(99))]).toHaveLength(60);
});

test.each([
  [1, '1 row'],
  [0, '0 rows'],
  [12_345, '12,345 rows'],
])('countRows(%s) is %s', (count, text) => expect(countRows(count, {})).toBe(text));

test.each([
  [['A', 'B'], 'A and B'],
  [['A', 'B', 'C'], 'A, B and C'],
  [['A', 'B', 'C', 'D', 'E'], 'A, B and 3 others'],
])('listNames(%j) is %s', (names, text) => expect(listNames(names)).toBe(text));
