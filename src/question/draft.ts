import type { DateOrder } from '../calendar/span.ts';
import type { Choice, Param, Query } from '../catalogue/query.ts';
import type { ChartType } from '../chart/chart-type.ts';
import type { Inside } from './inside.ts';
import type { Lexicon, Meaning, Vocabulary } from './lexicon.ts';
import type { Compare } from './request.ts';
import type { Token } from './tokens.ts';

import { UserError } from '../error.ts';

/** What the words of a question have said so far about one query. Rules add to it; `compose` makes a request of it. */
export type Draft = {
  /** Measures by name, in the order in which they were said. */
  readonly measures: { readonly name: string; readonly at: number; readonly how: 'noun' | 'verb' | 'sort' }[];
  /** Words that are both a measure and a dimension: `customers`. What stands around them decides. */
  readonly either: {
    readonly measure: string;
    readonly dimension: string;
    readonly at: number;
    readonly end: number;
  }[];
  /** Dimensions by name: `by month`, `split by country`, `which city`, `for each customer`, `top 5 products`. */
  readonly groups: {
    readonly name: string;
    readonly at: number;
    readonly how: 'by' | 'split' | 'which' | 'each' | 'per' | 'adverb' | 'bare';
    /** Whether only the axis was named, `by date`, so that another grain may say how fine. */
    readonly isAxis?: boolean;
    /** The token after it. */
    readonly end?: number;
    /** Whether it stands in the singular: `best product`. */
    readonly isOne?: boolean;
  }[];
  readonly values: ValueMention[];
  readonly periods: { readonly period: string; readonly at: number; readonly text: string }[];
  /** Thresholds as typed; `measure` when one was named with it. */
  readonly thresholds: {
    readonly keeps: string;
    readonly value: string;
    readonly measure?: string;
    readonly at: number;
  }[];
  /** Ends of a ranking, with how many when that was said. */
  readonly ranks: {
    readonly keeps: 'first' | 'last';
    readonly count?: string;
    readonly at: number;
    /** Its superlative: `most`, `best`. */
    readonly word: string;
  }[];
  /** How many of a ranking, said before what is ranked: `the 3 products with the lowest margin`. */
  rankCount?: string;
  /** `parameter=value`, and parameters announced by their word. */
  readonly settings: Map<string, string[]>;
  readonly excluded: Set<string>;
  /** Where `vs`, `against` or the like stands, and whether a comparison was asked for in other words. */
  versus?: number;
  isComparing?: boolean;
  compare?: Compare;
  /** Whether two periods were named to be compared. */
  comparesPeriods?: boolean;
  as?: ChartType;
  show?: string;
  sort?: 'ascending' | 'descending' | 'name';
  /** Whether all rows are to be sorted: `sort countries by …`. */
  isSorted?: boolean;
  /** Where `average` stands, and per what. */
  average?: number;
  averagePer?: string;
  /** Where one number was asked for: `how many`, `total`, `what is`. */
  isTotal?: boolean;
  /** Where `how many` or `number of` stands, waiting for its noun. */
  counting?: number;
  isListing?: boolean;
  isTrend?: boolean;
  isGrowth?: boolean;
  /** Where the growth was asked for. */
  growthAt?: number;
  /** Whether the growth of a period as a whole was asked for: `did sales grow in 2004`. */
  isWholeGrowth?: boolean;
  isShare?: boolean;
  /** Where the share was asked for. */
  shareAt?: number;
  who?: number;
  /** Where `when` stands. */
  when?: number;
  /** How a number is looked into: `why`, `explain`. */
  inside?: Inside;
  /** Words that mean nothing here. */
  readonly unused: Token[];
  /** What was understood but cannot be, as sentences. */
  readonly problems: UserError[];
  /** A word that had another meaning too, and that meaning. */
  readonly ambiguities: { readonly word: string; readonly chosen: Meaning; readonly other: Meaning }[];
};

/** A value that a question mentions, and at which of its tokens. */
export type ValueMention = {
  readonly param: Param;
  readonly value: string;
  readonly excluded: boolean;
  readonly at: number;
};

/** What a question is read with. */
export type ReadContext = {
  readonly query: Query;
  readonly lexicon: Lexicon;
  readonly vocabulary: Vocabulary;
  readonly roles: Roles;
  /** The day that it is, as `2025-03-01`: a month without a year is the latest one. Without it, such a month is refused. */
  readonly today?: string;
  /** How `1/2/2025` is read; undefined asks back where it matters. */
  readonly dateOrder?: DateOrder;
};

/** The parameters of a query by what they do. */
export type Roles = {
  readonly measure?: Param;
  readonly dimension?: Param;
  readonly series?: Param;
  readonly period?: Param;
  readonly show?: Param;
  readonly sort?: Param;
};

/** A draft with nothing in it. */
export function emptyDraft(): Draft {
  return {
    measures: [],
    either: [],
    groups: [],
    values: [],
    periods: [],
    thresholds: [],
    ranks: [],
    settings: new Map(),
    excluded: new Set(),
    unused: [],
    problems: [],
    ambiguities: [],
  };
}

/** Finds a query's parameters by their roles. */
export function rolesOf({ params }: Query): Roles {
  const first = (role: Param['role']) => params.find((param) => param.role === role);
  return {
    measure: first('measure'),
    dimension: first('dimension'),
    series: first('series'),
    period: first('period'),
    show: first('show'),
    sort: first('sort'),
  };
}

/** Does a step of reading; what it refuses with a UserError is kept among the draft's problems. */
export function attemptStep(draft: Draft, step: () => void): void {
  try {
    step();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    draft.problems.push(error);
  }
}

/** The refusal of a word that asks for something and does not say which kind: `who`, `what`. */
export function kindUnsaid(word: string, { roles }: ReadContext): UserError {
  const names = (roles.dimension?.choices ?? [])
    .filter(({ type, name }) => type !== 'date' && name !== 'none')
    .slice(0, 6)
    .map(({ label }) => label.toLowerCase());
  return new UserError(`"${word}" does not say which kind: ask "which …" with one of ${names.join(', ')}`);
}

/** Whether a name is that of a time among what rows can be: a grain, or a dimension of days. */
export function isTime(context: Pick<ReadContext, 'roles'>, name: string | undefined): boolean {
  return dimensionNamed(context, name)?.type === 'date';
}

/** Months and quarters that come every year, by the names of their dimensions. */
const PARTS_OF_YEAR = ['month_of_year', 'quarter_of_year'];

const CYCLES = ['weekday', 'hour_of_day', ...PARTS_OF_YEAR];

/** Whether a dimension is a time that comes again and again: a weekday, a month of the year. */
export function isCycle(name: string): boolean {
  return CYCLES.includes(name);
}

/** Whether a dimension is a month or a quarter of any year. */
export function isPartOfYear(name: string): boolean {
  return PARTS_OF_YEAR.includes(name);
}

/** A measure's choice by its name. */
export function measureNamed(context: ReadContext, name: string | undefined): Choice | undefined {
  return context.roles.measure?.choices.find((choice) => choice.name === name);
}

/** Whether a measure is an amount of money, by the sign in its format. */
export function isMoney({ format = '' }: Choice): boolean {
  return /[$€£¥]/.test(format);
}

/** The choice of a dimension by its name, in what rows are or in what they are split by. */
export function dimensionNamed(
  { roles: { dimension, series } }: Pick<ReadContext, 'roles'>,
  name: string | undefined,
): Choice | undefined {
  return [...(dimension?.choices ?? []), ...(series?.choices ?? [])].find((choice) => choice.name === name);
}
