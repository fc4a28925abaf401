import { expect, test } from 'vitest';

import { CHART_TYPES, isChartType, TYPE_PHRASES } from '../../src/chart/chart-type.ts';

test.each([
  ['bar', true],
  ['Bar', false],
  ['custom', false],
  ['constructor', false],
])('isChartType(%s) → %s', (word, expected) => expect(isChartType(word)).toBe(expected));

test('each type has its own words in a sentence', () =>
  expect(new Set(CHART_TYPES.map((type) => TYPE_PHRASES[type])).size).toBe(CHART_TYPES.length));
