import type { Table } from './table.ts';

export const CHART_KINDS = ['number', 'bar', 'column', 'line', 'area', 'table'] as const;
export type ChartKind = (typeof CHART_KINDS)[number];

/** What a chart must know beside its table. Columns are named as in the table. */
export type ChartOptions = {
  readonly title: string;
  /** The filters and the period in words: `Last 12 months (1 Nov 2025 – 31 Oct 2026)`. */
  readonly subtitle: string;
  /** A d3-format by column name; a column without one gets a format that suits its values. */
  readonly formats: Readonly<Record<string, string>>;
  /** Measure columns whose rows may be added up (a SUM or a COUNT, not a distinct count or an average). */
  readonly additive: readonly string[];
  /** The kind asked for by `as <kind>`; automatic without one. */
  readonly as?: ChartKind;
  /** The author's own chart from the query's header: a short form or a full Vega-Lite spec. */
  readonly spec?: Readonly<Record<string, unknown>>;
  /** The earlier run: its words (`last year`) and, by measure column, the column that holds its value. */
  readonly comparison?: { readonly label: string; readonly columns: Readonly<Record<string, string>> };
  /** The last day of the data, exclusive: a time bucket that reaches beyond is incomplete and is drawn so. */
  readonly now: Date;
  readonly timezone: string;
};

/** A Vega-Lite spec that reads its rows from the data named `table`, with the words that go with it. */
export type Chart = {
  readonly kind: ChartKind | 'custom' | 'empty';
  readonly spec: Readonly<Record<string, unknown>>;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** One sentence with the finding, for the message's text: `$4.2M in all; USA leads with $1.9M (45%)`. */
  readonly headline: string;
  /** For people who do not see the picture: kind, what is drawn, highest, lowest, trend. At most 2,000 characters. */
  readonly alt: string;
};

/** A PNG at twice its logical size. */
export type Picture = { readonly png: Uint8Array; readonly width: number; readonly height: number };

export type Draw = (chart: Chart) => Promise<Picture>;

export declare function chart(table: Table, options: ChartOptions): Chart;
