import type { DimensionColumn, Fields, MeasureColumn } from '../table/fields.ts';
import type { Table } from '../table/table.ts';

import { formatBucket } from '../calendar/bucket.ts';
import { numberOf } from '../table/table.ts';
import { formatLabel, UNKNOWN } from '../text/text.ts';

/** One value of one measure, with its time, category and series. */
export type Point = {
  /** The start of its bucket in milliseconds UTC; null where there is no time or it is unknown. */
  readonly time: number | null;
  /** The name of its category; '' where there is none. */
  readonly category: string;
  /** The series that it belongs to; '' where there is only one. */
  readonly series: string;
  /** null for SQL NULL. */
  readonly value: number | null;
  /** The value in the period compared with; null where there is none. */
  readonly baseline: number | null;
};

/** A point whose time is known. */
export type DatedPoint = Point & { readonly time: number };

/** The name of the category or series that combines all that are not shown. */
export const OTHER = 'Other';

/**
 * Reads the points of one measure, in the table's order. Rows with the same time, category and series are added up where the
 * measure allows it. `locale` is the language tag for the dates in names.
 */
export function readPoints(
  table: Table,
  fields: Pick<Fields, 'time' | 'dimensions'>,
  measure: Pick<MeasureColumn, 'index' | 'baseline' | 'isAdditive'>,
  locale?: string,
): readonly Point[] {
  const { category, series } = rolesOf(fields);
  const readCategory = categoryReader(table, category, locale);
  const readSeries = categoryReader(table, series, locale);
  const times = fields.time?.times;
  const points = table.rows.map((row, index) => ({
    time: times?.[index] ?? null,
    category: readCategory(row),
    series: readSeries(row),
    value: numberOf(row[measure.index]),
    baseline: measure.baseline === undefined ? null : numberOf(row[measure.baseline]),
  }));
  return measure.isAdditive ? mergePoints(points) : points;
}

/** With a time, every dimension makes the series; without, the last of two or more does. */
function rolesOf({ time, dimensions }: Pick<Fields, 'time' | 'dimensions'>) {
  if (time) return { category: [], series: dimensions };
  if (dimensions.length < 2) return { category: dimensions, series: [] };
  return { category: dimensions.slice(0, -1), series: dimensions.slice(-1) };
}

type Row = readonly (string | null)[];

/** Reads the category that columns make together. Each text is cleaned once, however many rows repeat it. */
function categoryReader(
  table: Table,
  columns: readonly DimensionColumn[],
  locale: string | undefined,
): (row: Row) => string {
  const [first, ...others] = columns.map((column) => columnReader(table, column, locale));
  if (!first) return () => '';
  if (others.length === 0) return first;
  return (row) => others.reduce((category, read) => `${category} · ${read(row)}`, first(row));
}

function columnReader({ rows }: Table, column: DimensionColumn, locale: string | undefined): (row: Row) => string {
  const known = new Map<string | null, string>();
  const taken = new Set<string>(rows.some((row) => row[column.index] === null) ? [UNKNOWN] : []);
  return (row) => {
    const cell = row[column.index] ?? null;
    let category = known.get(cell);
    if (category === undefined) {
      category = formatCategory(cell, column, locale);
      if (cell !== null && !column.read && !column.isBoolean) category = distinctName(category, cell, taken);
      known.set(cell, category);
    }
    return category;
  };
}

/** A name that no other cell has: of cells that look alike, as `a` and `a ` or NULL and `Unknown`, the later ones are quoted. */
function distinctName(name: string, cell: string, taken: Set<string>): string {
  let distinct = name;
  for (let count = 1; taken.has(distinct); count++)
    distinct = count === 1 ? `“${formatLabel(cell)}”` : `${name} (${count})`;
  taken.add(distinct);
  return distinct;
}

/** Writes a cell of a dimension: `Yes` and `No` for booleans, `Nov 2025` for times, `Unknown` for NULL. */
export function formatCategory(
  cell: string | null,
  { isBoolean, grain, read }: DimensionColumn,
  locale?: string,
): string {
  if (isBoolean && cell !== null) return cell === 'true' ? 'Yes' : 'No';
  const time = cell === null ? null : read?.(cell);
  return grain && typeof time === 'number' ? formatBucket(time, grain, locale) : formatLabel(cell);
}

/** Returns each category of the points once, in the order of the points. */
export function categoriesOf(points: readonly Point[]): readonly string[] {
  return [...new Set(points.map(({ category }) => category))];
}

/** Returns the points whose time is known. */
export function datedPoints(points: readonly Point[]): readonly DatedPoint[] {
  return points.filter((point): point is DatedPoint => point.time !== null);
}

/** Sorts points by time, the earliest first. */
export function byTime<T extends DatedPoint>(points: readonly T[]): readonly T[] {
  return points.toSorted((a, b) => a.time - b.time);
}

/** Returns each time of the points once, the earliest first. */
export function distinctTimes(points: readonly DatedPoint[]): readonly number[] {
  return [...new Set(points.map(({ time }) => time))].sort((a, b) => a - b);
}

/** Whether several points share a time, a category and a series. */
export function hasRepeats(points: readonly Point[]): boolean {
  if (isOneSeries(points)) return false;
  const places = openPlaces();
  return points.some((point, index) => places.indexOf(point, index) !== index);
}

/** The most rows without a name that are shown one by one; more of them are a spread. */
const MOST_UNKNOWN = 5;

/** Numbers the rows without a name, which need not be the same, where nothing else tells them apart: `Unknown`, `Unknown (2)`. */
export function tellUnknownApart(points: readonly Point[]): readonly Point[] {
  const count = points.filter(({ category }) => category === UNKNOWN).length;
  if (count < 2 || count > MOST_UNKNOWN || points.some(({ time, series }) => time !== null || series !== ''))
    return points;
  let seen = 0;
  return points.map((point) => {
    if (point.category !== UNKNOWN) return point;
    seen += 1;
    return seen === 1 ? point : { ...point, category: `${UNKNOWN} (${seen})` };
  });
}

/** Adds up points with the same time, category and series; the sum is null only when all are null. */
export function mergePoints(points: readonly Point[]): readonly Point[] {
  if (isOneSeries(points)) return points;
  const places = openPlaces();
  const merged: { -readonly [Key in keyof Point]: Point[Key] }[] = [];
  const isOwn: boolean[] = [];
  for (const point of points) {
    const index = places.indexOf(point, merged.length);
    const known = merged[index];
    if (!known) {
      merged.push(point);
      continue;
    }
    const own = isOwn[index] ? known : { ...known };
    own.value = add(own.value, point.value);
    own.baseline = add(own.baseline, point.baseline);
    merged[index] = own;
    isOwn[index] = true;
  }
  return merged;
}

/** Whether the points are one series in the order of time, so that none shares a place. */
function isOneSeries(points: readonly Point[]): boolean {
  let last = -Infinity;
  return points.every(({ time, category, series }) => {
    const isNext = time !== null && time > last && category === '' && series === '';
    last = time ?? last;
    return isNext;
  });
}

/** Numbers places in the order in which they are first met. Requires that all points have a category or none has, and so with their series. */
function openPlaces() {
  const undated = new Map<string | number, number>();
  const dated = new Map<string, Map<string | number, number>>();
  const numbersOf = (name: string): Map<string | number, number> => {
    const known = dated.get(name) ?? new Map<string | number, number>();
    dated.set(name, known);
    return known;
  };
  return {
    /** The number of a point's place, `next` when it is met for the first time. */
    indexOf: ({ time, category, series }: Point, next: number): number => {
      const name = category === '' || series === '' ? category || series : `${category}\n${series}`;
      const numbers = time === null || name === '' ? undated : numbersOf(name);
      const key = time ?? name;
      const known = numbers.get(key);
      if (known === undefined) numbers.set(key, next);
      return known ?? next;
    },
  };
}

/** Returns a key that is equal for points with the same time, category and series. */
export function pointKey({ time, category, series }: Point): string {
  return `${time}\n${category}\n${series}`;
}

/** Whether a name is `Other` or `Unknown`, which have no colour of their own. */
export function isOtherOrUnknown(name: string): boolean {
  return isUnknown(name) || isOther(name);
}

/** Whether a name stands for what has none: `Unknown`, `Unknown (2)`. */
export function isUnknown(name: string): boolean {
  return name === UNKNOWN || name.startsWith(`${UNKNOWN} (`);
}

/** Whether a name stands for all that are not shown: `Other` or `Other (12)`. */
export function isOther(name: string): boolean {
  return name === OTHER || name.startsWith(`${OTHER} (`);
}

function add(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return a + b;
}
