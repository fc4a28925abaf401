import { expect, test } from 'vitest';

import { groupedPlot } from '../../../src/chart/plots/grouped.ts';
import { inputOf } from '../../support/chart-input.ts';

const HEADS = ['Country: varchar', 'Line: varchar', 'Sales: decimal'];

const ROWS = [
  ['France', 'Planes', 5],
  ['France', 'Ships', 3],
  ['Spain', 'Planes', 2],
];

test('one bar for each category and series, with its value', () => {
  const texts = groupedPlot(inputOf(HEADS, ROWS)).rows.flatMap(({ text }) => (text ? [text] : []));
  expect([...new Set(texts)].sort()).toEqual(['$2', '$3', '$5']);
});

test('the legend names each series once, the largest first', () => {
  const { legend = [] } = groupedPlot(inputOf(HEADS, ROWS));
  expect(legend.map(({ label }) => label)).toEqual(['Planes', 'Ships']);
  expect(new Set(legend.map(({ colour }) => colour)).size).toBe(2);
});
