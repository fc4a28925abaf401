import { scaleOf, unitsOf, writeUnits } from '../../table/decimal.ts';

/** A row of the statement of reasons: the rows of the data that it stands for, and each part of the measure before and after. */
export type PartRow = {
  /** NULL for the whole, and for values that are added up into one row. */
  readonly value: string | null;
  /** How many values it stands for. */
  readonly number: number;
  readonly before: readonly (string | null)[];
  readonly after: readonly (string | null)[];
};

/** Why a dimension's changes do not add up by themselves: weights between values shifted, or values share members. */
export type Remainder = 'Mix' | 'Overlap' | 'Mix and overlap';

/** The part of a change that one value of a dimension, or a remainder, accounts for. */
export type ExactContribution = {
  readonly value: string;
  /** The measure of the value before and after, as decimal text; NULL where it has none. */
  readonly before: string | null;
  readonly after: string | null;
  /** Its part of the whole change, as an exact decimal. */
  readonly change: string;
  /** `change` as a number, for sorting. */
  readonly size: number;
  /** What its part would be if all values had changed in proportion. */
  readonly share: number;
  /** Whether it is one value of the dimension, several added up, or the remainder. */
  readonly kind: 'value' | 'others' | 'remainder';
};

/** The contributions by each dimension. Those of one dimension add up exactly to the whole change. */
export type Contributions = {
  readonly dimensions: readonly (readonly ExactContribution[])[];
  readonly before: number;
  readonly after: number;
  /** The number of decimals of the changes. */
  readonly scale: number;
};

/** Doubles have so many digits that can be relied on when many are added up. */
const DIGITS = 15;

/**
 * Computes the contributions of a measure that adds up: the change of each value. Where values share members, a row
 * of kind `remainder` subtracts what they count twice. Approximate numbers are rounded at their last digits, and the
 * largest value absorbs the rounding. Undefined when a number is not finite.
 */
export function addingContributions(
  whole: PartRow,
  groups: readonly (readonly PartRow[])[],
  { isApproximate, remainder }: { readonly isApproximate: boolean; readonly remainder?: Remainder | undefined },
): Contributions | undefined {
  const texts = [whole, ...groups.flat()].flatMap(({ before, after }) => [before[0] ?? '0', after[0] ?? '0']);
  const scales = texts.map(scaleOf);
  if (scales.includes(undefined)) return undefined;
  const most = Math.max(...(scales as number[]));
  const largest = Math.max(1, ...texts.map((text) => Math.abs(Number(text))));
  const scale = isApproximate
    ? reliableScale(texts, Math.min(most, DIGITS - Math.ceil(Math.log10(largest) + 1)))
    : most;
  const units = (text: string | null | undefined) => unitsOf(text ?? '0', scale);
  const total = { before: units(whole.before[0]), after: units(whole.after[0]) };
  const dimensions = groups.map((rows) => {
    const own = rows.map((row) => ({
      ...nameOf(row),
      before: units(row.before[0]),
      after: units(row.after[0]),
    }));
    const left = {
      before: total.before - own.reduce((sum, { before }) => sum + before, 0n),
      after: total.after - own.reduce((sum, { after }) => sum + after, 0n),
    };
    const all = remainder ? withRow(own, { value: remainder, kind: 'remainder', ...left }) : withRest(own, left);
    return all.map(({ value, kind, before, after }) => ({
      value,
      kind,
      before: writeUnits(before, scale),
      after: writeUnits(after, scale),
      change: writeUnits(after - before, scale),
      size: Number(after - before),
      share: total.before === 0n ? 0 : Number(before) / Number(total.before),
    }));
  });
  return { dimensions, scale, before: Number(whole.before[0] ?? 0), after: Number(whole.after[0] ?? 0) };
}

/** The most decimals that the change of a ratio is given with. */
const MOST_DECIMALS = 18;

/**
 * Computes the contributions of a ratio: for each value, the effect of its own rate at the weight it has after. A row
 * of kind `remainder` has the effect of weights that shifted. Undefined when the ratio has no value before or after.
 */
export function rateContributions(
  whole: PartRow,
  groups: readonly (readonly PartRow[])[],
  { remainder }: { readonly remainder: Remainder },
): Contributions | undefined {
  const [before, after] = [rateOf(whole.before), rateOf(whole.after)];
  if (before === undefined || after === undefined) return undefined;
  const scale = Math.min(MOST_DECIMALS, Math.max(scaleOf(String(before))!, scaleOf(String(after))!));
  const units = (value: number) => unitsOf(String(value), scale);
  const change = units(after) - units(before);
  const weights = { before: Number(whole.before[1]), after: Number(whole.after[1]) };
  const dimensions = groups.map((rows) => {
    const own = rows.map((row) => {
      const [was, is] = [rateOf(row.before), rateOf(row.after)];
      const weight = Number(row.after[1] ?? 0) / weights.after;
      const effect = was === undefined || is === undefined ? 0n : units(weight * (is - was));
      return { row, was, is, effect };
    });
    const left = change - own.reduce((sum, { effect }) => sum + effect, 0n);
    const values = own.map(({ row, was, is, effect }) => ({
      ...nameOf(row),
      before: textOf(was),
      after: textOf(is),
      change: writeUnits(effect, scale),
      size: Number(effect),
      share: Number(row.before[1] ?? 0) / weights.before,
    }));
    if (left === 0n) return values;
    const rest = { value: remainder, kind: 'remainder' as const, before: null, after: null, share: 0 };
    return [...values, { ...rest, change: writeUnits(left, scale), size: Number(left) }];
  });
  return { dimensions, scale, before, after };
}

/** The name of a value's row; that of values added up says how many they are. */
function nameOf({ value, number }: PartRow): Pick<ExactContribution, 'value' | 'kind'> {
  if (value !== null) return { value, kind: 'value' };
  return { value: `Other (${number.toLocaleString('en')})`, kind: 'others' };
}

/** The fewest decimals that write all numbers as exactly as `most` decimals would. */
function reliableScale(texts: readonly string[], most: number): number {
  let scale = Math.max(0, most);
  const units = texts.map((text) => unitsOf(text, scale));
  for (let power = 10n; scale > 0 && units.every((each) => each % power === 0n); power *= 10n) scale -= 1;
  return scale;
}

type Units = Pick<ExactContribution, 'value' | 'kind'> & { readonly before: bigint; readonly after: bigint };

function withRow(rows: readonly Units[], row: Units): readonly Units[] {
  return row.before === 0n && row.after === 0n ? rows : [...rows, row];
}

/** The rows with what rounding has left over in the largest of each side. */
function withRest(rows: readonly Units[], left: Pick<Units, 'before' | 'after'>): readonly Units[] {
  if (rows.length === 0) return rows;
  const largest = (side: 'before' | 'after') =>
    rows.reduce((best, row) => (size(row[side]) > size(best[side]) ? row : best), rows[0]!);
  const [before, after] = [largest('before'), largest('after')];
  return rows.map((row) => ({
    ...row,
    before: row === before ? row.before + left.before : row.before,
    after: row === after ? row.after + left.after : row.after,
  }));
}

function size(units: bigint): bigint {
  return units < 0n ? -units : units;
}

/** A numerator over its denominator; undefined where there is nothing to divide by, or nothing to divide. */
function rateOf([over, under]: readonly (string | null)[]): number | undefined {
  if (over === null || over === undefined || under === null || under === undefined || Number(under) === 0)
    return undefined;
  const rate = Number(over) / Number(under);
  return Number.isFinite(rate) ? rate : undefined;
}

function textOf(rate: number | undefined): string | null {
  return rate === undefined ? null : String(rate);
}
