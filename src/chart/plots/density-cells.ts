import type { Domains } from './dot-labels.ts';

import { DOT_AREA } from './dot-labels.ts';

const CELL = 5; // pixels

const COLUMN = 10_000; // more cells than a column has

/**
 * Groups a large number of dots into cells, each with its density from 0.12 to 1. Whole numbers get cells of whole
 * numbers, so that none stays empty by chance.
 */
export function densityCells(xs: readonly number[], ys: readonly number[], { x, y }: Domains) {
  const [across, up] = [cellsAlong(xs, x, DOT_AREA.width), cellsAlong(ys, y, DOT_AREA.height)];
  const counts = new Map<number, { x: number; y: number; count: number }>();
  for (const [index, value] of xs.entries()) {
    const [column, row] = [across.indexOf(value), up.indexOf(ys[index] ?? 0)];
    const key = column * COLUMN + row;
    const cell = counts.get(key);
    if (cell) cell.count++;
    else counts.set(key, { x: across.middleOf(column), y: up.middleOf(row), count: 1 });
  }
  const most = [...counts.values()].reduce((a, { count }) => Math.max(a, count), 1);
  return [...counts.values()].map(({ count, ...place }) => ({
    part: 'cell',
    ...place,
    weight: 0.12 + 0.88 * Math.sqrt(count / most),
  }));
}

/** The cells along one axis: which one a value falls into, and its middle. */
function cellsAlong(values: readonly number[], [low, high]: readonly [number, number], pixels: number) {
  const fine = ((high - low) * CELL) / pixels;
  const isWhole = values.every(Number.isInteger);
  const width = isWhole ? Math.ceil(fine) : fine;
  const start = isWhole ? Math.floor(low) - 0.5 : low;
  return {
    indexOf: (value: number) => Math.floor((value - start) / width),
    middleOf: (index: number) => start + (index + 0.5) * width,
  };
}
