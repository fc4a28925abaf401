import { expect, test } from 'vitest';

import type { ChartOptions } from '../../../src/chart/options.ts';

import { requireTime } from '../../../src/chart/chart-input.ts';
import { trendSentence } from '../../../src/chart/sentences/trend.ts';
import { inputOf } from '../../support/chart-input.ts';

type Values = readonly (number | null)[];

const say = (values: Values, options: Partial<ChartOptions> = {}) => {
  const rows = values.map((value, index) => [`2026-0${index + 1}-01`, value]);
  const input = requireTime(inputOf(['Month: date', 'Sales: decimal'], rows, options));
  return trendSentence(input, input.measures[0]);
};

test.each<[string, Values, Partial<ChartOptions>, string | undefined]>([
  ['the highest and the latest', [5, 9, 7], {}, 'Feb 2026 is highest with $9; Mar 2026, the latest, has $7.'],
  ['the latest is highest', [5, 3, 9], {}, 'Mar 2026, the latest, is highest with $9; Feb 2026 was lowest with $3.'],
  ['the first of equal ones', [9, 5, 9], {}, 'Jan 2026 is highest with $9; Mar 2026, the latest, has $9.'],
  ['no change', [5, 5, 5], {}, 'It stays at $5 throughout.'],
  ['one time', [5], {}, 'Jan 2026: $5.'],
  [
    'values that are missing',
    [5, 9, null],
    {},
    'Feb 2026, the latest, is highest with $9; Jan 2026 was lowest with $5.',
  ],
  ['no value', [null, null], {}, undefined],
  [
    'a latest one that is not over',
    [5, 9, 7],
    { now: new Date('2026-03-10T00:00Z') },
    'Feb 2026 is highest with $9; Mar 2026, not over yet, has $7.',
  ],
])('%s', (_, values, options, expected) => expect(say(values, options)).toBe(expected));

test('a first bucket of which only the end is in the data is not called lowest', () => {
  expect(say([1, 5, 9], { since: new Date('2026-01-20T00:00Z') })).toBe(
    'Mar 2026, the latest, is highest with $9; Feb 2026 was lowest with $5.',
  );
});
