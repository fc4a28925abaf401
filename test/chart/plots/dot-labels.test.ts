import { expect, test } from 'vitest';

import { labelledDots } from '../../../src/chart/plots/dot-labels.ts';

const DOMAINS = { x: [0, 520], y: [0, 200] } as const; // a unit is a pixel

const dot = (x: number, y: number, name: string) => ({ x, y, name });

test('a name stands to the right of its dot, at the right edge to its left', () => {
  const sides = labelledDots([dot(100, 100, 'Paris'), dot(515, 100, 'Madrid')], DOMAINS);
  expect(sides.map(({ name, align }) => `${name} ${align}`).sort()).toEqual(['Madrid right', 'Paris left']);
});

test('a name moves where another dot is in its way', () => {
  const [named] = labelledDots([dot(100, 100, 'Paris'), dot(120, 100, '')], DOMAINS).filter(
    ({ name }) => name === 'Paris',
  );
  expect(named?.align).toBe('right');
});

test('names that have no room are left out', () => {
  const crowd = Array.from({ length: 100 }, (_, index) =>
    dot(200 + (index % 10) * 3, 80 + Math.floor(index / 10) * 3, 'A long name'),
  );
  const named = labelledDots(crowd, DOMAINS);
  expect(named.length).toBeGreaterThan(0);
  expect(named.length).toBeLessThan(20);
});

test('of more than sixty, the outermost are named', () => {
  const spread = Array.from({ length: 120 }, (_, index) =>
    dot(10 + (index % 12) * 40, 20 + Math.floor(index / 12) * 17, 'x'),
  );
  expect(labelledDots(spread, DOMAINS).length).toBeLessThanOrEqual(60);
});
