import { describe, expect, test } from 'vitest';

import type { Grain } from '../../src/calendar/bucket.ts';

import { nextBucket, openBucket, timeOf } from '../../src/calendar/bucket.ts';
import { isIdentifier, readFields } from '../../src/table/fields.ts';
import { days, months, tableOf } from '../charts/demo.ts';

const OPTIONS = { formats: { Sales: '$,.0f' }, additive: ['Sales'], baseline: {} };

describe('shapeOf(table, options)', () => {
  test.each<[string, string[], (string | number | null)[][], string]>([
    ['a category and a measure', ['Country: varchar', 'Sales: decimal'], [['France', 1]], ' | Country | Sales'],
    ['a time and a measure', ['Month: date', 'Sales: decimal'], [['2025-01-01', 1]], 'Month | | Sales'],
    [
      'a time and a split',
      ['Month: date', 'Line: varchar', 'Sales: decimal'],
      [['2025-01-01', 'Cars', 1]],
      'Month | Line | Sales',
    ],
    [
      'two categories',
      ['Country: varchar', 'Line: varchar', 'Sales: decimal'],
      [['France', 'Cars', 1]],
      ' | Country,Line | Sales',
    ],
    [
      'a month as text',
      ['Month: varchar', 'Sales: decimal'],
      [
        ['2025-01', 1],
        ['2025-02', 2],
      ],
      'Month | | Sales',
    ],
    [
      'text that is not all months',
      ['Month: varchar', 'Sales: decimal'],
      [
        ['2025-01', 1],
        ['later', 2],
      ],
      ' | Month | Sales',
    ],
    [
      'a year as a number',
      ['Year: integer', 'Sales: decimal'],
      [
        [2024, 1],
        [2025, 2],
      ],
      ' | Year | Sales',
    ],
    [
      'a day of the week as a number',
      ['day_of_week: integer', 'Calls: bigint'],
      [
        [1, 20],
        [7, 3],
      ],
      ' | day_of_week | Calls',
    ],
    [
      'months since something',
      ['Cohort month: integer', 'Users: bigint'],
      [
        [0, 20],
        [12, 3],
      ],
      ' | Cohort month | Users',
    ],
    ['two measures', ['Units: bigint', 'Sales: decimal'], [[1, 2]], ' | | Units,Sales'],
    ['a boolean', ['Paid: boolean', 'Orders: bigint'], [['true', 2]], ' | Paid | Orders'],
    ['nothing to measure', ['Country: varchar'], [['France']], ' | Country | '],
  ])('%s', (_, heads, rows, expected) => {
    const { time, dimensions, measures } = readFields(tableOf(heads, rows), OPTIONS);
    const names = (columns: readonly { name: string }[]) => columns.map(({ name }) => name).join(',');
    expect(`${time?.name ?? ''} | ${names(dimensions)} | ${names(measures)}`.replace('|  |', '| |')).toBe(
      expected.replace('|  |', '| |'),
    );
  });

  test('the column of an earlier period belongs to its measure', () => {
    const table = tableOf(['Country: varchar', 'Sales: decimal', 'Before: decimal'], [['France', 2, 1]]);
    const { measures } = readFields(table, { ...OPTIONS, baseline: { Sales: 'Before' } });
    expect(measures).toEqual([{ name: 'Sales', index: 1, format: '$,.0f', isAdditive: true, baseline: 2 }]);
  });

  test.each<[Grain, string, readonly string[]]>([
    ['year', 'Year', ['2024-01-01', '2025-01-01']],
    ['quarter', 'Quarter', ['2024-01-01', '2024-04-01', '2024-10-01']],
    ['month', 'Month', months('2024-01-01', 5)],
    ['month', 'Month', ['2025-01-01']],
    ['week', 'Week', ['2025-11-03', '2025-11-10']],
    ['day', 'Day', days('2025-10-30', 5)],
    ['day', 'Order date', ['2025-11-01']],
    ['hour', 'Hour', ['2025-11-01 01:00:00.000', '2025-11-01 02:00:00.000']],
    ['minute', 'Moment', ['2025-11-01 01:07:00.000']],
  ])('reads %s from %s', (grain, name, times) => {
    const table = tableOf(
      [`${name}: date`, 'Sales: decimal'],
      times.map((time) => [time, 1]),
    );
    expect(readFields(table, OPTIONS).time?.grain).toBe(grain);
  });
});

test.each([
  ['2025-11-03', '2025-11-03T00:00:00.000Z'],
  ['2025-11', '2025-11-01T00:00:00.000Z'],
  ['2025-11-03 14:30:00.000', '2025-11-03T14:30:00.000Z'],
  ['2025-11-03 14:30:00.000 UTC', '2025-11-03T14:30:00.000Z'],
  ['0001-01-01', '0001-01-01T00:00:00.000Z'],
  ['soon', undefined],
  [null, undefined],
])('timeOf(%j)', (cell, expected) => {
  const time = timeOf(cell);
  expect(time === null ? undefined : new Date(time).toISOString()).toBe(expected);
});

test('nextBucket(time, grain) and openBucket(last, grain, end)', () => {
  const november = Date.parse('2025-11-01');
  expect(new Date(nextBucket(november, 'month')).toISOString()).toBe('2025-12-01T00:00:00.000Z');
  expect(openBucket(november, 'month', { now: new Date('2025-11-20') })).toBe(november);
  expect(openBucket(november, 'month', { now: new Date('2025-12-01') })).toBeUndefined();
  const [now, until] = [new Date('2026-02-01'), new Date('2025-11-10')];
  expect(openBucket(november, 'month', { now, until })).toBe(november);
  expect(openBucket(november, 'month', { now, until: new Date('2025-12-01') })).toBeUndefined();
  expect(openBucket(november, 'month', { now: new Date('2025-11-05'), until })).toBe(november);
});

test.each([
  ['Year', true],
  ['order_year', true],
  ['Customer id', true],
  ['zip', true],
  ['Sales, last year', false],
  ['Orders', false],
])('isIdentifier(%s) is %s', (name, expected) => {
  expect(isIdentifier({ name })).toBe(expected);
});
