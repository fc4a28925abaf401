import { ascending, descending } from 'd3-array';

import type { Query } from '../catalogue/query.ts';
import type { Look } from '../chart/options.ts';
import type { Request } from '../question/request.ts';
import type { Table } from '../table/table.ts';
import type { Comparison } from './compare.ts';

import { CHANGE_RANKS } from '../catalogue/dataset-params.ts';
import { rankParam } from '../question/request.ts';
import { kindOf, numberOf } from '../table/table.ts';
import { formatDifference } from '../text/number.ts';
import { UNKNOWN } from '../text/text.ts';

/** A ranking of the rows of a comparison by the change of their first measure. */
export type ChangeRanking = {
  /** `change` is the difference, `growth` the difference in proportion to the earlier value. */
  readonly by: 'change' | 'growth';
  readonly keeps: 'first' | 'last';
  readonly count: number;
};

/** Returns the ranking by change that a request asks for; undefined where it ranks by a measure or not at all. */
export function changeRanking(query: Pick<Query, 'params'>, request: Request): ChangeRanking | undefined {
  const { values } = request;
  const by = CHANGE_RANKS.find((name) => name === values.rank_by?.[0]);
  const param = rankParam(query, request);
  if (!by || !param) return undefined;
  return { by, keeps: param.keeps === 'last' ? 'last' : 'first', count: Number(values[param.name]![0]) };
}

/**
 * Keeps the rows of a comparison whose first measure has changed most, in that order. A row of one period only counts
 * as nothing in the other where the measure is an amount or a number of things; it has no growth from nothing, though.
 * The growth of a rate is its difference. Rows without a change are left out.
 */
export function rankByChange(
  comparison: Comparison,
  { by, keeps, count }: ChangeRanking,
  { isAmount, isRate }: { readonly isAmount: boolean; readonly isRate: boolean },
): Table {
  const { now, before } = measureOf(comparison);
  const amount = (cell: Cell) => numberOf(cell) ?? (isAmount ? 0 : Number.NaN);
  const changeOf = (row: Row) => {
    const change = amount(row[now]) - amount(row[before]);
    return by === 'growth' && !isRate ? change / Math.abs(amount(row[before])) : change;
  };
  const order = keeps === 'first' ? descending : ascending;
  const rows = comparison.table.rows
    .map((row) => ({ row, change: changeOf(row) }))
    .filter(({ change }) => Number.isFinite(change))
    .sort((left, right) => order(left.change, right.change))
    .slice(0, count)
    .map(({ row }) => row);
  return { ...comparison.table, rows };
}

/** Writes the first two rows of a ranking by change: `USA +$354,299 (+30%), then France +$223,294 (+79%).` */
export function changeHeadline(
  comparison: Comparison,
  { by, keeps }: ChangeRanking,
  { formats, look = {} }: { readonly formats: Readonly<Record<string, string>>; readonly look?: Look | undefined },
): string | undefined {
  const { table } = comparison;
  const { name, now, before } = measureOf(comparison);
  const label = table.columns.findIndex((column) => kindOf(column) !== 'number');
  const parts = table.rows.slice(0, 2).flatMap((row) => {
    const [value, earlier] = [numberOf(row[now]) ?? 0, numberOf(row[before]) ?? 0];
    const change = formatDifference(value, earlier, { format: formats[name], locale: look.locale });
    return change ? [`${row[label] ?? UNKNOWN} ${change}`] : [];
  });
  if (parts.length === 0) return undefined;
  const kind = by === 'change' ? 'change' : 'growth';
  return `${keeps === 'first' ? 'Highest' : 'Lowest'} ${kind} of ${name.toLowerCase()}: ${parts.join(', then ')}.`;
}

type Row = Table['rows'][number];

type Cell = Row[number] | undefined;

/** The first measure of a comparison: its name, and where its values and its earlier values stand. */
function measureOf({ table, columns }: Comparison): {
  readonly name: string;
  readonly now: number;
  readonly before: number;
} {
  const now = table.columns.findIndex((column) => kindOf(column) === 'number' && columns[column.name] !== undefined);
  const name = table.columns[now]?.name ?? '';
  return { name, now, before: table.columns.findIndex((column) => column.name === columns[name]) };
}
