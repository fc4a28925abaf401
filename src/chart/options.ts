import type { NumberStyle } from '../text/number.ts';
import type { ChartType } from './chart-type.ts';
import type { Theme } from './palette.ts';

/** The look of charts and their texts. */
export type Look = {
  /** `short` ($4.2M, the default) or `full` ($4,213,456). */
  readonly numbers?: NumberStyle;
  /** The language tag, such as `de`, whose separators numbers have, and whose order the parts of dates; those of `en-GB` when missing. */
  readonly locale?: string;
  readonly theme?: Theme;
};

/** A measure as a whole in one of the two periods of a change, and the days of that period: `1 – 31 Jul 2026`. */
export type ChangeEnd = { readonly value: number; readonly when: string };

/** The change that a table explains. */
export type ChangeOptions = {
  /** The name of the measure that changed. */
  readonly measure: string;
  readonly before: ChangeEnd;
  readonly after: ChangeEnd;
  /** The row that is no value of its dimension, such as a shift of weights between values: its name, and the words before its size. */
  readonly remainder?: { readonly name: string; readonly words: string } | undefined;
};

/** What a chart needs to know beside its table. Columns are named as in the table. */
export type ChartOptions = Look & {
  /** The text to show when there are no rows, or no numbers in them; a general one when missing. */
  readonly emptyText?: string | undefined;
  readonly title: string;
  /** The filters and the period in words: `Last 12 months (1 Nov 2025 – 31 Oct 2026)`. */
  readonly subtitle: string;
  /** The headline; when missing, it says what is most notable. */
  readonly headline?: string | undefined;
  /** The d3-formats by column name; a column without one gets a format that suits its values. */
  readonly formats: Readonly<Record<string, string>>;
  /** Measure columns whose rows may be added up (a SUM or a COUNT, not a distinct count or an average). */
  readonly additive: readonly string[];
  /** The chart type asked for by `as <type>`; chosen automatically when missing. */
  readonly as?: ChartType;
  /** The author's own chart from the query's header: a short form or a full Vega-Lite spec. */
  readonly spec?: Readonly<Record<string, unknown>>;
  /** The baseline: its name (`last year`) and, by measure column, the column that holds it. */
  readonly comparison?: { readonly label: string; readonly columns: Readonly<Record<string, string>> };
  /** Set when the table explains a change, in the columns Dimension, Value, Before, After and Change, the dimension that explains most first. */
  readonly changes?: ChangeOptions;
  /** A goal: of which measure column, and for which bucket of time; without `per`, for each row. */
  readonly goal?: { readonly measure: string; readonly value: number; readonly per?: string };
  /** The day after the last day of the data; a time bucket that reaches beyond it is drawn as incomplete. */
  readonly now: Date;
  /** The first day of the data; a time bucket that starts before it is incomplete too. */
  readonly since?: Date;
  /** The day after the last day of the period; a time bucket that reaches beyond it is incomplete as well. */
  readonly until?: Date;
  readonly timezone: string;
  /** The number of rows that the query was limited to. When there are as many, more may exist, so that no sum is called a total. */
  readonly limit?: number;
  /** How many things a ranking has kept; missing without one. */
  readonly kept?: number | undefined;
  /** Whether the smallest are asked for, `worst`, `bottom 5`, so that the headline begins with them. */
  readonly isAscending?: boolean;
  /** Whether the rows were kept by their size, so that their number says something. */
  readonly isKeptBySize?: boolean;
  /** Whether the rows have an order that their author chose; categories keep it instead of being ranked by size. */
  readonly isOrdered?: boolean;
  /** Where the data is from, for the picture's last line: `Source: Sales, data to 31 Oct 2026`. */
  readonly source?: string;
  /** By dimension column, all the values that it can have in a stable order, which decides the colour of each. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
};

/** Whether the query's own limit may have left out rows, so that no sum of the `rowCount` rows is a total. */
export function isTruncated(rowCount: number, { limit }: Pick<ChartOptions, 'limit'>): boolean {
  return limit !== undefined && rowCount >= limit;
}
