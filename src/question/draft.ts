import type { DateOrder } from '../calendar/span.ts';
import type { Choice, Param, Query } from '../catalogue/query.ts';
import type { ChartType } from '../chart/chart-type.ts';
import type { Inside } from './inside.ts';
import type { Lexicon, Meaning, Vocabulary } from './lexicon.ts';
import type { Compare } from './request.ts';
import type { Token } from './tokens.ts';

import { UserError } from '../error.ts';
import { dimensionLabels } from './example-words.ts';

/**
 * What the words of a question have said so far about one query. Rules add to it; `compose` makes a request of it.
 * Every `at` is the index of a token.
 */
export type Draft = {
  /** Measures by name, in the order in which they were said. */
  readonly measures: { readonly name: string; readonly at: number; readonly how: 'noun' | 'verb' | 'sort' }[];
  /** Words that name both a measure and a dimension, such as `customers`; `composeMeasures` decides which is meant. */
  readonly either: {
    readonly measure: string;
    readonly dimension: string;
    readonly at: number;
    /** The index after its last token. */
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
    /** Whether no word asks for it, and several of its values were named. */
    readonly isImplied?: boolean;
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
  /** The rankings asked for: which end is kept, and how many rows when a number was said. */
  readonly ranks: {
    readonly keeps: 'first' | 'last';
    readonly count?: string;
    readonly at: number;
    /** The token after it. */
    readonly end: number;
    /** The superlative as typed: `most`, `best`. */
    readonly word: string;
    /** The verb by which it ranks: `sell` in `best selling`. */
    readonly doing?: string;
    /** Whether it only says whose: `sales to our biggest customer`. */
    readonly isOwner?: boolean;
  }[];
  /** The number of rows of a ranking whose end is named later: `the 3 products with the lowest margin`. */
  rankCount?: string;
  /** The values of parameters that were named: `parameter=value`, or announced by the parameter's word. */
  readonly settings: Map<string, string[]>;
  readonly excluded: Set<string>;
  /** The index of `vs`, `against` or the like. */
  versus?: number;
  isComparing?: boolean;
  compare?: Compare;
  /** Whether two periods were named to be compared. */
  comparesPeriods?: boolean;
  as?: ChartType;
  show?: string;
  /** The index of the words that ask for a running total. */
  runningAt?: number;
  sort?: 'ascending' | 'descending' | 'name';
  /** Whether all rows are to be sorted: `sort countries by …`. */
  isSorted?: boolean;
  /** The index of `average`. */
  average?: number;
  averagePer?: string;
  /** Whether one number was asked for: `how many`, `total`, `what is`. */
  isTotal?: boolean;
  /** The index after `how many` or `number of`, where the noun that is counted stands. */
  counting?: number;
  isListing?: boolean;
  isTrend?: boolean;
  isGrowth?: boolean;
  /** Whether growth from each time to the next was asked for: `month over month`. */
  isStepwise?: boolean;
  /** The index of the word that asks for growth, and the word. */
  growthAt?: number;
  growthWord?: string;
  /** Whether the growth of a period as a whole was asked for: `did sales grow in 2004`. */
  isWholeGrowth?: boolean;
  isShare?: boolean;
  /** The index of the word that asks for a share. */
  shareAt?: number;
  who?: number;
  /** The index of `when`. */
  when?: number;
  /** How one number is looked into: `why`, `explain` or its rows. */
  inside?: Inside;
  /** Tokens that no rule has read. */
  readonly unused: Token[];
  /** What was understood but is refused, each with its sentence for the asker. */
  readonly problems: UserError[];
  /** Words with two meanings: the one taken, and the other one, which is offered to the asker. */
  readonly ambiguities: { readonly word: string; readonly chosen: Meaning; readonly other: Meaning }[];
};

/** A value that a question mentions, with the indexes of its tokens. */
export type ValueMention = {
  readonly param: Param;
  readonly value: string;
  readonly excluded: boolean;
  readonly at: number;
  /** Another parameter that has the value, too. */
  readonly other?: string;
};

/** The query, its lexicon and the settings that a question is read with. */
export type ReadContext = {
  readonly query: Query;
  readonly lexicon: Lexicon;
  readonly vocabulary: Vocabulary;
  readonly roles: Roles;
  /** Today as `2025-03-01`; a month without a year is the latest such month. Without it, such a month is refused. */
  readonly today?: string;
  /** The order of day and month in `1/2/2025`; undefined asks back where it matters. */
  readonly dateOrder?: DateOrder;
};

/** The parameters of a query by their roles; undefined where the query has none of a role. */
export type Roles = {
  readonly measure?: Param;
  readonly dimension?: Param;
  readonly series?: Param;
  readonly period?: Param;
  readonly show?: Param;
  readonly sort?: Param;
};

/** Creates a draft in which nothing has been said. */
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

/** Finds the parameters of a query by their roles. */
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

/** Runs a step of reading and adds a UserError that it throws to the draft's problems. Other errors are thrown on. */
export function attemptStep(draft: Draft, step: () => void): void {
  try {
    step();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    draft.problems.push(error);
  }
}

/** Creates the refusal of a word that asks for something without naming a dimension: `who`, `what`. */
export function kindUnsaid(word: string, { query }: ReadContext): UserError {
  return new UserError(`"${word}" does not say which kind: ask "which …" with one of ${dimensionLabels(query)}`);
}

/** Whether a name is that of a grain of time or of a dimension of days. */
export function isTime(context: Pick<ReadContext, 'roles'>, name: string | undefined): boolean {
  return dimensionNamed(context, name)?.type === 'date';
}

/** Months and quarters that come every year, by the names of their dimensions. */
const PARTS_OF_YEAR = ['month_of_year', 'quarter_of_year'];

const CYCLES = ['weekday', 'hour_of_day', ...PARTS_OF_YEAR];

/** Whether a dimension is a time that recurs: a weekday, or a month or quarter of any year. */
export function isCycle(name: string): boolean {
  return CYCLES.includes(name);
}

/** Whether a dimension is a month or a quarter of any year. */
export function isPartOfYear(name: string): boolean {
  return PARTS_OF_YEAR.includes(name);
}

/** Finds the choice of the measure parameter that has a name. */
export function measureNamed(context: ReadContext, name: string | undefined): Choice | undefined {
  return context.roles.measure?.choices.find((choice) => choice.name === name);
}

/** Whether a measure is an amount of money, by the sign in its format. */
export function isMoney({ format = '' }: Choice): boolean {
  return /[$€£¥]/.test(format);
}

/** Finds the choice of a dimension by its name, among those of the rows and those of the split. */
export function dimensionNamed(
  { roles: { dimension, series } }: Pick<ReadContext, 'roles'>,
  name: string | undefined,
): Choice | undefined {
  return [...(dimension?.choices ?? []), ...(series?.choices ?? [])].find((choice) => choice.name === name);
}

/** Whether a measure of a query counts things, as orders are counted. */
export function isCountOf(name: string, { dataset }: Query): boolean {
  const kind = dataset?.measures.find((measure) => measure.name === name)?.aggregate.kind;
  return kind === 'count' || kind === 'rows';
}

/** Whether a dimension lies below another one, as cities lie in a country. */
export function isBelow(dimension: string, above: string, { dataset }: Query): boolean {
  const dimensions = dataset?.dimensions ?? [];
  const seen = new Set<string>();
  for (let at = dimensions.find(({ name }) => name === dimension); at?.in !== undefined && !seen.has(at.in); ) {
    const next = at.in;
    if (next === above) return true;
    seen.add(next);
    at = dimensions.find(({ name }) => name === next);
  }
  return false;
}
