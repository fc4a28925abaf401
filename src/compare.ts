import type { Span } from './period.ts';
import type { Compare } from './request.ts';
import type { Column, Table } from './table.ts';

import { addDays, addMonths, daysBetween, weekday } from './day.ts';
import { monthsIn } from './period.ts';
import { kindOf } from './table.ts';

/** Two runs of one statement side by side, and which column holds a measure's earlier value. */
export type Comparison = {
  readonly table: Table;
  readonly label: string;
  readonly columns: Readonly<Record<string, string>>;
};

export type JoinOptions = {
  readonly compare: Compare;
  readonly span: Span;
  readonly earlierSpan: Span;
  /** Whether the current rows are a selection: then only they are compared, and others of the earlier run left out. */
  readonly isLimited?: boolean;
};

/**
 * Joins the earlier run to the current one by its dimensions, a time moved to where it stands in the current span. A row
 * that only one of them has keeps NULL for the other. Earlier values stand right of the measure they belong to.
 */
export function joinEarlier(
  current: Table,
  earlier: Table,
  { compare, span, earlierSpan, isLimited = false }: JoinOptions,
): Comparison {
  const label = compare === 'previous' ? 'previous period' : 'last year';
  const measures = current.columns.map((column) => kindOf(column) === 'number');
  const name = (column: Column) => `${column.name}, ${label}`;
  const move = moveTime(current, earlier, span, earlierSpan);
  const key = (row: Table['rows'][number], moved: boolean) =>
    JSON.stringify(
      row
        .filter((_, index) => !measures[index])
        .map((cell, index) => (moved ? move(cell, dimensionKinds[index]!) : cell)),
    );
  const dimensionKinds = current.columns.filter((_, index) => !measures[index]).map(kindOf);
  const byKey = new Map(earlier.rows.map((row) => [key(row, true), row]));

  const rows = current.rows.map((row) => {
    const own = key(row, false);
    const match = byKey.get(own);
    byKey.delete(own);
    return row.flatMap((cell, index) => (measures[index] ? [cell, match?.[index] ?? null] : [cell]));
  });
  const gone = [...byKey.values()].map((row) =>
    row.flatMap((cell, index) => (measures[index] ? [null, cell] : [move(cell, kindOf(current.columns[index]!))])),
  );
  return {
    label,
    columns: Object.fromEntries(
      current.columns.flatMap((column, index) => (measures[index] ? [[column.name, name(column)]] : [])),
    ),
    table: {
      ...current,
      columns: current.columns.flatMap((column, index) =>
        measures[index] ? [column, { ...column, name: name(column) }] : [column],
      ),
      rows: isLimited ? rows : [...rows, ...gone],
      scannedBytes: current.scannedBytes + earlier.scannedBytes,
      elapsedMs: Math.max(current.elapsedMs, earlier.elapsedMs),
      reused: current.reused && earlier.reused,
    },
  };
}

/** Moves an earlier day to its counterpart: by whole weeks when the buckets are weeks, by months where the spans are, else by days. */
function moveTime(
  current: Table,
  earlier: Table,
  span: Span,
  earlierSpan: Span,
): (cell: string | null, kind: string) => string | null {
  const days = daysBetween(earlierSpan.start, span.start);
  const months = monthsIn({ start: `${earlierSpan.start.slice(0, 8)}01`, end: `${span.start.slice(0, 8)}01` });
  const isMonthly = earlierSpan.start.slice(8) === span.start.slice(8);
  const isWeekly = weekly(current) && weekly(earlier);
  return (cell, kind) => {
    if (cell === null || kind !== 'time') return cell;
    const day = cell.slice(0, 10);
    const moved = isWeekly
      ? addDays(day, Math.round(days / 7) * 7)
      : isMonthly
        ? addMonths(day, months)
        : addDays(day, days);
    return `${moved}${cell.slice(10)}`;
  };
}

/** Whether every time in a table falls on one weekday and they are not all months' beginnings. */
function weekly({ columns, rows }: Table): boolean {
  const index = columns.findIndex((column) => kindOf(column) === 'time');
  const days = rows.flatMap((row) => row[index]?.slice(0, 10) ?? []);
  return (
    index >= 0 && days.length > 0 && new Set(days.map(weekday)).size === 1 && days.some((day) => !day.endsWith('-01'))
  );
}
