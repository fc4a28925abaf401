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
  /** A Slack channel or person to ask about it: `#analytics`. */
  readonly owner?: string;
  /** Whether its answers are shown to the asker alone unless they are shared. */
  readonly isPrivate?: boolean;
  readonly aliases: readonly string[];
  /** Where its aliases stand in its file. */
  readonly aliasPlaces?: readonly Position[];
  readonly params: readonly Param[];
  readonly chart: 'auto' | Readonly<Record<string, unknown>>;
  /** A d3-format by column name; a name may hold `{{measure.label}}`. */
  readonly formats?: Readonly<Record<string, string>>;
  /** A size of a measure to reach, for a whole answer or for each bucket of a grain of time. */
  readonly goal?: { readonly measure: string; readonly value: number; readonly per?: string };
  /** Who has found its numbers right, and on which day. */
  readonly verified?: { readonly by: string; readonly on: string };
  /** Who may ask; what `_access.yml` says for all, where it is missing. */
  readonly access?: Access | undefined;
  /** By the name of a filter, the values that whoever asks is held to. */
  readonly held?: ReadonlyMap<string, readonly string[]>;
  /** SQL whose first cell is the newest day or moment in the data. */
  readonly freshness?: string;
  /** Empty for a dataset, whose template is written for each request. */
  readonly template: Template;
  readonly dataset?: Dataset;
  readonly file: string;
  /** Where a part of its header or file begins, by the keys that lead to it; where the nearest part around it does when it is not there. */
  readonly placeOf: (path: readonly PropertyKey[]) => Position;
  /** The first 7 digits of the file's SHA-256: which definition an answer came from. */
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
  /** Of a rank, which end of the ranking is kept; of a threshold, how a measure compares with it. */
  readonly keeps?: 'first' | 'last' | '>' | '<' | '>=' | '<=';
  readonly label: string;
  readonly aliases: readonly string[];
  readonly many: boolean;
  readonly optional: boolean;
  /** Canonical texts; one unless `many`. */
  readonly default?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** What may be chosen: a list, or SQL whose first column lists it. */
  readonly values?: readonly string[] | { readonly sql: string };
  /** For `choice`: the author's own fragments, in the header's order. */
  readonly choices: readonly Choice[];
  /** Other words for a value, by that value: `USA` → `US`, `America`. */
  readonly synonyms?: ReadonlyMap<string, readonly string[]>;
  /** Where it stands in its file. */
  readonly place?: Position;
};

/** One of an author's own pieces of SQL that people can choose. */
export type Choice = {
  readonly name: string;
  readonly sql: string;
  readonly label: string;
  readonly aliases: readonly string[];
  /** A d3-format for the column that it becomes. */
  readonly format?: string;
  /** `date` marks a dimension as a time axis. */
  readonly type?: string;
  /** Of a measure, what people do to make it, as infinitives: `sell`, `earn`. */
  readonly verbs?: readonly string[];
  /** Of a measure that counts the values of a dimension, the name of that dimension. */
  readonly counts?: string;
};

/** SQL cut at its holes. `optional` parts stand in `[[ ]]` and are kept when every hole in them has a value. */
export type Template = readonly Part[];

/** A part of a template: SQL, a hole, or a part that stays only when all its holes have values. */
export type Part =
  | ({ readonly kind: 'sql'; readonly text: string } & Position)
  | ({
      readonly kind: 'hole';
      readonly param: string;
      readonly field?: 'label' | 'start' | 'end';
      /** Whether it stands inside a quoted name, so that the quotes are already there. */
      readonly quoted: boolean;
    } & Position)
  | { readonly kind: 'optional'; readonly parts: Template };
