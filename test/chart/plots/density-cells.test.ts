import { expect, test } from 'vitest';

import { densityCells } from '../../../src/chart/plots/density-cells.ts';

const DOMAINS = { x: [0, 10], y: [0, 10] } as const;

test('the fullest cell weighs 1, others by the root of their share', () => {
  const cells = densityCells([1, 1, 1, 1, 9], [2, 2, 2, 2, 8], DOMAINS);
  expect(cells.map(({ x, y, weight }) => [x, y, weight])).toEqual([
    [1, 2, 1],
    [9, 8, 0.56],
  ]);
});

test('whole numbers stand in the middle of their cells, however fine the cells could be', () => {
  const cells = densityCells([0, 1, 2], [0, 1, 2], DOMAINS);
  expect(cells.map(({ x, y }) => [x, y])).toEqual([
    [0, 0],
    [1, 1],
    [2, 2],
  ]);
});

test('values closer than a cell share it', () => {
  expect(densityCells([5.001, 5.002], [5.001, 5.002], DOMAINS)).toHaveLength(1);
});

test('no dots, no cells', () => expect(densityCells([], [], DOMAINS)).toEqual([]));
