import type { Dataset } from '../../catalogue/dataset.ts';
import type { Column, Table } from '../../table/table.ts';
import type { ExactContribution, PartRow, Remainder } from './contributions.ts';
import type { ExplainedMeasure } from './why-measure.ts';

import { UserError } from '../../error.ts';
import { sum } from '../../table/sum.ts';
import { UNKNOWN } from '../../text/text.ts';
import { addingContributions, rateContributions } from './contributions.ts';
import { mayOverlap } from './why-measure.ts';

/** The reasons of a change, as a table and as figures for its picture. */
export type WhyTable = {
  /** The columns Dimension, Value, Before, After and Change. The changes of each dimension add up exactly to the whole change. */
  readonly table: Table;
  /** The measure as a whole, before and after. */
  readonly before: number;
  readonly after: number;
  /** Why each dimension has a row for what its values leave over; undefined when their changes add up by themselves. */
  readonly remainder?: Remainder;
};

/**
 * Makes the table of a change from the rows of `whyTemplate`. The dimension that explains most comes first, and in it
 * the largest change. Throws a UserError for a ratio that has no value before or after.
 */
export function whyTable(selected: Table, explained: ExplainedMeasure, { dimensions }: Dataset): WhyTable {
  const byAxis = Map.groupBy(selected.rows, ([axis]) => Number(axis));
  const [whole] = (byAxis.get(0) ?? []).map(partRow);
  const groups = dimensions.map((_, index) => (byAxis.get(index + 1) ?? []).map(partRow));
  if (!whole || groups.every((rows) => rows.length === 0)) return empty(selected);
  const remainder = remainderOf(explained);
  const isApproximate = selected.columns.slice(3).some(({ type }) => /^(?:double|real|float)$/.test(type));
  const changed =
    explained.parts.length === 1
      ? addingContributions(whole, groups, { isApproximate, remainder })
      : rateContributions(whole, groups, { remainder: remainder ?? 'Mix' });
  if (!changed) throw new UserError(noValue(explained));
  const ordered = dimensions
    .map(({ label }, index) => ({ label, rows: changed.dimensions[index]! }))
    .map((dimension) => ({ ...dimension, score: explanation(dimension.rows) }))
    .sort((left, right) => right.score - left.score);
  return {
    table: {
      ...selected,
      columns: columnsOf(explained, changed.scale),
      rows: ordered.flatMap(({ label, rows }) =>
        rows
          .toSorted((left, right) => Math.abs(right.size) - Math.abs(left.size))
          .map(({ value, before, after, change }) => [label, value, before, after, change]),
      ),
    },
    before: changed.before,
    after: changed.after,
    remainder,
  };
}

function remainderOf({ parts }: ExplainedMeasure): Remainder | undefined {
  const isShared = parts.some(mayOverlap);
  if (parts.length === 1) return isShared ? 'Overlap' : undefined;
  return isShared ? 'Mix and overlap' : 'Mix';
}

function partRow([, value = null, number, ...sizes]: Table['rows'][number]): PartRow {
  return {
    value,
    number: Number(number),
    before: sizes.filter((_, index) => index % 2 === 0),
    after: sizes.filter((_, index) => index % 2 === 1),
  };
}

/** How many of a dimension's contributions tell how well it explains a change, at most. */
const TELLING = 3;

/** How much it counts that few values make a change, beside that they do so more than others of their size. */
const BEING_FEW = 0.05;

/**
 * How well a dimension explains a change, by its largest contributions: how much of the change they make, times how far they
 * go beyond what they would be if all values had changed alike. What has no name explains nothing: Unknown, others and what
 * is left over beside the values. Nor does a dimension of a single value.
 */
function explanation(rows: readonly ExactContribution[]): number {
  const whole = sum(rows.map(({ size }) => size));
  const scale = Math.abs(whole) || sum(rows.map(({ size }) => Math.abs(size))) || 1;
  const direction = whole < 0 ? -1 : 1;
  const isNamed = ({ kind, value }: ExactContribution) => kind === 'value' && value !== UNKNOWN;
  const named = rows.filter(isNamed);
  if (named.length < 2) return -Number.MAX_VALUE;
  const telling = Math.min(TELLING, Math.ceil(named.length / 2));
  const largest = (sizes: readonly number[]) => {
    const helping = sizes.map((size) => Math.max(0, size * direction)).toSorted((one, other) => other - one);
    return sum(helping.slice(0, telling)) / scale;
  };
  const unnamed = sum(rows.filter((row) => !isNamed(row)).map(({ size }) => Math.abs(size))) / scale;
  const made = Math.min(1, largest(named.map(({ size }) => size)));
  const beyond = largest(named.map(({ size, share }) => size - whole * share));
  return made * Math.max(0, beyond - unnamed) + BEING_FEW * (made - unnamed);
}

function columnsOf({ parts }: ExplainedMeasure, scale: number): readonly Column[] {
  const text = (name: string): Column => ({ name, type: 'varchar', precision: 0, scale: 0 });
  const number = (name: string): Column => ({ name, type: 'decimal', precision: 38, scale });
  const rate = (name: string): Column => ({ name, type: 'double', precision: 17, scale: 0 });
  const size = parts.length === 1 ? number : rate;
  return [text('Dimension'), text('Value'), size('Before'), size('After'), number('Change')];
}

function empty(selected: Table): WhyTable {
  const columns = ['Dimension', 'Value', 'Before', 'After', 'Change'].map((name, index) => ({
    name,
    type: index < 2 ? 'varchar' : 'decimal',
    precision: index < 2 ? 0 : 38,
    scale: 0,
  }));
  return { table: { ...selected, columns, rows: [] }, before: 0, after: 0 };
}

function noValue({ choice, parts }: ExplainedMeasure): string {
  const label = choice.label.toLowerCase();
  return parts.length === 1
    ? `${label} is no finite number in one of the two periods, so its change is none either: ask for another period`
    : `${label} has no value in one of the two periods, so it has no change: ask for a period with rows before it`;
}
