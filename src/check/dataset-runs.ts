import type { AnswerContext } from '../answer/context.ts';
import type { Statement } from '../answer/statement.ts';
import type { Diagnostic, Position } from '../catalogue/diagnostic.ts';
import type { Param } from '../catalogue/query.ts';
import type { Request } from '../question/request.ts';
import type { Table } from '../table/table.ts';
import type { CheckOptions } from './check.ts';
import type { DatasetQuery } from './dataset-check.ts';

import { answer, rawFormsIn } from '../answer/answer.ts';
import { render } from '../answer/statement.ts';
import { spanOf } from '../calendar/span.ts';
import { isRunningTotal } from '../catalogue/dataset.ts';
import { periodParam } from '../catalogue/param.ts';
import { drawNothing } from '../chart/chart.ts';
import { messageOf, UserError } from '../error.ts';
import { defaultRequest, formatRequest, withValue } from '../question/request.ts';
import { athenaMessage } from './athena-message.ts';
import { sampleValues } from './sample-values.ts';
import { STATEMENT_MS } from './statement-time.ts';

type Options = Pick<CheckOptions, 'now'>;

/**
 * Runs what can be asked of a dataset: all measures by each dimension and grain of time, one statement for each of
 * these; each way to show; a filter by each dimension, kept and excluded; freshness. Draws each measure and each
 * dimension once, and computes the chart of every pair.
 */
export async function checkDatasetRuns(
  query: DatasetQuery,
  context: AnswerContext,
  { now }: Options,
): Promise<readonly Diagnostic[]> {
  const groups = choicesOf(query, 'by');
  const checked = await Promise.all([
    checkFreshness(query, context, now),
    checkFilters(query, context, now),
    checkShows(query, context, now),
    ...groups.map(({ name }) => checkGroup(query, name, context, now)),
  ]);
  return checked.flat();
}

/** Runs all measures by one group, and draws them. */
async function checkGroup(
  query: DatasetQuery,
  by: string,
  context: AnswerContext,
  now: Date,
): Promise<readonly Diagnostic[]> {
  const names = choicesOf(query, 'measure').map(({ name }) => name);
  const request = withValue(withValue(defaultRequest(query), query, 'by', [by]), query, 'measure', names);
  const outcome = await runRequest(query, request, context, now);
  if (typeof outcome === 'string') return [at(query, positionOfGroup(query, by), `by ${by}: ${outcome}`)];
  if (outcome === undefined) return [];
  return drawGroup(query, by, { table: outcome, context, now });
}

/** Draws one group with the default measure, and each measure with the default group; computes the charts of the others. */
async function drawGroup(
  query: DatasetQuery,
  by: string,
  { table, context, now }: { readonly table: Table; readonly context: AnswerContext; readonly now: Date },
): Promise<readonly Diagnostic[]> {
  const defaultOf = (name: string) => query.params.find((param) => param.name === name)?.default?.[0];
  const measures = choicesOf(query, 'measure');
  const groupCount = table.columns.length - measures.length;
  const outcomes = await Promise.all(
    measures.map(async ({ name }, index): Promise<Diagnostic | undefined> => {
      const isDrawn = by === defaultOf('by') || name === defaultOf('measure');
      const request = withValue(withValue(defaultRequest(query), query, 'by', [by]), query, 'measure', [name]);
      const columns = [...table.columns.slice(0, groupCount).keys(), groupCount + index];
      const known: AnswerContext = {
        ...context,
        run: async () => columnsOf(table, columns),
        ...(!isDrawn && { draw: drawNothing }),
      };
      const asked = formatRequest(request);
      const { pictureFailure } = await answer(asked, known, { now, signal: AbortSignal.timeout(STATEMENT_MS) });
      if (pictureFailure === undefined) return undefined;
      const position = by === defaultOf('by') ? positionOfMeasure(query, name) : positionOfGroup(query, by);
      return at(query, position, `"${asked}" cannot be drawn: ${messageOf(pictureFailure)}`);
    }),
  );
  return outcomes.filter((diagnostic) => diagnostic !== undefined);
}

function columnsOf(table: Table, indexes: readonly number[]): Table {
  return {
    ...table,
    columns: indexes.map((index) => table.columns[index]!),
    rows: table.rows.map((row) => indexes.map((index) => row[index] ?? null)),
  };
}

/** Runs what tells how new the data is; notes a default period that begins after it. */
async function checkFreshness(query: DatasetQuery, context: AnswerContext, now: Date): Promise<readonly Diagnostic[]> {
  const { freshness, positionOf } = query;
  if (freshness === undefined) return [];
  const outcome = await refusable(context.run({ sql: freshness, parameters: [] }, AbortSignal.timeout(STATEMENT_MS)));
  if (typeof outcome === 'string') return [at(query, positionOf(['freshness']), `freshness: ${outcome}`)];
  const newest = outcome.rows[0]?.[0]?.slice(0, 10);
  const period = periodParam(query)?.default?.[0];
  if (newest === undefined || period === undefined || spanOf(period, now, context.calendar).start <= newest) return [];
  const message = `the default period ${period} has no rows, as the data ends on ${newest}: write period: all time, or ${newest.slice(0, 4)}`;
  return [{ ...at(query, positionOf(['default', 'period']), message), isNote: true }];
}

/** Runs each way to show the default measure. What Owlpost itself cannot put together is no fault of the dataset. */
async function checkShows(query: DatasetQuery, context: AnswerContext, now: Date): Promise<readonly Diagnostic[]> {
  const outcomes = await Promise.all(
    choicesOf(query, 'show').map(async ({ name }): Promise<Diagnostic | undefined> => {
      const isOfTime = name.startsWith('change') || isRunningTotal(name);
      const base =
        isOfTime && query.dataset.time
          ? withValue(defaultRequest(query), query, 'by', ['month'])
          : defaultRequest(query);
      const outcome = await runRequest(query, withValue(base, query, 'show', [name]), context, now);
      return typeof outcome === 'string'
        ? at(query, query.positionOf(['measures']), `show=${name}: ${outcome}`)
        : undefined;
    }),
  );
  return outcomes.filter((diagnostic) => diagnostic !== undefined);
}

/** Filters by every dimension, by its first two values and by what is not among them. */
async function checkFilters(query: DatasetQuery, context: AnswerContext, now: Date): Promise<readonly Diagnostic[]> {
  const filters = query.params.filter(({ role }) => role === 'filter');
  const outcomes = await Promise.all(
    filters.map(async (param): Promise<Diagnostic | undefined> => {
      const values = await sampleValues(query, param, context);
      const kept = withValue(withValue(defaultRequest(query), query, 'by', ['none']), query, param.name, values);
      for (const request of [kept, { ...kept, excluded: [param.name] }]) {
        const outcome = await runRequest(query, request, context, now);
        if (typeof outcome === 'string')
          return at(query, param.position ?? query.positionOf(['time']), `filter ${param.name}: ${outcome}`);
      }
      return undefined;
    }),
  );
  return outcomes.filter((diagnostic) => diagnostic !== undefined);
}

/** The rows of a request, or what Athena says against it; undefined for a request that Owlpost does not put together. */
async function runRequest(
  query: DatasetQuery,
  request: Request,
  context: AnswerContext,
  now: Date,
): Promise<Table | string | undefined> {
  const { calendar, run } = context;
  const rawForms = await rawFormsIn(query, request, context);
  let statement: Statement;
  try {
    statement = render(query, request, { now, calendar, rawForms });
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
  return refusable(run(statement, AbortSignal.timeout(STATEMENT_MS)));
}

/** The rows of a statement, or Athena's words when it is refused. */
async function refusable(rows: Promise<Table>): Promise<Table | string> {
  try {
    return await rows;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return athenaMessage(error.fullMessage).text;
  }
}

function choicesOf({ params }: DatasetQuery, name: string): Param['choices'] {
  return params.find((param) => param.name === name)?.choices ?? [];
}

function positionOfGroup(query: DatasetQuery, name: string): Position {
  return query.dataset.dimensions.find((one) => one.name === name)?.position ?? query.positionOf(['time']);
}

function positionOfMeasure(query: DatasetQuery, name: string): Position {
  return query.dataset.measures.find((one) => one.name === name)?.position ?? query.positionOf(['measures']);
}

function at({ file }: DatasetQuery, { line, column }: Position, message: string): Diagnostic {
  return { file, line, column, message };
}
