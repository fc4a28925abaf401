import type { Access } from './access.ts';
import type { Dataset } from './dataset.ts';
import type { Position } from './diagnostic.ts';

/**
 * The words that all of Owlpost's code uses.
 *
 * A *query* is one file of `queries/`: SQL with *holes* and a header that declares its *parameters*, or a *dataset*. A *request* is
 * what a person asked of it, a *statement* what Athena is asked, a *table* what Athena answers, a *chart* how it is
 * drawn, a *picture* the PNG. The *catalogue* is all the queries; an *answer* is a request with everything that came of it.
 */
export type Query = {
  /** The command word: the file's name without its ending. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** The Slack channel or person to ask about it: `#analytics`. */
  readonly owner?: string;
  /** Whether its answers are shown to the asker alone until they are shared. */
  readonly isPrivate?: boolean;
  readonly aliases: readonly string[];
  /** Where its aliases stand in its file. */
  readonly aliasPositions?: readonly Position[];
  readonly params: readonly Param[];
  readonly chart: 'auto' | Readonly<Record<string, unknown>>;
  /** A d3-format by column name; a name may contain `{{measure.label}}`. */
  readonly formats?: Readonly<Record<string, string>>;
  /** The value that a measure should reach: of a whole answer, or of each bucket of a grain of time. */
  readonly goal?: { readonly measure: string; readonly value: number; readonly per?: string };
  /** Who verified its numbers, and on which day. */
  readonly verified?: { readonly by: string; readonly on: string };
  /** Its access rules; missing where the default of `_access.yml` applies. */
  readonly access?: Access | undefined;
  /** By the name of a filter, the only values that the asker may see. */
  readonly rowFilters?: ReadonlyMap<string, readonly string[]>;
  /** SQL whose first cell is the newest day or moment in the data. */
  readonly freshness?: string;
  /** Empty for a dataset, whose SQL is written for each request. */
  readonly template: Template;
  readonly dataset?: Dataset;
  readonly file: string;
  /**
   * Returns where a part of its header or file begins, given by the path of its keys; for a missing part, where the
   * nearest part around it begins.
   */
  readonly positionOf: (path: readonly PropertyKey[]) => Position;
  /** The first 7 hex digits of the file's SHA-256, which identify the definition that an answer came from. */
  readonly version: string;
};

/** The types of parameters. */
export const PARAM_TYPES = ['string', 'number', 'integer', 'boolean', 'date', 'period', 'choice'] as const;

/** The type of a parameter. */
export type ParamType = (typeof PARAM_TYPES)[number];

/**
 * What a parameter does to the answer: `measure` chooses what is counted, `dimension` what rows are, `series` what they
 * are split by, `filter` keeps rows by a value, `rank` keeps the first or last of a ranking, `threshold` keeps rows by
 * the size of a measure, `show` chooses how a measure is shown, `sort` the order of rows, `option` is any other choice.
 */
export const ROLES = [
  'measure',
  'dimension',
  'series',
  'filter',
  'period',
  'rank',
  'threshold',
  'show',
  'sort',
  'option',
] as const;

/** What a parameter does to the answer. */
export type Role = (typeof ROLES)[number];

/** A parameter of a query. */
export type Param = {
  readonly name: string;
  readonly type: ParamType;
  readonly role: Role;
  /** Of a rank, which end of the ranking is kept; of a threshold, how the measure is compared with it. */
  readonly keeps?: 'first' | 'last' | '>' | '<' | '>=' | '<=';
  readonly label: string;
  readonly aliases: readonly string[];
  readonly many: boolean;
  readonly optional: boolean;
  /** Canonical texts; one unless `many`. */
  readonly default?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** The values that may be chosen: a list, or SQL whose first column lists them. */
  readonly values?: readonly string[] | { readonly sql: string };
  /** For `choice`: the author's own fragments, in the header's order. */
  readonly choices: readonly Choice[];
  /** Other words for a value, by that value: `USA` → `US`, `America`. */
  readonly synonyms?: ReadonlyMap<string, readonly string[]>;
  /** Where it stands in its file. */
  readonly position?: Position;
};

/** One of the author's pieces of SQL that people can choose. */
export type Choice = {
  readonly name: string;
  readonly sql: string;
  readonly label: string;
  readonly aliases: readonly string[];
  /** A d3-format for the column that it becomes. */
  readonly format?: string;
  /** `date` marks a dimension as a time axis. */
  readonly type?: string;
  /** Of a measure, verbs that ask for it, as infinitives: `sell`, `earn`. */
  readonly verbs?: readonly string[];
  /** Of a measure that counts the values of a dimension, the name of that dimension. */
  readonly counts?: string;
};

/** SQL cut at its holes. `optional` parts stand in `[[ ]]` and are kept when every hole in them has a value. */
export type Template = readonly Part[];

/** A part of a template: SQL, a hole, or an optional part, which is kept only when all its holes have values. */
export type Part =
  | ({ readonly kind: 'sql'; readonly text: string } & Position)
  | ({
      readonly kind: 'hole';
      readonly param: string;
      readonly field?: 'label' | 'start' | 'end';
      /** Whether the hole stands inside a quoted identifier. */
      readonly quoted: boolean;
    } & Position)
  | { readonly kind: 'optional'; readonly parts: Template };
