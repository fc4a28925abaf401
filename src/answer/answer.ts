import type { Query } from '../catalogue/query.ts';
import type { Chart } from '../chart/chart.ts';
import type { Look } from '../chart/options.ts';
import type { Picture } from '../chart/picture.ts';
import type { Understanding } from '../question/parse.ts';
import type { Request } from '../question/request.ts';
import type { Table } from '../table/table.ts';
import type { Comparison } from './compare.ts';
import type { AnswerContext } from './context.ts';
import type { RenderOptions, Statement } from './statement.ts';

import { comparisonSpan, spanOf } from '../calendar/span.ts';
import { dayWords } from '../calendar/words.ts';
import { isLimit, periodParam } from '../catalogue/param.ts';
import { chart } from '../chart/chart.ts';
import { UserError } from '../error.ts';
import { formatRequest, valuesOf } from '../question/request.ts';
import { abortable } from './abortable.ts';
import { additiveColumns } from './additive.ts';
import { isInAuthorOrder } from './author-order.ts';
import { daysOf, formatsOf, goalOf, inOrder, limitOf } from './chart-options.ts';
import { listedColumns } from './column-values.ts';
import { joinEarlier } from './compare.ts';
import { render } from './statement.ts';
import { subtitleOf, titleOf } from './title.ts';
import { understand } from './understand.ts';

/** One question answered: the request, its rows, and what is shown of them. */
export type Answer = {
  /** The request's canonical text: everything needed to ask it again. */
  readonly text: string;
  readonly request: Request;
  readonly query: Query;
  readonly statement: Statement;
  readonly table: Table;
  /** By measure column, the column that holds its earlier value; missing when nothing is compared. */
  readonly earlier?: Comparison['columns'];
  readonly chart: Chart;
  readonly look?: Look;
  readonly title: string;
  /** How the question was understood: filters and period in words. */
  readonly subtitle: string;
  /** What a word could have meant instead, as questions. */
  readonly alternatives: Understanding['alternatives'];
  /** Missing when drawing failed; the words stand without it. */
  readonly picture?: Picture;
  /** Why there is no picture: for the log. */
  readonly pictureFailure?: unknown;
  /** The newest day or moment in the data, when the query tells it. */
  readonly asOf?: string;
};

/** Answers a question. Throws a UserError for what the asker can mend; a picture that fails does not stop the answer. */
export async function answer(
  text: string,
  world: AnswerContext,
  { now, signal }: { now: Date; signal: AbortSignal },
): Promise<Answer> {
  const { request, query, alternatives } = await understand(text, world, { signal, now });
  const rendering = {
    now,
    calendar: world.calendar,
    rawForms: await abortable(signal, rawFormsIn(query, request, world)),
  };
  const statement = render(query, request, rendering);
  const [current, earlier, asOf] = await Promise.all([
    world.run(statement, signal),
    runEarlier(query, request, world, rendering, signal),
    abortable(signal, world.freshness(query)),
  ]);
  const additive = additiveColumns(query, request, statement);
  const comparison = earlier && joinEarlier(current, earlier.table, { ...earlier, additive });
  const table = inOrder(comparison?.table ?? current, request);
  const title = titleOf(query, current);
  const subtitle = subtitleOf(query, request, { now, calendar: world.calendar, earlier: earlier?.earlierSpan });
  const drawn = chart(table, {
    ...world.look,
    title,
    subtitle,
    formats: formatsOf(query, request, comparison),
    additive,
    as: request.as,
    spec: query.chart === 'auto' ? undefined : query.chart,
    comparison,
    goal: goalOf(query, request),
    limit: limitOf(query, request, current),
    isOrdered: !query.dataset && isInAuthorOrder(statement, current),
    ...daysOf(query, request, world, now),
    source: asOf && `${query.title}, data to ${dayWords(asOf)}`,
    now,
    timezone: world.calendar.timezone,
    values: await abortable(signal, listedColumns(query, current.columns, world.values)),
  });
  const picture = await world.draw(drawn).then(
    (drawnPicture) => ({ picture: drawnPicture }),
    (pictureFailure: unknown) => ({ pictureFailure }),
  );
  return {
    text: formatRequest(request),
    request,
    query,
    statement,
    table,
    ...(comparison && { earlier: comparison.columns }),
    chart: drawn,
    look: world.look,
    title,
    subtitle,
    alternatives,
    asOf,
    ...picture,
  };
}

/** The raw forms of the values that a request filters a dataset by. */
export async function rawFormsIn(
  query: Query,
  request: Request,
  { rawForms }: Pick<AnswerContext, 'rawForms'>,
): Promise<RenderOptions['rawForms']> {
  if (!query.dataset || !rawForms) return undefined;
  const filters = query.params.filter((param) => param.role === 'filter' && valuesOf(request, param));
  const forms = new Map(
    await Promise.all(filters.map(async (param) => [param.name, await rawForms(query, param)] as const)),
  );
  return (param, value) => forms.get(param)?.get(value);
}

async function runEarlier(
  query: Query,
  request: Request,
  world: AnswerContext,
  rendering: RenderOptions,
  signal: AbortSignal,
) {
  if (!request.compare) return undefined;
  const { compare } = request;
  const { now } = rendering;
  const param = periodParam(query);
  if (!param) throw new UserError(`${query.name} has no period to compare: ask without vs`);
  const span = spanOf(valuesOf(request, param)![0]!, now, world.calendar);
  const earlierSpan = comparisonSpan(span, compare, now, world.calendar);
  if (!earlierSpan)
    throw new UserError(
      'a period without a beginning has nothing before it: ask vs with a period such as last quarter',
    );
  const isLimited = query.params.some((limit) => isLimit(limit) && valuesOf(request, limit) !== undefined);
  const statement = render(query, request, { ...rendering, span: earlierSpan, isUnlimited: isLimited });
  return { table: await world.run(statement, signal), compare, span, earlierSpan, isLimited };
}
