import type { DimensionColumn, MeasureColumn, Shape } from './table/fields.ts';
import type { Table } from './table/table.ts';

import { formatTime, timeOf } from './calendar/bucket.ts';
import { timesOf } from './table/fields.ts';
import { numberOf } from './table/table.ts';
import { formatLabel } from './text/text.ts';

/** One value of one measure, with its place in the chart. `label` and `split` are '' where there is no such column. */
export type Point = {
  readonly time: number | null;
  readonly label: string;
  readonly split: string;
  readonly value: number | null;
  readonly earlier: number | null;
};

export const OTHER = 'Other';

export const UNKNOWN = 'Unknown';

/** The points of one measure, in the table's order. Rows that share a place are added up when the measure may be. */
export function pointsOf(table: Table, shape: Shape, measure: MeasureColumn): readonly Point[] {
  const known = READ.get(table) ?? new Map<string, readonly Point[]>();
  READ.set(table, known);
  const columns = [shape.time?.index, ...shape.dimensions.map(({ index }) => index), measure.index, measure.earlier];
  const key = `${columns.join()} ${shape.time?.name} ${measure.isAdditive}`;
  const points = known.get(key) ?? readPoints(table, shape, measure);
  known.set(key, points);
  return points;
}

/** A chart, its headline and its alternative text all start from the same points. */
const READ = new WeakMap<Table, Map<string, readonly Point[]>>();

function readPoints(table: Table, shape: Shape, measure: MeasureColumn): readonly Point[] {
  const { label, split } = placesOf(shape);
  const readLabel = labelReader(label);
  const readSplit = labelReader(split);
  const times = shape.time && timesOf(table, shape.time.index);
  const points = table.rows.map((row, index) => ({
    time: times?.[index] ?? null,
    label: readLabel(row),
    split: readSplit(row),
    value: numberOf(row[measure.index]),
    earlier: measure.earlier === undefined ? null : numberOf(row[measure.earlier]),
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
      label = cellLabel(cell, column);
      known.set(cell, label);
    }
    return label;
  };
}

/** A cell of a dimension as people read it. */
export function cellLabel(cell: string | null, { isBoolean, grain }: DimensionColumn): string {
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
    known.earlier = add(known.earlier, point.earlier);
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

const RANKED = 100;

/** Labels by their values, added up or else their mean, largest first, those without any value last. Of very many the first hundred are in order. */
export function rankLabels(
  points: readonly Point[],
  field: 'label' | 'split',
  { isAdditive }: { isAdditive: boolean },
): readonly string[] {
  const sizes = new Map<string, Sized>();
  for (const point of points) {
    const label = point[field];
    let size = sizes.get(label);
    if (!size) {
      size = { label, total: 0, count: 0 };
      sizes.set(label, size);
    }
    if (point.value === null) continue;
    size.total += point.value;
    size.count += 1;
  }
  const sizeOf = ({ total, count }: Sized) => (count === 0 ? -Infinity : isAdditive ? total : total / count);
  const largest = takeLargest([...sizes.values()], sizeOf, RANKED).map(({ label }) => label);
  for (const label of largest) sizes.delete(label);
  return [...largest, ...sizes.keys()];
}

type Sized = { readonly label: string; total: number; count: number };

/** The `most` largest items, largest first; equal ones in their own order. Few are sorted, however many there are. */
export function takeLargest<T>(items: readonly T[], sizeOf: (item: T) => number, most: number): readonly T[] {
  const cut = (some: readonly T[]) =>
    some.toSorted((a, b) => (sizeOf(a) === sizeOf(b) ? 0 : sizeOf(b) - sizeOf(a))).slice(0, most);
  let kept: T[] = [];
  let least = Number.NaN; // unknown until the first cut
  for (const item of items) {
    if (sizeOf(item) <= least) continue;
    kept.push(item);
    if (kept.length < most * 8) continue;
    kept = cut(kept);
    least = sizeOf(kept.at(-1)!);
  }
  return cut(kept);
}

export type Few = {
  readonly points: readonly Point[];
  readonly labels: readonly string[];
  readonly notes: readonly string[];
};

/**
 * Keeps the `most` largest labels, largest first. The others become `Other (12)` when they may be added up, and one
 * sentence when not.
 */
export function fewLabels(points: readonly Point[], { most, isAdditive }: { most: number; isAdditive: boolean }): Few {
  const bySize = rankLabels(points, 'label', { isAdditive });
  const ranked = (bySize.length <= most + 1 && naturalOrder(bySize)) || bySize;
  if (ranked.length <= most + 1) return { points, labels: ranked, notes: [] };
  const labels = ranked.slice(0, most);
  const kept = new Set(labels);
  if (!isAdditive) {
    const notes = [`The largest ${most} of ${ranked.length} are shown.`];
    return { points: points.filter(({ label }) => kept.has(label)), labels, notes };
  }
  const others = `${OTHER} (${ranked.length - most})`;
  return { points: foldOthers(points, 'label', kept, others), labels: [...labels, others], notes: [] };
}

/** Every label that is not kept becomes `name`, its values added up. */
export function foldOthers(
  points: readonly Point[],
  field: 'label' | 'split',
  kept: ReadonlySet<string>,
  name: string = OTHER,
): readonly Point[] {
  return mergePoints(points.map((point) => (kept.has(point[field]) ? point : { ...point, [field]: name })));
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

const MONTHS = 'january february march april may june july august september october november december'.split(' ');

/** What people count in an order of its own, in the order in which it is tried. */
const COUNTED = [nameIn(WEEKDAYS), nameIn(MONTHS), dateIn, numberIn];

/** Weekdays, months, dates, quarters, years, hours and ranges in the order in which people count them; undefined for other labels. */
export function naturalOrder(labels: readonly string[]): readonly string[] | undefined {
  const named = labels.filter((label) => !isRest(label));
  for (const place of COUNTED) {
    const places = new Map(named.map((label) => [label, place(label)]));
    if (named.length > 1 && [...places.values()].every((value) => value !== undefined)) {
      return [...named.toSorted((a, b) => places.get(a)! - places.get(b)!), ...labels.filter(isRest)];
    }
  }
  return undefined;
}

/** The place of a label alone in the order in which people count it: a whole number from 0. */
export function naturalPlace(label: string): number | undefined {
  for (const placeIn of COUNTED) {
    const place = placeIn(label);
    if (place !== undefined) return Math.max(0, Math.floor(place));
  }
  return undefined;
}

/** The place of a name in a list, by the whole name or by three or more of its first letters. */
function nameIn(names: readonly string[]): (label: string) => number | undefined {
  return (label) => {
    const word = label.toLowerCase().replace(/\.$/, '');
    const place = names.findIndex((name) => word.length >= 3 && name.startsWith(word));
    return place >= 0 ? place : undefined;
  };
}

/** The place of a bucket by its name: `Nov 2025`, `3 Nov 2025`, `week of 3 Nov 2025`. */
function dateIn(label: string): number | undefined {
  const [, day = '1', month = '', year] = /^(?:week of )?(?:(\d{1,2}) )?([A-Z][a-z]{2}) (\d{4})$/.exec(label) ?? [];
  const place = nameIn(MONTHS)(month);
  return year === undefined || place === undefined ? undefined : (Number(year) * 12 + place) * 31 + Number(day);
}

/** The first number of a year, an hour, a quarter or a range (`2025`, `14`, `Q3 2025`, `18–24`, `65+`). */
function numberIn(label: string): number | undefined {
  const quarter = /^Q([1-4])(?: ((?:19|20)\d\d))?$/.exec(label);
  if (quarter) return Number(quarter[2] ?? 0) * 10 + Number(quarter[1]);
  const range = /^[<≤]? ?(\d{1,3}|(?:19|20)\d\d)(?: ?[-–] ?\d+| ?\+)?$/.exec(label);
  return range ? Number(range[1]) - (/^[<≤]/.test(label) ? 0.5 : 0) : undefined;
}

/** Whether a label stands for several or for none, and so has no colour of its own. */
export function isRest(label: string): boolean {
  return label === UNKNOWN || isOther(label);
}

export function isOther(label: string): boolean {
  return label === OTHER || label.startsWith(`${OTHER} (`);
}

/** With a time, every dimension splits it; without, the last of two or more splits the others. */
function placesOf({ time, dimensions }: Shape): {
  label: readonly DimensionColumn[];
  split: readonly DimensionColumn[];
} {
  if (time) return { label: [], split: dimensions };
  return dimensions.length < 2
    ? { label: dimensions, split: [] }
    : { label: dimensions.slice(0, -1), split: dimensions.slice(-1) };
}

/** What is the same for points of one place. */
export function placeOf({ time, label, split }: Point): string {
  return `${time}\n${label}\n${split}`;
}

function add(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : a + b;
}
