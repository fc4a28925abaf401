import type { DimensionColumn, Fields, MeasureColumn } from '../table/fields.ts';
import type { Table } from '../table/table.ts';

import { formatTime, timeOf } from '../calendar/bucket.ts';
import { timesOf } from '../table/fields.ts';
import { numberOf } from '../table/table.ts';
import { formatLabel } from '../text/text.ts';

/** One value of one measure, with its place in the chart. `label` and `split` are '' where there is no such column. */
export type Point = {
  readonly time: number | null;
  readonly label: string;
  readonly split: string;
  readonly value: number | null;
  readonly baseline: number | null;
};

export const OTHER = 'Other';

export const UNKNOWN = 'Unknown';

/** The points of one measure, in the table's order. Rows that share a place are added up when the measure may be. */
export function pointsOfMeasure(table: Table, fields: Fields, measure: MeasureColumn): readonly Point[] {
  const known = READ.get(table) ?? new Map<string, readonly Point[]>();
  READ.set(table, known);
  const columns = [fields.time?.index, ...fields.dimensions.map(({ index }) => index), measure.index, measure.baseline];
  const key = `${columns.join()} ${fields.time?.name} ${measure.isAdditive}`;
  const points = known.get(key) ?? readPoints(table, fields, measure);
  known.set(key, points);
  return points;
}

/** A chart, its headline and its alternative text all start from the same points. */
const READ = new WeakMap<Table, Map<string, readonly Point[]>>();

function readPoints(table: Table, fields: Fields, measure: MeasureColumn): readonly Point[] {
  const { label, split } = placesOf(fields);
  const readLabel = labelReader(label);
  const readSplit = labelReader(split);
  const times = fields.time && timesOf(table, fields.time.index);
  const points = table.rows.map((row, index) => ({
    time: times?.[index] ?? null,
    label: readLabel(row),
    split: readSplit(row),
    value: numberOf(row[measure.index]),
    baseline: measure.baseline === undefined ? null : numberOf(row[measure.baseline]),
  }));
  return measure.isAdditive ? mergePoints(points) : points;
}

/** Reads the label that columns make together. Each text is cleaned once, however many rows repeat it. */
function labelReader(columns: readonly DimensionColumn[]): (row: readonly (string | null)[]) => string {
  if (columns.length === 0) return () => '';
  const [first, ...others] = columns.map(columnReader);
  if (others.length === 0) return first!;
  return (row) => others.reduce((label, read) => `${label} · ${read(row)}`, first!(row));
}

function columnReader(column: DimensionColumn): (row: readonly (string | null)[]) => string {
  const known = new Map<string | null, string>();
  return (row) => {
    const cell = row[column.index] ?? null;
    let label = known.get(cell);
    if (label === undefined) {
      label = formatCategory(cell, column);
      known.set(cell, label);
    }
    return label;
  };
}

/** A cell of a dimension as people read it. */
export function formatCategory(cell: string | null, { isBoolean, grain }: DimensionColumn): string {
  if (isBoolean && cell !== null) return cell === 'true' ? 'Yes' : 'No';
  const time = grain && timeOf(cell);
  return grain && typeof time === 'number' ? formatTime(time, grain) : formatLabel(cell);
}

/** Whether several rows share a place and may not be added up: single values, not a course or a comparison. */
export function hasRepeats(points: readonly Point[]): boolean {
  if (isCourse(points)) return false;
  const places = openPlaces();
  return points.some((point, index) => places.indexOf(point, index) !== index);
}

/** Adds up the points at the same place; nulls count only when all are null. */
export function mergePoints(points: readonly Point[]): readonly Point[] {
  if (isCourse(points)) return points;
  const places = openPlaces();
  const merged: { -readonly [Key in keyof Point]: Point[Key] }[] = [];
  const isOwn: boolean[] = [];
  for (const point of points) {
    const index = places.indexOf(point, merged.length);
    if (index === merged.length) {
      merged.push(point);
      continue;
    }
    if (!isOwn[index]) merged[index] = { ...merged[index]! };
    isOwn[index] = true;
    const known = merged[index]!;
    known.value = add(known.value, point.value);
    known.baseline = add(known.baseline, point.baseline);
  }
  return merged;
}

/** Whether the points are one line in the order of time, so that none shares a place. */
function isCourse(points: readonly Point[]): boolean {
  let last = -Infinity;
  return points.every(({ time, label, split }) => {
    const isNext = time !== null && time > last && label === '' && split === '';
    last = time ?? last;
    return isNext;
  });
}

/** Gives each place the number it was first asked with. All its points have a label or none has, and so with their splits. */
function openPlaces() {
  const single = new Map<string | number, number>();
  const dated = new Map<string, Map<string | number, number>>();
  return {
    indexOf: ({ time, label, split }: Point, next: number): number => {
      const name = split === '' ? label : label === '' ? split : `${label}\n${split}`;
      const key = time ?? name;
      let numbers: Map<string | number, number> | undefined = single;
      if (time !== null && name !== '') {
        numbers = dated.get(name);
        if (!numbers) {
          numbers = new Map();
          dated.set(name, numbers);
        }
      }
      const known = numbers.get(key);
      if (known === undefined) numbers.set(key, next);
      return known ?? next;
    },
  };
}

/** Whether a label stands for several or for none, and so has no colour of its own. */
export function isOtherOrUnknown(label: string): boolean {
  return label === UNKNOWN || isOther(label);
}

export function isOther(label: string): boolean {
  return label === OTHER || label.startsWith(`${OTHER} (`);
}

/** With a time, every dimension splits it; without, the last of two or more splits the others. */
function placesOf({ time, dimensions }: Fields): {
  label: readonly DimensionColumn[];
  split: readonly DimensionColumn[];
} {
  if (time) return { label: [], split: dimensions };
  return dimensions.length < 2
    ? { label: dimensions, split: [] }
    : { label: dimensions.slice(0, -1), split: dimensions.slice(-1) };
}

/** What is the same for points of one place. */
export function pointKey({ time, label, split }: Point): string {
  return `${time}\n${label}\n${split}`;
}

function add(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : a + b;
}
