import type { Span } from '../calendar/day.ts';
import type { Column, Table } from '../table/table.ts';

import { addDays, addMonths, daysBetween, weekday } from '../calendar/day.ts';
import { monthsIn } from '../calendar/span.ts';
import { kindOf } from '../table/table.ts';

/** Two runs of one statement joined into one table. */
export type Comparison = {
  readonly table: Table;
  /** The name of the earlier values: `last year`. */
  readonly label: string;
  /** By the name of each measure column, the name of the column with its earlier values. */
  readonly columns: Readonly<Record<string, string>>;
};

/** How two runs are joined. */
export type JoinEarlierOptions = {
  /** The name of the earlier values: `last year`, `previous period`, `Q3 2003`. */
  readonly label: string;
  /** The days of the current run. */
  readonly span: Span;
  readonly earlierSpan: Span;
  /** Whether the current rows are a selection. Rows that only the earlier run has are then left out. */
  readonly isLimited?: boolean;
  /** The columns whose rows may be added up. */
  readonly additive?: readonly string[];
};

/**
 * Joins the earlier run to the current one by its dimensions; times are moved into the current span. A row that only
 * one run has keeps NULL for the other. Earlier values stand right of their measure. A day without a counterpart, as
 * 29 February, is added to the day before where rows may be added up, and left out otherwise.
 */
export function joinEarlier(
  current: Table,
  earlier: Table,
  { label, span, earlierSpan, isLimited = false, additive = [] }: JoinEarlierOptions,
): Comparison {
  const measures = current.columns.map((column) => kindOf(column) === 'number');
  const name = (column: Column) => `${column.name}, ${label}`;
  const move = moveTime(current, earlier, span, earlierSpan);
  const key = (row: Row, place: (cell: string) => string) =>
    JSON.stringify(
      row.flatMap((cell, index) => (measures[index] ? [] : [isTime[index] && cell !== null ? place(cell) : cell])),
    );
  const isTime = current.columns.map((column) => kindOf(column) === 'time');
  const hasCounterpart = (row: Row) =>
    row.every((cell, index) => !isTime[index] || cell === null || move.isExact(cell));
  const byKey = new Map(earlier.rows.filter(hasCounterpart).map((row) => [key(row, move.placeEarlier), row]));
  const isAdditive = current.columns.every(({ name: column }, index) => !measures[index] || additive.includes(column));
  const lonely = isAdditive ? earlier.rows.filter((row) => !hasCounterpart(row)) : [];

  const rows = current.rows.map((row) => {
    const own = key(row, move.place);
    const match = byKey.get(own);
    byKey.delete(own);
    return row.flatMap((cell, index) => (measures[index] ? [cell, match?.[index] ?? null] : [cell]));
  });
  const gone = [...byKey.values(), ...lonely].map((row) =>
    row.flatMap((cell, index) =>
      measures[index] ? [null, cell] : [isTime[index] && cell !== null ? move.to(cell) : cell],
    ),
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
      ranAt: [current.ranAt, earlier.ranAt].find((at) => at !== undefined),
    },
  };
}

type Row = Table['rows'][number];

type Move = {
  /** Where an earlier time stands now. */
  readonly to: (cell: string) => string;
  /** Whether it has a day of its own to move to: 29 February has none in most years. */
  readonly isExact: (cell: string) => boolean;
  /** Where a current time counts: a bucket that begins before the span, as the quarter of one month, at the span's start. */
  readonly place: (cell: string) => string;
  /** Where the bucket of an earlier time counts now. */
  readonly placeEarlier: (cell: string) => string;
};

/** Moves an earlier day to its counterpart: by whole weeks when the buckets are weeks, by months where the spans are, else by days. */
function moveTime(current: Table, earlier: Table, span: Span, earlierSpan: Span): Move {
  const days = daysBetween(earlierSpan.start, span.start);
  const months = monthsIn({ start: `${earlierSpan.start.slice(0, 8)}01`, end: `${span.start.slice(0, 8)}01` });
  const isWeekly = weekly(current, earlier);
  const isMonthly = !isWeekly && earlierSpan.start.slice(8) === span.start.slice(8);
  const moved = (day: string) => {
    if (isMonthly) return addMonths(day, months);
    return addDays(day, isWeekly ? Math.round(days / 7) * 7 : days);
  };
  const to = (cell: string) => `${moved(cell.slice(0, 10))}${cell.slice(10)}`;
  const within = (cell: string, { start }: Span) => (isWeekly || cell >= start ? cell : `${start}${cell.slice(10)}`);
  return {
    to,
    isExact: (cell) => !isMonthly || to(cell).slice(8, 10) === cell.slice(8, 10),
    place: (cell) => within(cell, span),
    placeEarlier: (cell) => to(within(cell, earlierSpan)),
  };
}

/** Whether every time of both tables falls on one weekday and they are not all months' beginnings. */
function weekly(current: Table, earlier: Table): boolean {
  const index = current.columns.findIndex((column) => kindOf(column) === 'time');
  const days = [...current.rows, ...earlier.rows].flatMap((row) => row[index]?.slice(0, 10) ?? []);
  return index >= 0 && new Set(days.map(weekday)).size === 1 && days.some((day) => !day.endsWith('-01'));
}
