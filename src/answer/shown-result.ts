import type { Query } from '../catalogue/query.ts';
import type { ChartOptions, Look } from '../chart/options.ts';
import type { Request } from '../question/request.ts';
import type { Table } from '../table/table.ts';
import type { ChangeRanking } from './change-ranking.ts';
import type { Comparison, JoinEarlierOptions } from './compare.ts';
import type { Statement } from './statement.ts';

import { chosenChoices, valuesOf } from '../question/request.ts';
import { tryParseQuery } from '../trino/parse.ts';
import { additiveColumns } from './additive.ts';
import { isInAuthorOrder } from './author-order.ts';
import { changeHeadline, changeRanking, rankByChange } from './change-ranking.ts';
import { formatsOf, goalOf, isAscending, keptCount, limitOf, sortByTime, specOf } from './chart-options.ts';
import { joinEarlier } from './compare.ts';
import { titleOf } from './title.ts';

/** What is shown of a result: its table, its title, and the options of its chart. */
export type ShownResult = {
  readonly table: Table;
  readonly title: string;
  /** Words before the period and the filters in the subtitle, such as how a number is computed. */
  readonly lead?: string;
  /** The chart type that it always has; missing where the request or the table decides. */
  readonly as?: ChartOptions['as'];
  /** By measure column, the column that holds its earlier value; missing when there is none. */
  readonly columns?: Comparison['columns'] | undefined;
  readonly options: Pick<
    ChartOptions,
    | 'formats'
    | 'additive'
    | 'headline'
    | 'spec'
    | 'comparison'
    | 'changes'
    | 'goal'
    | 'limit'
    | 'isAscending'
    | 'isKeptBySize'
    | 'kept'
    | 'isOrdered'
  >;
};

/** The rows of the days that a request is compared with, and how they are joined to the current ones. */
export type EarlierResult = JoinEarlierOptions & { readonly table: Table };

/** Returns what is shown of the result of a request and of the one that it is compared with. */
export function resultOf(
  current: Table,
  query: Query,
  request: Request,
  {
    statement,
    earlier,
    look,
  }: {
    readonly statement: Statement;
    readonly earlier: EarlierResult | undefined;
    readonly look?: Look | undefined;
  },
): ShownResult {
  const parsed = query.dataset ? undefined : tryParseQuery(statement.sql);
  const additive = additiveColumns(query, request, parsed);
  const comparison = earlier && joinEarlier(current, earlier.table, { ...earlier, additive });
  const ranking = comparison && changeRanking(query, request);
  if (ranking)
    return { ...rankedResult(comparison, ranking, query, request, { additive, look }), title: titleOf(query, current) };
  return {
    table: sortByTime(comparison?.table ?? current, query, request),
    title: titleOf(query, current),
    columns: comparison?.columns,
    options: {
      formats: formatsOf(query, request, comparison),
      additive,
      spec: specOf(query, request, comparison),
      comparison,
      goal: goalOf(query, request),
      limit: limitOf(query, request, current),
      isAscending: isAscending(query, request),
      kept: keptCount(query, request, current),
      isKeptBySize: query.params.some(
        (param) => param.keeps !== undefined && param.role === 'threshold' && valuesOf(request, param) !== undefined,
      ),
      isOrdered: isInAuthorOrder(parsed, current) || isByAnother(query, request),
    },
  };
}

/** Whether rows are ranked or sorted by another measure than the first, which is the one that bars are sorted by. */
function isByAnother(query: Query, request: Request): boolean {
  const by = request.values.rank_by?.[0];
  return by !== undefined && by !== chosenChoices(query, request, 'measure')[0]?.name;
}

/** The rows of a comparison that have changed most, in that order. */
function rankedResult(
  comparison: Comparison,
  ranking: ChangeRanking,
  query: Query,
  request: Request,
  { additive, look }: { readonly additive: readonly string[]; readonly look: Look | undefined },
): Omit<ShownResult, 'title'> {
  const formats = formatsOf(query, request, comparison);
  const table = rankByChange(comparison, ranking, kindOfMeasure(query, request));
  return {
    table,
    lead: ranking.by === 'change' ? 'Ranked by change' : 'Ranked by growth in percent',
    columns: comparison.columns,
    options: {
      formats,
      additive,
      comparison,
      headline: changeHeadline({ ...comparison, table }, ranking, { formats, look }),
      limit: table.rows.length,
      kept: table.rows.length,
      isOrdered: true,
    },
  };
}

/** Whether the first measure of a request is an amount or a number of things, which is nothing where there are no rows, or a rate. */
function kindOfMeasure(query: Query, request: Request): { isAmount: boolean; isRate: boolean } {
  const [first] = chosenChoices(query, request, 'measure');
  const measure = query.dataset?.measures.find(({ name }) => name === first?.name);
  const kind = measure?.aggregate.kind ?? 'ratio';
  return {
    isAmount: ['sum', 'rows', 'count'].includes(kind),
    isRate: kind === 'ratio' && measure?.format?.includes('%') === true,
  };
}
