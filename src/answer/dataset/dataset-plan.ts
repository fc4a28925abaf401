import type { Span } from '../../calendar/day.ts';
import type { Calendar } from '../../calendar/span.ts';
import type { Dataset, Measure } from '../../catalogue/dataset.ts';
import type { Choice, Param, Query } from '../../catalogue/query.ts';
import type { Request } from '../../question/request.ts';
import type { FindRawForms } from './dataset-filters.ts';

import { addDays, BOUNDS, today } from '../../calendar/day.ts';
import { spanOf } from '../../calendar/span.ts';
import { UserError } from '../../error.ts';
import { askedSort, rankParam, valuesOf } from '../../question/request.ts';
import { changeRanking } from '../change-ranking.ts';
import { isPerTime, isShare } from './dataset-columns.ts';

/** A request over a dataset with every name looked up. */
export type DatasetPlan = {
  readonly query: Query;
  readonly request: Request;
  readonly dataset: Dataset;
  readonly measures: readonly PlannedMeasure[];
  /** The dimension of the rows, then that of the split; none for one number. */
  readonly groups: readonly Choice[];
  /** The days asked for, and the first day that cannot have data yet. */
  readonly span: Span;
  readonly until: string;
  readonly rawForms: FindRawForms;
  readonly rank?: Rank;
  readonly thresholds: readonly Threshold[];
  readonly show?: Choice;
  /** The group of whose values a share is, each by itself; without it, a share is of the whole. */
  readonly shareWithin?: Choice;
  readonly sort?: string;
  /** The place among the measures of the one that rows are sorted by: 0 unless another one was named. */
  readonly sortedBy: number;
};

/** A measure with its aggregate expression and the name of its column. */
export type PlannedMeasure = { readonly choice: Choice; readonly measure: Measure };

/** A ranking: the first or the last `count` values of a dimension by a measure, overall or within each value of another dimension. */
export type Rank = {
  readonly keeps: 'first' | 'last';
  readonly count: string;
  readonly of: Choice;
  readonly within?: Choice;
  readonly by: PlannedMeasure;
};

/** The condition on a measure by which values of a dimension are kept. */
export type Threshold = {
  readonly operator: string;
  readonly param: Param;
  readonly value: string;
  readonly measure: PlannedMeasure;
};

/** The moment and the days for which a dataset is planned. */
export type PlanOptions = {
  readonly now: Date;
  readonly calendar: Calendar;
  readonly span?: Span;
  readonly isUnlimited?: boolean;
  readonly rawForms?: FindRawForms;
};

/** Looks up every name of a request over a dataset. Throws a UserError for what cannot be combined. */
export function planOf(query: Query, request: Request, options: PlanOptions): DatasetPlan {
  const dataset = query.dataset!;
  const param = (name: string) => query.params.find((candidate) => candidate.name === name);
  const first = (name: string) => {
    const found = param(name);
    return found && valuesOf(request, found)?.[0];
  };
  const measureNamed = (name: string): PlannedMeasure => {
    const choice = param('measure')?.choices.find((candidate) => candidate.name === name);
    const measure = dataset.measures.find((candidate) => candidate.name === name);
    if (!choice || !measure) throw new UserError(`${query.name} has no measure ${name} any more: ask again`);
    return { choice, measure };
  };
  const groupNamed = (name: string): Choice => {
    const choice = param('by')?.choices.find((candidate) => candidate.name === name);
    if (!choice) throw new UserError(`${query.name} cannot be grouped by ${name} any more: ask again`);
    return choice;
  };
  const measures = (valuesOf(request, param('measure')!) ?? []).map(measureNamed);
  const names = [first('by'), first('split')].filter((name) => name !== undefined && name !== 'none') as string[];
  const groups = [...new Set(names)].map(groupNamed);
  const period = first('period');
  const whole =
    options.span ??
    (period ? spanOf(period, options.now, options.calendar) : { start: BOUNDS.first, end: BOUNDS.last });
  const now = today(options.now, options.calendar.timezone);
  const tomorrow = addDays(now, 1);
  const show = param('show')?.choices.find(({ name }) => name === first('show'));
  const span = show && isPerTime(show) ? withoutToday(whole, now) : whole;
  const rank = options.isUnlimited ? undefined : rankOf({ query, request, measures, groups, measureNamed, groupNamed });
  return {
    query,
    request,
    dataset,
    measures,
    groups,
    span,
    until: span.end > tomorrow ? tomorrow : span.end,
    rawForms: options.rawForms ?? (() => undefined),
    rank,
    thresholds: options.isUnlimited ? [] : thresholdsOf({ query, request, measures, measureNamed }),
    show,
    shareWithin: shareWithin(query, request, { show, groups, groupNamed }),
    sort: first('sort'),
    sortedBy: sortedBy(query, request, measures),
  };
}

/** Returns the place of the measure that rows are sorted by. Throws a UserError when it is not shown. */
function sortedBy(query: Query, request: Request, measures: readonly PlannedMeasure[]): number {
  const name = request.values.rank_by?.[0];
  if (name === undefined || rankParam(query, request) || askedSort(query, request) === undefined) return 0;
  const index = measures.findIndex(({ choice }) => choice.name === name);
  if (index < 0) throw new UserError(`rows are sorted by what is shown: show ${name.replaceAll('_', ' ')}, too`);
  return index;
}

/** Returns the group within which shares are; a ranking has the same setting for itself. */
function shareWithin(
  query: Query,
  request: Request,
  { show, groups, groupNamed }: Pick<RankInput, 'groups' | 'groupNamed'> & { readonly show: Choice | undefined },
): Choice | undefined {
  const name = rankParam(query, request) ? undefined : request.values.within?.[0];
  if (name === undefined) return undefined;
  const within = groupNamed(name);
  const label = within.label.toLowerCase();
  if (!isShare(show))
    throw new UserError(`within each ${label} says how rows are ranked or shared out: add top 3, or a share`);
  if (groups.length === 2 && groups.includes(within)) return within;
  throw new UserError(`a share within each ${label} needs rows of it: ask by ${label} and by something else`);
}

/** A period without its last day where that is not over, as an average per day would take it for a whole one. */
function withoutToday(span: Span, now: string): Span {
  return span.start !== BOUNDS.first && span.start < now && now < span.end ? { ...span, end: now } : span;
}

/** Returns the dimension that rankings and thresholds apply to: that of the rows, or that of the split when the rows are times. */
export function weighedGroup({ groups, rank }: Pick<DatasetPlan, 'groups' | 'rank'>): Choice | undefined {
  if (rank) return rank.of;
  const [by, split] = groups;
  return by?.type === 'date' && split && split.type !== 'date' ? split : by;
}

type RankInput = {
  readonly query: Query;
  readonly request: Request;
  readonly measures: readonly PlannedMeasure[];
  readonly groups: readonly Choice[];
  readonly measureNamed: (name: string) => PlannedMeasure;
  readonly groupNamed: (name: string) => Choice;
};

function rankOf({ query, request, measures, groups, measureNamed, groupNamed }: RankInput): Rank | undefined {
  const param = rankParam(query, request);
  if (!param) return undefined;
  const named = (name: string) => request.values[name]?.[0];
  const within = named('within') ? groupNamed(named('within')!) : undefined;
  const rest = groups.filter((group) => group !== within);
  const of = named('of') ? groupNamed(named('of')!) : (weighedGroup({ groups: rest }) ?? weighedGroup({ groups }));
  if (changeRanking(query, request)) {
    refuseChangeRank(query, request, groups);
    return undefined; // ranked when both periods are joined
  }
  if (!of) throw new UserError('a ranking needs something to rank: add by and one of the dimensions');
  if (!groups.includes(of)) throw new UserError(`only what is shown can be ranked: ask by ${of.label.toLowerCase()}`);
  if (within && (within === of || !groups.includes(within)))
    throw new UserError(
      `a ranking within each ${within.label.toLowerCase()} needs rows of it: add by ${within.label.toLowerCase()}`,
    );
  return {
    keeps: param.keeps as Rank['keeps'],
    count: request.values[param.name]![0]!,
    of,
    within,
    by: named('rank_by') ? measureNamed(named('rank_by')!) : measures[0]!,
  };
}

function refuseChangeRank(query: Query, request: Request, groups: readonly Choice[]): void {
  if (!request.compare) throw new UserError('a ranking by change needs two periods: add vs last year, or vs 2024');
  const [only, ...others] = groups;
  if (!only || others.length > 0 || only.type === 'date')
    throw new UserError('a ranking by change is of one kind of rows, and not of times: ask by one thing');
  if (query.params.some(({ role, keeps, name }) => role === 'threshold' && keeps && request.values[name]))
    throw new UserError('a limit and a ranking by change cannot be asked at once: leave one out');
}

function thresholdsOf({
  query,
  request,
  measures,
  measureNamed,
}: Omit<RankInput, 'groups' | 'groupNamed'>): readonly Threshold[] {
  const having = request.values.having?.[0];
  const measure = having === undefined ? measures[0]! : measureNamed(having);
  return query.params.flatMap((param) => {
    const value = param.role === 'threshold' && param.keeps ? request.values[param.name]?.[0] : undefined;
    return value === undefined ? [] : [{ operator: param.keeps!, param, value, measure }];
  });
}
