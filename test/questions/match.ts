import type { Cell, OracleColumn, OracleTable } from './ask.ts';
import type { Reading } from './question.ts';

import { isLabelColumn } from './ask.ts';

/** What Owlpost answered: the columns' names, and the cells as text. */
export type AnsweredTable = {
  readonly columns: readonly { readonly name: string }[];
  readonly rows: readonly (readonly (string | null)[])[];
};

/** What the rows of an answer may leave open; `Reading` explains the fields. */
export type Leniency = Pick<Reading, 'first' | 'order' | 'isList'>;

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

const MONTHS = 'january february march april may june july august september october november december'.split(' ');

/**
 * Why an answer is not what the oracle computed; undefined when it is. Columns may stand in any order and have others
 * between them. Rows may stand in any order, and there may be further ones without a number or with 0 (empty buckets of
 * time); any other row too many or too few is a difference.
 */
export function differenceOf(
  wanted: OracleTable,
  answered: AnsweredTable,
  leniency: Leniency = {},
): string | undefined {
  const columns = leniency.isList ? wanted.columns.filter(isLabelColumn) : wanted.columns;
  if (answered.rows.length === 0) {
    return wanted.rows.every((row) => isEmpty(row, wanted)) ? undefined : `no rows instead of ${wanted.rows.length}`;
  }
  let nearest: { readonly why: string; readonly depth: number } | undefined;
  for (const places of placings(columns.length, answered.columns.length)) {
    const found = differenceAt({ ...wanted, columns }, answered, places, leniency);
    if (found === undefined) return undefined;
    if (!nearest || found.depth > nearest.depth) nearest = found;
  }
  return nearest?.why ?? `${answered.columns.length} columns instead of ${columns.length}`;
}

const isEmpty = (row: readonly Cell[], { columns }: OracleTable) =>
  row.every((cell, index) => isLabelColumn(columns[index]!) || !cell);

/** Every way to find `count` columns among `width`, as lists of indexes. */
function* placings(count: number, width: number, chosen: readonly number[] = []): Generator<readonly number[]> {
  if (chosen.length === count) yield chosen;
  else {
    for (let index = 0; index < width; index += 1) {
      if (!chosen.includes(index)) yield* placings(count, width, [...chosen, index]);
    }
  }
}

type Difference = { readonly why: string; readonly depth: number };

/** The difference when the wanted columns are taken to stand at these places; deeper ones come nearer to a match. */
function differenceAt(
  wanted: OracleTable,
  answered: AnsweredTable,
  places: readonly number[],
  leniency: Leniency,
): Difference | undefined {
  const { columns } = wanted;
  const keyOf = (cells: readonly Cell[]) =>
    JSON.stringify(
      columns.flatMap((column, index) => (isLabelColumn(column) ? [labelText(cells[index]!, column)] : [])),
    );
  const got = answered.rows.map((row) => places.map((place) => row[place]!));
  const keys = got.map(keyOf);
  if (new Set(keys).size < keys.length) return { why: 'a label stands in several rows', depth: 1 };
  const byKey = new Map(wanted.rows.map((row) => [keyOf(row), row]));
  const known = keys.filter((key) => byKey.has(key)).length;
  if (known === 0) return { why: `labels differ: ${keys[0]}`, depth: 0 };
  const scales = columns.map((column, index) => scaleOf(column, index, { got, keys, byKey }));
  for (const [at, cells] of got.entries()) {
    const row = byKey.get(keys[at]!);
    const isFiller = columns.every((column, index) => isLabelColumn(column) || !Number(cells[index] ?? 0));
    if (!row && (!isFiller || columns.every(isLabelColumn))) return { why: `not asked for: ${keys[at]}`, depth: 2 };
    const wrong =
      row && columns.findIndex((column, index) => !isSame(cells[index]!, row[index]!, column, scales[index]!));
    if (wrong !== undefined && wrong >= 0) {
      return {
        why: `${keys[at]} ${columns[wrong]!.name}: ${cells[wrong]}, not ${row![wrong]}`,
        depth: 3 + at / got.length,
      };
    }
  }
  const why = missingRows(wanted, keys, keyOf, leniency) ?? disorder(wanted, got, keys, byKey, leniency);
  return why === undefined ? undefined : { why, depth: 5 };
}

/** 100 when a ratio is shown in percent, as all of its rows tell; else 1. */
function scaleOf(
  column: OracleColumn,
  index: number,
  {
    got,
    keys,
    byKey,
  }: {
    got: readonly (readonly (string | null)[])[];
    keys: readonly string[];
    byKey: ReadonlyMap<string, readonly Cell[]>;
  },
): number {
  if (column.kind !== 'ratio') return 1;
  const isPercent = got.every((cells, at) => {
    const row = byKey.get(keys[at]!);
    return !row || isSame(cells[index]!, row[index]!, column, 100);
  });
  return isPercent ? 100 : 1;
}

function isSame(cell: string | null, wanted: Cell, column: OracleColumn, scale: number): boolean {
  if (isLabelColumn(column)) return true; // compared as part of the key
  if (wanted === null || cell === null || cell === '') return !wanted && !Number(cell ?? 0);
  const decimals = /\.(\d+)(?:E(-?\d+))?$/.exec(cell)?.[1]?.length ?? 0;
  const rounding = decimals > 0 && !cell.includes('E') ? 0.5001 * 10 ** -decimals : 0;
  const value = Number(wanted) * scale;
  return Math.abs(Number(cell) - value) <= 1e-9 * Math.abs(value) + 1e-9 + rounding;
}

function missingRows(
  wanted: OracleTable,
  keys: readonly string[],
  keyOf: (row: readonly Cell[]) => string,
  { first }: Leniency,
): string | undefined {
  if (first) return undefined;
  const missing = wanted.rows.find(
    (row) => !keys.includes(keyOf(row)) && (wanted.columns.every(isLabelColumn) || !isEmpty(row, wanted)),
  );
  return missing && `lacks ${keyOf(missing)}: ${keys.length} rows instead of ${wanted.rows.length}`;
}

/** What is wrong with the order of the rows: a ranking shows its places from the first one on. */
function disorder(
  { columns, rows }: OracleTable,
  got: readonly (readonly (string | null)[])[],
  keys: readonly string[],
  byKey: ReadonlyMap<string, readonly Cell[]>,
  { first, order }: Leniency,
): string | undefined {
  const isDescending = first ? first === 'highest' : (order?.isDescending ?? false);
  const index = columns.findIndex(({ name, kind }) =>
    order ? name === order.column : kind === 'number' || kind === 'ratio',
  );
  if ((!first && !order) || index < 0) return undefined;
  const sign = isDescending ? -1 : 1;
  const compare = (left: Cell, right: Cell) => {
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    if (typeof left === 'number' && typeof right === 'number') return sign * (left - right);
    return sign * String(left).localeCompare(String(right), 'en');
  };
  const shown = keys.map((key) => byKey.get(key)?.[index]).filter((cell) => cell !== undefined);
  const ranking = rows.map((row) => row[index]!).sort(compare);
  const wrong = shown.findIndex((cell, at) =>
    first ? Math.abs(compare(cell, ranking[at]!)) > 1e-9 : compare(shown[at - 1] ?? cell, cell) > 0,
  );
  return wrong < 0 ? undefined : `place ${wrong + 1} is ${got[wrong]!.join(' · ')}`;
}

/** A label as it is compared: dates as their first day, names in lower case. */
function labelText(cell: Cell, { kind }: OracleColumn): string {
  const text = String(cell ?? 'Unknown')
    .trim()
    .replace(/\s+/g, ' ')
    .toLowerCase();
  if (kind === 'weekday') return nameIn(WEEKDAYS, text);
  if (kind === 'month of the year') return nameIn(MONTHS, text);
  if (['day', 'week', 'month', 'quarter', 'year'].includes(kind)) return firstDay(text);
  return text === '' ? 'unknown' : String(cell ?? 'Unknown').trim();
}

function nameIn(names: readonly string[], text: string): string {
  const number = /^\d+$/.test(text) ? Number(text) - 1 : -1;
  return names[number] ?? names.find((name) => name === text || name.slice(0, 3) === text) ?? text;
}

function firstDay(text: string): string {
  const quarter =
    /^(\d{4})[- ]?q([1-4])$/.exec(text) ??
    /^q([1-4])[- ](\d{4})$/.exec(text)?.toSpliced(1, 2, text.slice(-4), text[1]!);
  if (quarter) return `${quarter[1]}-${String(Number(quarter[2]) * 3 - 2).padStart(2, '0')}-01`;
  const month = /^([a-z]{3,9}) (\d{4})$/.exec(text);
  const number = month ? MONTHS.findIndex((name) => name.startsWith(month[1]!)) + 1 : 0;
  if (number > 0) return `${month![2]}-${String(number).padStart(2, '0')}-01`;
  return /^\d{4}(-\d\d)?$/.test(text) ? `${text}-01-01`.slice(0, 10) : text.slice(0, 10);
}
