import { expect, test } from 'vitest';

import type { Line } from '../../../src/chart/plots/line-rows.ts';

import { lineEndRows } from '../../../src/chart/plots/line-labels.ts';
import { inputOf } from '../../support/chart-input.ts';

const input = inputOf(['Month: date', 'Sales: decimal'], [['2026-01-01', 1]]);

const lineOf = (name: string, ...values: readonly (number | null)[]) =>
  ({ name, colour: '#1450b4', dots: values.map((value, time) => ({ time, value })) }) as unknown as Line;

const endsOf = (lines: readonly Line[]) => lineEndRows(input, lines, [0, 192]); // a unit is a pixel

test('a line alone carries its value, several carry their names', () => {
  expect(endsOf([lineOf('A', 1, 50)]).map(({ text, place }) => [text, place])).toEqual([['$50', 50]]);
  expect(endsOf([lineOf('A', 1, 50), lineOf('B', 1, 150)]).map(({ text }) => text)).toEqual(['A', 'B']);
});

test('the end is the last value that there is; a line without any has none', () => {
  expect(endsOf([lineOf('A', 30, null), lineOf('B', null)]).map(({ text, place }) => [text, place])).toEqual([
    ['A', 30],
  ]);
});

test('labels that would touch move apart, around their middle', () => {
  const places = endsOf([lineOf('A', 100), lineOf('B', 100), lineOf('C', 104)]).map(({ place }) => place);
  expect(places[1]! - places[0]!).toBeCloseTo(17);
  expect(places[2]! - places[1]!).toBeCloseTo(17);
  expect((places[0]! + places[2]!) / 2).toBeCloseTo(304 / 3);
});

test('labels stay inside the plot', () => {
  const places = endsOf([lineOf('A', 0), lineOf('B', 1), lineOf('C', 192)]).map(({ place }) => place);
  expect(places).toEqual([0, 17, 192]);
});
