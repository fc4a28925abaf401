import type { NumberStyle } from '../text/number.ts';
import type { ChartType } from './chart-type.ts';
import type { Theme } from './palette.ts';

/** How charts and their words look, the same for everybody. */
export type Look = {
  /** `short` ($4.2M, the default) or `full` ($4,213,456). */
  readonly numbers?: NumberStyle;
  /** Whose thousands and decimal separators: a language tag such as `de`; English without one. */
  readonly locale?: string;
  readonly theme?: Theme;
};

/** A measure as a whole in one of two periods, and when that was: `1 – 31 Jul 2026`. */
export type ChangeEnd = { readonly value: number; readonly when: string };

/** The change that a table explains. */
export type ChangeOptions = {
  /** The name of the measure that changed. */
  readonly measure: string;
  readonly before: ChangeEnd;
  readonly after: ChangeEnd;
  /** A row that is no value of its dimension, such as the shift of weight between values: its name, and the words before its size. */
  readonly remainder?: { readonly name: string; readonly words: string } | undefined;
};

/** What a chart must know beside its table. Columns are named as in the table. */
export type ChartOptions = Look & {
  /** What is said when there are no rows, or no numbers in them, in place of what is said by itself. */
  readonly emptyText?: string | undefined;
  readonly title: string;
  /** The filters and the period in words: `Last 12 months (1 Nov 2025 – 31 Oct 2026)`. */
  readonly subtitle: string;
  /** The headline, in place of the one that tells what stands out. */
  readonly headline?: string | undefined;
  /** A d3-format by column name; a column without one gets a format that suits its values. */
  readonly formats: Readonly<Record<string, string>>;
  /** Measure columns whose rows may be added up (a SUM or a COUNT, not a distinct count or an average). */
  readonly additive: readonly string[];
  /** The type asked for by `as <type>`; automatic without one. */
  readonly as?: ChartType;
  /** The author's own chart from the query's header: a short form or a full Vega-Lite spec. */
  readonly spec?: Readonly<Record<string, unknown>>;
  /** The baseline run: its words (`last year`) and, by measure column, the column that holds its value. */
  readonly comparison?: { readonly label: string; readonly columns: Readonly<Record<string, string>> };
  /** Says that the table explains a change, in the columns Dimension, Value, Before, After and Change, the dimension that explains most first. */
  readonly changes?: ChangeOptions;
  /** A size to reach: of which measure column, and for which bucket of time; without `per`, for each row. */
  readonly goal?: { readonly measure: string; readonly value: number; readonly per?: string };
  /** The last day of the data, exclusive: a time bucket that reaches beyond is incomplete and is drawn so. */
  readonly now: Date;
  /** The first day of the data: a time bucket that starts before is incomplete too. */
  readonly since?: Date;
  /** The day on which the period ends, exclusive: a time bucket that reaches beyond it is incomplete as well. */
  readonly until?: Date;
  readonly timezone: string;
  /** How many rows the query was limited to: as many rows mean that there may be more, so nothing is called a total. */
  readonly limit?: number;
  /** Whether the rows stand in an order that their author chose: categories keep it instead of being ranked by size. */
  readonly isOrdered?: boolean;
  /** Where the data is from, for the picture's last line: `Source: Sales, data to 31 Oct 2026`. */
  readonly source?: string;
  /** By dimension column, all the values that it can have, in an order that stays: it decides the colour of each. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
};

/** Whether the query's own limit may have left out rows, so that no sum of the `rowCount` rows is a total. */
export function isTruncated(rowCount: number, { limit }: Pick<ChartOptions, 'limit'>): boolean {
  return limit !== undefined && rowCount >= limit;
}
