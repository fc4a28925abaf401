import { expect, test } from 'vitest';

import type { DatedPoint } from '../../../src/chart/points.ts';

import { stackInTime, stackParts } from '../../../src/chart/plots/stack.ts';

test('stackParts puts parts upon each other in their order', () => {
  expect(stackParts([{ size: 2 }, { size: 0 }, { size: 3 }])).toEqual([
    { size: 2, start: 0, end: 2 },
    { size: 0, start: 2, end: 2 },
    { size: 3, start: 2, end: 5 },
  ]);
});

test('stackInTime takes a missing value for nothing, and the times in order', () => {
  const at = (time: number, series: string, value: number | null): DatedPoint => ({
    time,
    category: '',
    series,
    value,
    baseline: null,
  });
  const points = [at(2, 'a', 5), at(1, 'b', 3), at(2, 'b', null)];
  const { stacks, times, first, last } = stackInTime({ points, colours: { a: '#000000', b: '#ffffff' }, notes: [] });
  expect([times, first, last]).toEqual([[1, 2], 1, 2]);
  expect(stacks.map(({ parts }) => parts.map(({ name, start, end }) => `${name} ${start}–${end}`))).toEqual([
    ['a 0–0', 'b 0–3'],
    ['a 0–5', 'b 5–5'],
  ]);
});
