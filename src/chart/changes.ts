import type { Table } from '../table/table.ts';

import { sum } from '../table/sum.ts';
import { numberOf } from '../table/table.ts';
import { formatLabel } from '../text/text.ts';
import { OTHER } from './points.ts';
import { largest } from './top.ts';

/** What one value of a dimension has added to a change; negative when it took away. */
export type Contribution = { readonly name: string; readonly change: number };

/** The parts that a change is made of by one dimension; they add up to the whole change. */
export type DimensionChanges = { readonly dimension: string; readonly contributions: readonly Contribution[] };

/** A change of a measure, and what it is made of by each dimension. */
export type Changes = {
  readonly before: number;
  readonly after: number;
  readonly dimensions: readonly DimensionChanges[];
};

/**
 * Reads a table of the columns Dimension, Value, Before, After and Change. Of each dimension the `most` largest contributions
 * stay, the largest first; the others become `Other (12)`. Undefined for a table without rows.
 */
export function readChanges({ rows }: Table, most: number): Changes | undefined {
  const byDimension = Map.groupBy(rows, ([dimension]) => formatLabel(dimension ?? null));
  const [first] = byDimension.values();
  if (!first) return undefined;
  const total = (index: number) => sum(first.map((row) => numberOf(row[index])));
  const dimensions = [...byDimension].map(([dimension, own]) => {
    const all = own.map((row) => ({ name: formatLabel(row[1] ?? null), change: numberOf(row[4]) ?? 0 }));
    return { dimension, contributions: keepLargest(all, most) };
  });
  return { before: total(2), after: total(3), dimensions };
}

function keepLargest(all: readonly Contribution[], most: number): readonly Contribution[] {
  const changed = all.filter(({ change }) => change !== 0);
  const kept = largest(changed, ({ change }) => Math.abs(change), changed.length <= most + 1 ? most + 1 : most);
  const others = changed.filter((each) => !kept.includes(each));
  if (others.length === 0) return kept;
  return [...kept, { name: `${OTHER} (${others.length})`, change: sum(others.map(({ change }) => change)) }];
}
