import { expect, test } from 'vitest';

import type { Case } from '../../charts/demo.ts';

import * as easy from '../../charts/easy.ts';
import * as hard from '../../charts/hard.ts';
import { drawn, scalesOf } from '../../support/drawn-chart.ts';

test.each<[string, Case]>([
  ['five lines', easy.linesByProductLine()],
  ['lines that end together', hard.touchingSeries()],
  ['eight lines', hard.twelveSeries()],
])('names at the ends of %s neither touch nor leave the plot, and stay as near as they can', (_, each) => {
  const { rows, spec } = drawn(each);
  const [low, high] = scalesOf(spec)[0]!.domain as [number, number];
  const perPixel = (high - low) / 192;
  const ends = rows.filter(({ part }) => part === 'end');
  const places = ends.map(({ place }) => (Number(place) - low) / perPixel).sort((a, b) => a - b);
  for (const [index, place] of places.entries()) {
    expect(place).toBeGreaterThanOrEqual(-0.01);
    expect(place).toBeLessThanOrEqual(192.01);
    if (index > 0) expect(place - places[index - 1]!).toBeGreaterThanOrEqual(16.99);
  }
});
