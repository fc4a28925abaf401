import type { Grain } from '../calendar/bucket.ts';
import type { Table } from './table.ts';

import { DAY, timeOf } from '../calendar/bucket.ts';
import { kindOf } from './table.ts';

/** What each column of a table is for, told from its declared type. Indexes point into a row. */
export type Fields = {
  readonly time?: TimeColumn;
  /** Text and booleans, in the table's order: the first is what is compared, the second splits it. */
  readonly dimensions: readonly DimensionColumn[];
  readonly measures: readonly MeasureColumn[];
};

export type TimeColumn = { readonly name: string; readonly index: number; readonly grain: Grain };

export type DimensionColumn = {
  readonly name: string;
  readonly index: number;
  /** Its cells are `true` and `false`, which people read as yes and no. */
  readonly isBoolean: boolean;
  /** Its cells are times that are no axis, as a second column of dates: what each of them spans. */
  readonly grain?: Grain;
};

export type MeasureColumn = {
  readonly name: string;
  readonly index: number;
  /** A d3-format with its unit; undefined for one that suits the values. */
  readonly format?: string;
  /** Its rows may be added up. */
  readonly isAdditive: boolean;
  /** The column that holds its value in the period compared with. */
  readonly baseline?: number;
};

export type FieldOptions = {
  readonly formats: Readonly<Record<string, string>>;
  readonly additive: readonly string[];
  readonly baseline: Readonly<Record<string, string>>;
};

const NUMBERED = /(^|[\s_])(year|quarter|month|week|day|hour|id|number|code|no)$/i;

/** Reads the shape from declared types: times, dimensions, measures. A number beside no dimension may name one. */
export function readFields(table: Table, { formats, additive, baseline }: FieldOptions): Fields {
  const columns = table.columns.map((column, index) => ({ name: column.name, index, kind: kindOf(column) }));
  const isBaseline = (name: string) => Object.values(baseline).includes(name);
  const numbers = columns.filter(({ kind, name }) => kind === 'number' && !isBaseline(name));
  const others = columns.filter(({ kind }) => kind !== 'number');
  const isTime = ({ kind, index }: (typeof columns)[0]) =>
    (kind === 'time' && isDated(table, index)) || isTimeText(table, index);
  const time = others.find(isTime);
  const isGroup = ({ name, index }: (typeof columns)[0]) =>
    others.length === 0 && numbers.length === 2 && !additive.includes(name) && areGrades(table, index);
  const isCounted = numbers.some(({ name }) => additive.includes(name));
  const named =
    numbers.length > 1 &&
    (numbers.find(({ name }) => NUMBERED.test(name.trim())) ?? (isCounted ? numbers.find(isGroup) : undefined));
  const dimensions = others.filter((column) => column !== time);
  if (named) dimensions.push(named);
  return {
    time: time && { name: time.name, index: time.index, grain: grainOf(table, time.index) },
    dimensions: dimensions.map((column) => ({
      name: column.name,
      index: column.index,
      isBoolean: column.kind === 'boolean',
      ...(column !== named && isTime(column) && { grain: grainOf(table, column.index) }),
    })),
    measures: numbers
      .filter((column) => column !== named)
      .map(({ name, index }) => ({
        name,
        index,
        format: Object.hasOwn(formats, name) ? formats[name] : undefined,
        isAdditive: additive.includes(name),
        baseline: Object.hasOwn(baseline, name)
          ? columns.find((column) => column.name === baseline[name])?.index
          : undefined,
      })),
  };
}

/** The times of a column, read once however often they are asked for. */
export function timesOf(table: Table, index: number): readonly (number | null)[] {
  const known = READ.get(table) ?? new Map<number, readonly (number | null)[]>();
  READ.set(table, known);
  const times = known.get(index) ?? table.rows.map((row) => timeOf(row[index]));
  known.set(index, times);
  return times;
}

const READ = new WeakMap<Table, Map<number, readonly (number | null)[]>>();

/** Whether a column holds a few small whole numbers, each once, as grades and sizes that rows were counted by. */
function areGrades({ rows }: Table, index: number): boolean {
  const cells = rows.map((row) => row[index] ?? '');
  return (
    rows.length > 1 &&
    rows.length <= 15 &&
    new Set(cells).size === rows.length &&
    cells.every((cell) => /^\d{0,3}$/.test(cell))
  );
}

/** A column of dates of which none is known is no time to draw along. */
function isDated(table: Table, index: number): boolean {
  return table.rows.length === 0 || timesOf(table, index).some((time) => time !== null);
}

function isTimeText(table: Table, index: number): boolean {
  let isFound = false;
  for (const row of table.rows) {
    const cell = row[index];
    if (cell === null || cell === undefined) continue;
    if (!/^\d{4}-(0[1-9]|1[0-2])(-([0-2]\d|3[01]))?$/.test(cell)) return false;
    isFound = true;
  }
  return isFound;
}

/** Each time once, from the first to the last. Most results are in their order already. */
function ascendingTimes(times: readonly (number | null)[]): readonly number[] {
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

function grainOf(table: Table, index: number): Grain {
  const times = ascendingTimes(timesOf(table, index));
  const every = (test: (date: Date) => boolean) => times.every((time) => test(new Date(time)));
  const gap = times.slice(1, 1000).reduce((least, time, after) => Math.min(least, time - times[after]!), Infinity);
  const name = table.columns[index]!.name.toLowerCase();
  const starts = (word: string, gapDays: number) => name.includes(word) || (times.length > 1 && gap >= gapDays * DAY);
  if (!times.every((time) => time % (DAY / 24) === 0)) return 'minute';
  if (!times.every((time) => time % DAY === 0)) return 'hour';
  if (every((date) => date.getUTCDate() === 1)) {
    if (every((date) => date.getUTCMonth() === 0) && starts('year', 365)) return 'year';
    if (every((date) => date.getUTCMonth() % 3 === 0) && starts('quarter', 89)) return 'quarter';
    if (starts('month', 28) || (times.length === 1 && !name.includes('day') && !name.includes('date'))) return 'month';
  }
  return every((date) => date.getUTCDay() === 1) && starts('week', 7) ? 'week' : 'day';
}
