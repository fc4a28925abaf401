import type { Table } from '../table/table.ts';

import { sum } from '../table/sum.ts';
import { numberOf } from '../table/table.ts';
import { formatNumber } from '../text/number.ts';
import { formatLabel } from '../text/text.ts';
import { OTHER } from './points.ts';
import { largest } from './top.ts';

/** The part of a change that one value of a dimension accounts for; negative for a decrease. */
export type Contribution = {
  readonly name: string;
  readonly change: number;
  /** Whether it stands for several values or a remainder, not for one value. */
  readonly isRest?: boolean;
};

/** The parts of a change by one dimension, which add up to the whole change. */
export type DimensionChanges = { readonly dimension: string; readonly contributions: readonly Contribution[] };

/** How a table of changes is read. */
export type ReadChangesOptions = {
  /** The most contributions of a dimension that are kept separate. */
  readonly most: number;
  /** The name of the row that is no value. */
  readonly remainder?: string | undefined;
  /** The language tag whose separators the count of the others has. */
  readonly locale?: string | undefined;
};

/**
 * Reads a table of the columns Dimension, Value, Before, After and Change, and keeps the order of the dimensions. Of
 * each, the `most` largest contributions are kept, the largest first; the others become `Other (12)`, and a remainder
 * comes last.
 */
export function readChanges({ rows }: Table, options: ReadChangesOptions): readonly DimensionChanges[] {
  const byDimension = Map.groupBy(rows, ([dimension]) => formatLabel(dimension ?? null));
  return [...byDimension].map(([dimension, own]) => {
    const all = own.map((row) => ({ name: formatLabel(row[1] ?? null), change: numberOf(row[4]) ?? 0 }));
    return { dimension, contributions: keepLargest(all, options) };
  });
}

const ROLLED_UP = new RegExp(`^${OTHER} \\(([\\d,]+)\\)$`);

function keepLargest(
  all: readonly Contribution[],
  { most, remainder, locale }: ReadChangesOptions,
): readonly Contribution[] {
  const changed = all.filter(({ change }) => change !== 0);
  const rest = changed.filter(({ name }) => name === remainder).map((each) => ({ ...each, isRest: true }));
  const rolledUp = changed.filter(({ name }) => ROLLED_UP.test(name));
  const named = changed.filter(({ name }) => name !== remainder && !ROLLED_UP.test(name));
  const isAllKept = rolledUp.length === 0 && named.length <= most + 1;
  const kept = largest(named, ({ change }) => Math.abs(change), isAllKept ? most + 1 : most);
  const others = [...named.filter((each) => !kept.includes(each)), ...rolledUp];
  if (others.length === 0) return [...kept, ...rest];
  const count = sum(others.map(({ name }) => Number(ROLLED_UP.exec(name)?.[1]?.replaceAll(',', '') ?? 1)));
  const name = `${OTHER} (${formatNumber(count, { style: 'full', locale })})`;
  const other = { name, change: sum(others.map(({ change }) => change)) };
  return [...kept, { ...other, isRest: true }, ...rest];
}
