import { expect, test } from 'vitest';

import { orderedLinePlot } from '../../../src/chart/plots/ordered-line.ts';
import { inputOf } from '../../support/chart-input.ts';

type Axis = { readonly x: { readonly axis: { readonly values: readonly number[]; readonly labelExpr: string } } };

const hours = (skip?: number) =>
  Array.from({ length: 24 }, (_, index) => 23 - index).flatMap((hour) =>
    hour === skip ? [] : [[hour, (hour * 7) % 24]],
  );

test('a line along hours has each of them in its order', () => {
  const { rows } = orderedLinePlot(inputOf(['Hour: bigint', 'Calls: bigint'], hours()));
  const line = rows.filter(({ part }) => part === 'solid');
  expect(line.map(({ value }) => value)).toEqual(Array.from({ length: 24 }, (_, hour) => (hour * 7) % 24));
});

test('an author’s order is kept, and each step is named below the axis', () => {
  const input = inputOf(
    ['Step: varchar', 'Users: bigint'],
    [
      ['Visit', 900],
      ['Cart', 300],
      ['Pay', 120],
    ],
    { isOrdered: true },
  );
  const { rows, spec } = orderedLinePlot(input);
  expect(rows.filter(({ part }) => part === 'solid').map(({ value }) => value)).toEqual([900, 300, 120]);
  const { axis } = (spec.encoding as Axis).x;
  expect(axis.values).toEqual([0, 1, 2]);
  expect(axis.labelExpr).toContain('["Visit","Cart","Pay"]');
});

test('a category that one series lacks is a gap in its line', () => {
  const rows = ['Mon', 'Tue', 'Wed', 'Thu'].flatMap((day, index) => [
    ['web', day, index + 1],
    ...(day === 'Tue' ? [] : [['app', day, index + 5]]),
  ]);
  const plot = orderedLinePlot(
    inputOf(
      ['Day: varchar', 'Channel: varchar', 'Visits: bigint'],
      rows.map(([channel = '', day = '', visits = 0]) => [day, channel, visits]),
    ),
  );
  const of = (name: string) => plot.rows.filter((row) => row.part === 'solid' && row.name === name);
  expect(of('web').map(({ value }) => value)).toEqual([1, 2, 3, 4]);
  expect(of('app').map(({ value }) => value)).toEqual([5, null, 7, 8]);
});
