import type { Position } from './diagnostic.ts';

/**
 * A *dataset* is one `queries/*.yml` file: a fact table, what it joins, its time, its dimensions and its measures. It
 * becomes a query like any other; its SQL is written for each request, with only the joins that the request needs.
 */
export type Dataset = {
  /** The fact table with its alias, as it stands after FROM: `fact_orders f`. */
  readonly from: string;
  readonly fromPosition: Position;
  /** Tables joined many to one, always LEFT, in an order in which each `on` names only earlier ones. */
  readonly joins: readonly Join[];
  readonly time?: Time;
  readonly dimensions: readonly Dimension[];
  readonly measures: readonly Measure[];
  /** Whether some of its raw rows may be shown; missing where they may not. */
  readonly showsRows?: boolean;
};

/** A table that is joined many to one. */
export type Join = {
  readonly alias: string;
  readonly table: string;
  /** The condition: `f.postalCode = l.postalCode`. */
  readonly on: string;
  /** The aliases of the other joins that must stand before it. */
  readonly needs: readonly string[];
  readonly position: Position;
  /** Where the texts of `table` and `on` begin. */
  readonly tablePosition: Position;
  readonly onPosition: Position;
};

/** The time of a row of the fact table. */
export type Time = {
  readonly sql: string;
  /** Whether it has a time of day, so that hours can be asked for. */
  readonly hasHours: boolean;
  /** The aliases of the joins that `sql` needs; likewise for dimensions and measures. */
  readonly needs: readonly string[];
  /** Where the text of `sql` begins. */
  readonly position: Position;
  /** A column that partitions the table by day: a day, or a text in a Java date format such as `yyyy-MM-dd`. */
  readonly partition?: { readonly sql: string; readonly format?: string; readonly position: Position };
};

/** The types of a dimension's values; `string` unless a file says otherwise. */
export const DIMENSION_TYPES = ['string', 'integer', 'number', 'boolean', 'date'] as const;

/** What rows can be grouped, split and filtered by. */
export type Dimension = {
  /** The canonical name: `product_line`. Also the name of the parameter that filters by it. */
  readonly name: string;
  readonly label: string;
  /** The plural of its label in lower case: `product lines`. */
  readonly plural: string;
  readonly aliases: readonly string[];
  /** The raw column or expression; what is shown is trimmed, and `Unknown` where it is NULL or empty. */
  readonly sql: string;
  readonly type: (typeof DIMENSION_TYPES)[number];
  /** The name of the dimension one level above, for drilling down: `country` for a city. */
  readonly in?: string;
  /** Other words for a value, by that value: `USA` → `US`, `America`. */
  readonly synonyms: ReadonlyMap<string, readonly string[]>;
  readonly needs: readonly string[];
  /** Where its name stands in its file, and where the text of `sql` begins. */
  readonly position: Position;
  readonly sqlPosition: Position;
};

/** A number that can be asked for. */
export type Measure = {
  readonly name: string;
  readonly label: string;
  readonly aliases: readonly string[];
  /** Verbs that ask for it, as infinitives: `sell`, `earn`. */
  readonly verbs: readonly string[];
  /** A d3-format, optionally with text around it. */
  readonly format?: string;
  /** How rows become the number. `count` counts distinct values, `rows` counts rows; a ratio divides two measures. */
  readonly aggregate:
    | { readonly kind: 'sum' | 'count' | 'average' | 'min' | 'max'; readonly sql: string }
    | { readonly kind: 'rows' }
    | { readonly kind: 'ratio'; readonly over: string; readonly under: string };
  /** The dimension whose values it counts; set only for measures that were created for a dimension. */
  readonly counts?: string;
  readonly needs: readonly string[];
  /** Where its name stands in its file, and where the text of its aggregate begins. */
  readonly position: Position;
  readonly sqlPosition: Position;
};

/** Whether a way to show measures gives fractions of 1: a share or a change. */
export function showsParts(show: string | undefined): boolean {
  return show !== undefined && /^(?:share|change)/.test(show);
}

/** Whether a way to show measures adds them up over time, alone or beside them. */
export function isRunningTotal(show: string | undefined): boolean {
  return show === 'running_total' || show === 'with_running_total';
}

/** Whether the rows of a measure may be added up: those of a sum or a number of rows, but of no distinct count, average or ratio. */
export function isAdditive({ aggregate }: Measure): boolean {
  return aggregate.kind === 'sum' || aggregate.kind === 'rows';
}
