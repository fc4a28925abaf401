import type { Table } from '../table/table.ts';

import { sum } from '../table/sum.ts';
import { numberOf } from '../table/table.ts';

/** Returns Pearson's correlation of two columns; undefined for few rows and where one of them does not vary. */
export function correlate({ rows }: Table, across: number, up: number): number | undefined {
  const xs: number[] = [];
  const ys: number[] = [];
  for (const row of rows) {
    const [x, y] = [numberOf(row[across]), numberOf(row[up])];
    if (x === null || y === null) continue;
    xs.push(x);
    ys.push(y);
  }
  if (xs.length < 5) return undefined;
  const [meanX, meanY] = [sum(xs) / xs.length, sum(ys) / ys.length];
  let [both, x, y] = [0, 0, 0];
  for (let index = 0; index < xs.length; index++) {
    const [byX, byY] = [xs[index]! - meanX, ys[index]! - meanY];
    both += byX * byY;
    x += byX ** 2;
    y += byY ** 2;
  }
  return x === 0 || y === 0 ? undefined : both / Math.sqrt(x * y);
}
