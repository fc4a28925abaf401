import { describe, expect, test } from 'vitest';

import type { ChartType } from '../../src/chart/chart-type.ts';

import { chooseType, nearestType, reasonAgainst, selectFields } from '../../src/chart/choose-type.ts';
import { months } from '../charts/demo.ts';
import { inputOf } from '../support/chart-input.ts';

const countries = (count: number) => Array.from({ length: count }, (_, index) => `Country ${'ABCDEFGHIJ'[index]}`);

const byCountry = inputOf(
  ['Country: varchar', 'Sales: decimal'],
  countries(5).map((name, index) => [name, 10 + index]),
);

const byMonth = inputOf(
  ['Month: date', 'Sales: decimal'],
  months('2026-01-01', 8).map((month, index) => [month, index + 1]),
);

const split = (measure: string, categories: number, series: number) =>
  inputOf(
    ['Country: varchar', 'Line: varchar', `${measure}: decimal`],
    countries(categories).flatMap((name) => countries(series).map((line, index) => [name, `Line ${line}`, index + 1])),
  );

describe('chooseType(input)', () => {
  test.each([
    ['one value', inputOf(['Sales: decimal'], [[5]]), 'number'],
    ['numbers alone', inputOf(['Sales: decimal'], [[5], [6]]), 'histogram'],
    [
      'two measures alone',
      inputOf(
        ['Sales: decimal', 'Units: bigint'],
        [
          [5, 1],
          [6, 2],
        ],
      ),
      'scatter',
    ],
    [
      'two measures over countries',
      inputOf(
        ['Country: varchar', 'Sales: decimal', 'Units: bigint'],
        [
          ['A', 5, 1],
          ['B', 6, 2],
        ],
      ),
      'multiples',
    ],
    ['many months', byMonth, 'line'],
    [
      'three months',
      inputOf(
        ['Month: date', 'Sales: decimal'],
        months('2026-01-01', 3).map((month) => [month, 1]),
      ),
      'column',
    ],
    [
      'the best months of a limit',
      inputOf(
        ['Month: date', 'Sales: decimal'],
        months('2026-01-01', 8).map((month) => [month, 1]),
        { limit: 8 },
      ),
      'column',
    ],
    ['countries', byCountry, 'bar'],
    [
      'weekdays',
      inputOf(
        ['Day: varchar', 'Sales: decimal'],
        ['Monday', 'Tuesday', 'Friday'].map((day) => [day, 1]),
      ),
      'column',
    ],
    ['parts that add up', split('Sales', 4, 3), 'stacked'],
    ['few that do not add up', split('Rate', 4, 3), 'grouped'],
    ['many that do not add up', split('Rate', 9, 7), 'heatmap'],
    [
      'rows of one place that do not add up',
      inputOf(
        ['Country: varchar', 'Rate: double'],
        [
          ['A', 1],
          ['A', 2],
        ],
      ),
      'histogram',
    ],
  ])('%s', (_, input, expected) => expect(chooseType(input)).toBe(expected));
});

test.each<[ChartType, ReturnType<typeof inputOf>, ChartType]>([
  ['bar', byMonth, 'column'],
  ['bar', split('Sales', 2, 2), 'stacked'],
  ['bar', split('Rate', 2, 2), 'grouped'],
  ['column', byCountry, 'column'],
  ['pie', byCountry, 'pie'],
])('nearestType: %s', (type, input, expected) => expect(nearestType(type, input)).toBe(expected));

test.each<[ChartType, boolean, number]>([
  ['bar', false, 1],
  ['pie', false, 1],
  ['number', true, 0],
  ['waterfall', true, 0],
  ['line', true, 1],
])('selectFields: %s of a time and a series', (type, hasTime, dimensions) => {
  const input = inputOf(['Month: date', 'Line: varchar', 'Sales: decimal'], [['2026-01-01', 'A', 1]]);
  const fields = selectFields(type, input);
  expect([fields.time !== undefined, fields.dimensions.length]).toEqual([hasTime, dimensions]);
});

test.each<[ChartType, ReturnType<typeof inputOf>, string | undefined]>([
  ['line', byCountry, 'there is no time in it'],
  ['bar', byMonth, 'there is nothing to compare in it'],
  ['stacked', byCountry, 'it is not split by anything'],
  ['stacked', split('Rate', 2, 2), 'Rate cannot be added up'],
  [
    'share',
    inputOf(
      ['Country: varchar', 'Sales: decimal'],
      [
        ['A', -1],
        ['B', 2],
      ],
    ),
    'parts below zero cannot be shown as parts of a whole',
  ],
  [
    'pie',
    inputOf(
      ['Country: varchar', 'Sales: decimal'],
      countries(6).map((name) => [name, 1]),
    ),
    'a pie is readable with up to 5 parts',
  ],
  ['scatter', byCountry, 'it needs two measures'],
  ['histogram', inputOf(['Sales: decimal'], [[1]]), 'it needs more than one row'],
  ['area', inputOf(['Month: date', 'Sales: decimal'], [['2026-01-01', 1]]), 'it needs two points in time'],
  [
    'bar',
    inputOf(
      ['Country: varchar', 'Rate: double'],
      [
        ['A', 1],
        ['A', 2],
      ],
    ),
    'rows share one place in it, and Rate cannot be added up',
  ],
  ['table', byCountry, undefined],
  ['waterfall', byMonth, undefined],
])('reasonAgainst: %s', (type, input, expected) => expect(reasonAgainst(type, input)).toBe(expected));

test('a line needs a time, or categories in an order of their own or of their author', () => {
  const along = (names: readonly string[], isOrdered = false) =>
    inputOf(
      ['Step: varchar', 'Sales: decimal'],
      names.map((name, index) => [name, index]),
      { isOrdered },
    );
  const steps = ['Visit', 'Cart', 'Pay'];
  expect(reasonAgainst('line', along(steps))).toBe('there is no time in it');
  expect(reasonAgainst('line', along(steps, true))).toBeUndefined();
  expect(reasonAgainst('line', along(['08:00', '10:00', '09:00']))).toBeUndefined();
  expect(reasonAgainst('line', inputOf(['Sales: decimal'], [[1], [2]], { isOrdered: true }))).toBe(
    'there is no time in it',
  );
});
