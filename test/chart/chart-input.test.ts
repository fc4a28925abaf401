import { expect, test } from 'vitest';

import { isTimed, requireTime } from '../../src/chart/chart-input.ts';
import { PALETTES } from '../../src/chart/palette.ts';
import { inputOf } from '../support/chart-input.ts';

test('readInput adds up rows of one place, and their exact totals, where a measure may be', () => {
  const input = inputOf(
    ['Country: varchar', 'Sales: decimal', 'Rate: double', 'Before: decimal'],
    [
      ['A', '0.1', 1, 1],
      ['A', '0.2', 2, 2],
      ['B', null, 3, null],
    ],
    { comparison: { label: 'last year', columns: { Sales: 'Before' } } },
  );
  const [sales, rate] = input.measures;
  expect(sales.points.map(({ category, baseline }) => [category, baseline])).toEqual([
    ['A', 3],
    ['B', null],
  ]);
  expect([sales.total, sales.baselineTotal, sales.hasRepeats]).toEqual([0.3, 3, false]);
  expect([rate?.total, rate?.points.length, rate?.hasRepeats]).toEqual([null, 3, true]);
});

test.each(['light', 'dark'] as const)('readTableInput has the palette of the %s theme', (theme) => {
  expect(inputOf(['Sales: decimal'], [[1]], { theme }).palette).toBe(PALETTES[theme]);
});

test('requireTime refuses a table without a time', () => {
  const timed = inputOf(['Month: date', 'Sales: decimal'], [['2026-01-01', 1]]);
  const untimed = inputOf(['Country: varchar', 'Sales: decimal'], [['A', 1]]);
  expect([isTimed(timed), isTimed(untimed)]).toEqual([true, false]);
  expect(requireTime(timed)).toBe(timed);
  expect(() => requireTime(untimed)).toThrow('this type of chart needs a time');
});
