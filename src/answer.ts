import type { Calendar } from './calendar/span.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import type { Param, Query } from './catalogue/query.ts';
import type { Chart, Draw } from './chart/chart.ts';
import type { Look } from './chart/options.ts';
import type { Picture } from './chart/picture.ts';
import type { Comparison } from './compare.ts';
import type { Understanding } from './question/parse.ts';
import type { Request } from './question/request.ts';
import type { Statement } from './statement.ts';
import type { Table } from './table/table.ts';

import { additiveColumns } from './additive.ts';
import { BOUNDS } from './calendar/day.ts';
import { comparisonSpan, spanOf } from './calendar/span.ts';
import { dayWords } from './calendar/words.ts';
import { chart } from './chart/chart.ts';
import { joinEarlier } from './compare.ts';
import { UserError } from './error.ts';
import { listedColumns } from './listed.ts';
import { queriesNamed } from './question/candidates.ts';
import { parse } from './question/parse.ts';
import { format, LIMITS, valuesOf } from './question/request.ts';
import { render } from './statement.ts';
import { kindOf } from './table/table.ts';
import { unless } from './unless.ts';
import { subtitleOf, titleOf } from './words.ts';

/**
 *   text → Request → Statement → Table → Chart → Picture
 *
 * The one way in and the one way out: slash command, filter click, digest, shell and test all come through `answer`.
 */
export type Run = (statement: Statement, signal: AbortSignal) => Promise<Table>;

/** What an answer is computed with. */
export type World = {
  readonly catalogue: () => Catalogue;
  readonly run: Run;
  readonly draw: Draw;
  /** The values of a parameter's menu; none when they cannot be had. */
  readonly values: (query: Query, param: Param) => Promise<readonly string[]>;
  /** When those values were looked up; undefined when they stand in the header, or never were. */
  readonly listedAt?: (query: Query, param: Param) => Date | undefined;
  /** How often a query, a choice or a value was asked for: near misses are ranked by it. */
  readonly use?: (word: string) => number;
  /** The newest day or moment in a query's data, in Athena's text; undefined when the query does not tell. */
  readonly freshness: (query: Query) => Promise<string | undefined>;
  readonly calendar: Calendar;
  readonly look?: Look;
};

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

/** Limits by these names count what is shown; the others leave out what is too small or too large. */
const COUNTS = ['top', 'bottom', 'limit'];

/** Understands a question. The values of the queries that it may mean are fetched first, so that no value is taken on trust. */
export async function understand(
  text: string,
  world: World,
  signal: AbortSignal = new AbortController().signal,
): Promise<Understanding> {
  const catalogue = world.catalogue();
  const known = new Map<Param, readonly string[]>();
  const listed = queriesNamed(text, catalogue).flatMap((query) =>
    query.params.filter(({ values }) => values !== undefined).map((param) => ({ query, param })),
  );
  await unless(
    signal,
    Promise.all(listed.map(async ({ query, param }) => known.set(param, await world.values(query, param)))),
  );
  return parse(text, catalogue, (_, param) => known.get(param) ?? [], { use: world.use });
}

/** Answers a question. Throws a UserError for what the asker can mend; a picture that fails does not stop the answer. */
export async function answer(
  text: string,
  world: World,
  { now, signal }: { now: Date; signal: AbortSignal },
): Promise<Answer> {
  const { request, query, alternatives } = await understand(text, world, signal);
  const statement = render(query, request, { now, calendar: world.calendar });
  const [current, earlier, asOf] = await Promise.all([
    world.run(statement, signal),
    runEarlier(query, request, world, now, signal),
    unless(signal, world.freshness(query)),
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
    limit: limitOf(query, request, current),
    ...daysOf(query, request, world, now),
    source: asOf && `${query.title}, data to ${dayWords(asOf)}`,
    now,
    timezone: world.calendar.timezone,
    values: await unless(signal, listedColumns(query, current.columns, world.values)),
  });
  const picture = await world.draw(drawn).then(
    (drawnPicture) => ({ picture: drawnPicture }),
    (pictureFailure: unknown) => ({ pictureFailure }),
  );
  return {
    text: format(request),
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

/** The first moment of a request's period and the first after it, as far as it has a beginning and an end. */
function daysOf(query: Query, request: Request, { calendar }: World, now: Date): { since?: Date; until?: Date } {
  const param = query.params.find(({ type }) => type === 'period');
  const [period] = (param && valuesOf(request, param)) ?? [];
  if (!period) return {};
  const { start, end } = spanOf(period, now, calendar);
  return {
    ...(start !== BOUNDS.first && { since: new Date(`${start}T00:00:00Z`) }),
    ...(end !== BOUNDS.last && { until: new Date(`${end}T00:00:00Z`) }),
  };
}

async function runEarlier(query: Query, request: Request, world: World, now: Date, signal: AbortSignal) {
  if (!request.compare) return undefined;
  const { compare } = request;
  const param = query.params.find(({ type }) => type === 'period');
  if (!param) throw new UserError(`${query.name} has no period to compare: ask without vs`);
  const span = spanOf(valuesOf(request, param)![0]!, now, world.calendar);
  const earlierSpan = comparisonSpan(span, compare, now, world.calendar);
  if (!earlierSpan)
    throw new UserError(
      'a period without a beginning has nothing before it: ask vs with a period such as last quarter',
    );
  const isLimited = query.params.some((limit) => LIMITS.includes(limit.name) && valuesOf(request, limit) !== undefined);
  const statement = render(query, request, {
    now,
    calendar: world.calendar,
    span: earlierSpan,
    isUnlimited: isLimited,
  });
  return { table: await world.run(statement, signal), compare, span, earlierSpan, isLimited };
}

/** A time axis reads from left to right: rows of a first column of times are put in their order, unless a ranking was asked for. */
function inOrder(table: Table, request: Request): Table {
  const index = table.columns.findIndex((column) => kindOf(column) !== 'number');
  if (index < 0 || kindOf(table.columns[index]!) !== 'time' || request.values.top) return table;
  const rows = [...table.rows].sort((left, right) =>
    (left[index] ?? '~') < (right[index] ?? '~') ? -1 : left[index] === right[index] ? 0 : 1,
  );
  return { ...table, rows };
}

/** The formats of the choices in force and of the header, each for its column and for that column's earlier values. */
function formatsOf(
  query: Query,
  request: Request,
  comparison: Comparison | undefined,
): Readonly<Record<string, string>> {
  const chosen = query.params.flatMap((param) => {
    const choice = param.choices.find(({ name }) => name === valuesOf(request, param)?.[0]);
    return choice ? [{ param: param.name, ...choice }] : [];
  });
  const labelled = (name: string) =>
    chosen.reduce((text, { param, label }) => text.replaceAll(`{{${param}.label}}`, label), name);
  const formats = [
    ...chosen.flatMap(({ label, format: written }) => (written ? [[label, written] as const] : [])),
    ...Object.entries(query.formats ?? {}).map(([name, written]) => [labelled(name), written] as const),
  ];
  return Object.fromEntries(
    formats.flatMap(([name, written]) => {
      const earlier = comparison?.columns[name];
      return earlier
        ? [
            [name, written],
            [earlier, written],
          ]
        : [[name, written]];
    }),
  );
}

/** The number of rows beyond which a request's own limit may have left some out; undefined when it has none. */
export function limitOf(query: Query, request: Request, table: Table): number | undefined {
  const items = new Set(table.rows.map(([first]) => first)).size;
  const isCut = query.params.some((param) => {
    const [limit] = LIMITS.includes(param.name) ? (valuesOf(request, param) ?? []) : [];
    return limit !== undefined && (!COUNTS.includes(param.name) || items >= Number(limit));
  });
  return isCut ? table.rows.length : undefined;
}
