import { min, pairs } from 'd3-array';

import type { Grain } from '../calendar/bucket.ts';
import type { Column, Kind, Table } from './table.ts';

import { timeOf } from '../calendar/bucket.ts';
import { DAY_MS, HOUR_MS } from '../calendar/durations.ts';
import { kindOf } from './table.ts';
import { findNumberReader, findTimeReader } from './time-text.ts';

/** The roles of a table's columns, by their declared types and values. Indexes are positions in a row. */
export type Fields = {
  /** The first column of times; undefined when there is none. */
  readonly time?: TimeColumn;
  /** Texts, booleans and further times, in the table's order: the first is compared, the second makes the series. */
  readonly dimensions: readonly DimensionColumn[];
  /** Numbers, in the table's order, without the columns of the baseline. */
  readonly measures: readonly MeasureColumn[];
};

/** The column of times that a chart is drawn along. */
export type TimeColumn = {
  readonly name: string;
  readonly index: number;
  /** The unit of time that each of its cells spans. */
  readonly grain: Grain;
  /** Reads the time of a cell in milliseconds UTC. */
  readonly read: (cell: string) => number | null;
  /** The time of each row, in milliseconds UTC; null for SQL NULL and for what is no date. */
  readonly times: readonly (number | null)[];
};

/** A column whose values are compared. */
export type DimensionColumn = {
  readonly name: string;
  readonly index: number;
  /** Whether its cells are `true` and `false`, which are shown as yes and no. */
  readonly isBoolean: boolean;
  /** Set for a column of times that is no axis, as a second column of dates: the unit that each cell spans. */
  readonly grain?: Grain;
  /** Reads the time of a cell in milliseconds UTC; set where there is a grain. */
  readonly read?: (cell: string) => number | null;
};

/** A column of numbers that are drawn. */
export type MeasureColumn = {
  readonly name: string;
  readonly index: number;
  /** A d3-format with its unit; undefined to choose one by the values. */
  readonly format?: string;
  /** Whether its rows may be added up. */
  readonly isAdditive: boolean;
  /** The index of the column that holds its value in the period compared with; undefined when nothing is compared. */
  readonly baseline?: number;
};

/** What is known of columns beside their types, by column name. */
export type FieldOptions = {
  /** A d3-format by column. */
  readonly formats: Readonly<Record<string, string>>;
  /** The columns whose rows may be added up. */
  readonly additive: readonly string[];
  /** By measure column, the column that holds its value in the period compared with. */
  readonly baseline: Readonly<Record<string, string>>;
};

/** A column that is named after a unit of time and nothing else: `Hour`, `order_year`, `Fiscal quarter`, `day_of_week`, not `Calls per hour`. */
const UNIT =
  /^(?:(?!.*\bper\b)[\p{L}]+[\s_])?(year|quarter|month|week|weekday|day|hour|minute)(?:[\s_]of[\s_](?:the[\s_])?(?:day|week|month|year|hour))?$/iu;

/** The numbers that a unit of time counts with. */
const UNIT_LIMITS: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['year', [1900, 2200]],
  ['quarter', [1, 4]],
  ['month', [0, 60]], // also months since something
  ['week', [1, 53]],
  ['weekday', [0, 7]],
  ['day', [0, 366]],
  ['hour', [0, 24]],
  ['minute', [0, 59]],
]);

/** A column whose numbers only name things. */
const IDENTIFIER = /(^|[\s_])(id|number|code|no|zip)$/i;

/** Whether the numbers of a column are identifiers, as years or ids, which are written without thousands separators. */
export function isIdentifier({ name }: Pick<Column, 'name'>): boolean {
  return IDENTIFIER.test(name.trim()) || /(^|[\s_])(?<!last )year$/i.test(name.trim());
}

type ReadColumn = {
  readonly name: string;
  readonly index: number;
  readonly kind: Kind;
  readonly times?: Times;
  readonly read?: TimeReader;
};

type Times = readonly (number | null)[];

/**
 * Finds the roles of a table's columns: the first time, dimensions and measures. Of several numbers, a column named
 * `year`, `id`, … becomes a dimension, and so does one of a few distinct whole numbers by which rows were counted.
 */
export function readFields(table: Table, options: FieldOptions): Fields {
  const columns = table.columns.map((column, index) =>
    readColumn(table, column, index, options.additive.includes(column.name)),
  );
  const baselines = new Set(Object.values(options.baseline));
  const numbers = columns.filter(({ kind, name }) => kind === 'number' && !baselines.has(name));
  const others = columns.filter(({ kind }) => kind !== 'number');
  const time = others.find(({ times }) => times !== undefined);
  const group = numbers.length > 1 ? findGroup(table, numbers, others.length === 0, options) : undefined;
  const dimensions = [...others.filter((column) => column !== time), ...(group ? [group] : [])];
  return {
    time: time && {
      name: time.name,
      index: time.index,
      grain: grainOf(time),
      read: time.read ?? timeOf,
      times: time.times ?? [],
    },
    dimensions: dimensions.map(dimensionColumn),
    measures: numbers.filter((column) => column !== group).map((column) => measureColumn(column, columns, options)),
  };
}

/** Reads the times of a column, if it can be drawn along: a column of dates of which none is known cannot. */
function readColumn(table: Table, column: Column, index: number, isAdditive: boolean): ReadColumn {
  const kind = kindOf(column);
  const read = timeReader(table, column, index, isAdditive);
  const times = read && table.rows.map((row) => readCell(row[index], read));
  const isEmpty = table.rows.length === 0 && kind === 'time';
  const isTime = isEmpty || times?.some((time) => time !== null);
  return { name: column.name, index, kind: isTime ? 'time' : kind, times: isTime ? (times ?? []) : undefined, read };
}

type TimeReader = (cell: string) => number | null;

function timeReader(table: Table, column: Column, index: number, isAdditive: boolean): TimeReader | undefined {
  const kind = kindOf(column);
  if (kind === 'time') return timeOf;
  if (kind === 'boolean') return undefined;
  const cells = table.rows.map((row) => row[index] ?? null);
  if (kind === 'number') return isAdditive ? undefined : findNumberReader(column.name, cells);
  return findTimeReader(column.name, cells);
}

function readCell(cell: string | null | undefined, read: TimeReader): number | null {
  return cell === null || cell === undefined ? null : read(cell);
}

/** The column of numbers that rows were grouped by, as by a year or a grade; undefined when all are measured. */
function findGroup(
  table: Table,
  numbers: readonly ReadColumn[],
  isAlone: boolean,
  { additive }: FieldOptions,
): ReadColumn | undefined {
  const free = numbers.filter(({ name }) => !additive.includes(name));
  const cellsOf = ({ index }: ReadColumn) => table.rows.flatMap((row) => row[index] ?? []);
  const isNamed = (column: ReadColumn) => {
    const unit = UNIT.exec(column.name.trim())?.[1]?.toLowerCase();
    const limits = unit === undefined ? undefined : UNIT_LIMITS.get(unit);
    if (limits) return cellsOf(column).every((cell) => /^\d+$/.test(cell) && isWithin(Number(cell), limits));
    return isAlone && IDENTIFIER.test(column.name.trim()) && cellsOf(column).every((cell) => /^\d+$/.test(cell));
  };
  const named = free.find(isNamed);
  const isCounted = isAlone && numbers.length === 2 && free.length < numbers.length;
  if (named || !isCounted) return named;
  return free.find(({ index }) => areGrades(table, index));
}

function isWithin(value: number, [low, high]: readonly [number, number]): boolean {
  return value >= low && value <= high;
}

function dimensionColumn(column: ReadColumn): DimensionColumn {
  const { name, index, kind } = column;
  return {
    name,
    index,
    isBoolean: kind === 'boolean',
    ...(column.times && { grain: grainOf(column), read: column.read }),
  };
}

function measureColumn(
  { name, index }: ReadColumn,
  columns: readonly ReadColumn[],
  { formats, additive, baseline }: FieldOptions,
): MeasureColumn {
  const before = Object.hasOwn(baseline, name) ? baseline[name] : undefined;
  return {
    name,
    index,
    format: Object.hasOwn(formats, name) ? formats[name] : undefined,
    isAdditive: additive.includes(name),
    baseline: before === undefined ? undefined : columns.find((column) => column.name === before)?.index,
  };
}

/** Whether a column holds a few small whole numbers, each once, as grades and sizes that rows were counted by. */
function areGrades({ rows }: Table, index: number): boolean {
  const cells = rows.map((row) => row[index] ?? '');
  const isFew = rows.length > 1 && rows.length <= 15;
  return isFew && new Set(cells).size === rows.length && cells.every((cell) => /^\d{0,3}$/.test(cell));
}

/** Each time once, from the first to the last. Most results are in their order already. */
function ascendingTimes(times: Times): readonly number[] {
  const ascending: number[] = [];
  let last = -Infinity;
  for (const time of times) {
    if (time === null || time === last) continue;
    if (time < last) return [...new Set(times)].filter((each) => each !== null).sort((a, b) => a - b);
    ascending.push(time);
    last = time;
  }
  return ascending;
}

/** What the times of a column span, by where they start, how far apart they are and what the column is called. */
function grainOf({ name, times: read = [] }: ReadColumn): Grain {
  const times = ascendingTimes(read);
  const every = (test: (date: Date) => boolean) => times.every((time) => test(new Date(time)));
  if (!times.every((time) => time % HOUR_MS === 0)) return 'minute';
  if (!times.every((time) => time % DAY_MS === 0)) return 'hour';
  const gap = min(pairs(times.slice(0, 1000)), ([before, after]) => after - before) ?? 0;
  const word = name.toLowerCase();
  const spans = (unit: Grain, gapDays: number) => word.includes(unit) || gap >= gapDays * DAY_MS;
  if (every((date) => date.getUTCDate() === 1)) {
    if (every((date) => date.getUTCMonth() === 0) && spans('year', 365)) return 'year';
    if (every((date) => date.getUTCMonth() % 3 === 0) && spans('quarter', 89)) return 'quarter';
    if (spans('month', 28) || (times.length === 1 && !word.includes('day') && !word.includes('date'))) return 'month';
  }
  return every((date) => date.getUTCDay() === 1) && spans('week', 7) ? 'week' : 'day';
}
