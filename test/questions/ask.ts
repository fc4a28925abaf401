import type { Grain } from './span.ts';
import type { Dimension } from './star.ts';

import { GRAINS } from './span.ts';

/** What the dataset of sales counts and adds up. */
export const MEASURES = [
  'sales',
  'units',
  'orders',
  'customers',
  'margin',
  'margin rate',
  'average order',
  'countries',
  'cities',
  'states',
  'product lines',
  'products',
  'vendors',
] as const;

export type Measure = (typeof MEASURES)[number];

export type Cycle = 'weekday' | 'month of the year';

/** What rows are grouped by: a dimension, a unit of time, or a cycle of it. */
export type Grouping = Dimension | Grain | Cycle;

/** Keeps the rows with one of the values, or with none of them. What is not A includes Unknown. */
export type Filter = {
  readonly dimension: Dimension | Cycle;
  readonly values: readonly string[];
  readonly isExcluded?: boolean;
};

export type Threshold = {
  readonly measure: Measure;
  readonly over?: number;
  readonly under?: number;
  readonly atLeast?: number;
  readonly atMost?: number;
};

/** How the numbers are shown; `per` divides by how many of a unit there are. */
export type Show =
  | 'share'
  | 'with share'
  | 'share of all'
  | 'running total'
  | 'change'
  | 'change rate'
  | 'change last year'
  | 'change rate last year'
  | { readonly per: Grain | Measure };

/** A question as arithmetic understands it. */
export type Ask = {
  readonly measures: readonly Measure[];
  readonly by?: Grouping;
  readonly split?: Grouping;
  readonly filters?: readonly Filter[];
  /** As `spanOfText` reads it. */
  readonly period: string;
  readonly top?: number;
  readonly bottom?: number;
  /** The dimension that is ranked; the grouping that is no unit of time when it is missing. */
  readonly of?: Grouping;
  /** Ranks anew in each value of this grouping. */
  readonly within?: Grouping;
  /** The first measure when it is missing. */
  readonly rankBy?: Measure;
  readonly having?: readonly Threshold[];
  readonly show?: Show;
  /** Whether the rows of two periods are ranked by the change of the first measure. */
  readonly isByChange?: boolean;
  /** Of a share, the grouping of whose values each is a whole of its own. */
  readonly shareWithin?: Grouping;
  /** Another period, whose numbers stand beside. */
  readonly against?: string;
};

export type Cell = string | number | null;

export type OracleColumn = { readonly name: string; readonly kind: Grouping | 'number' | 'ratio' };

export type OracleTable = { readonly columns: readonly OracleColumn[]; readonly rows: readonly (readonly Cell[])[] };

/** Whether a word names a unit of time. */
export const isGrain = (grouping: Grouping | Measure | undefined): grouping is Grain =>
  GRAINS.includes(grouping as Grain);

/** Whether a column holds labels, and not numbers. */
export const isLabelColumn = ({ kind }: OracleColumn): boolean => kind !== 'number' && kind !== 'ratio';
