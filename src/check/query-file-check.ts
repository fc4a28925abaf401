import type { AnswerContext } from '../answer/context.ts';
import type { Diagnostic } from '../catalogue/diagnostic.ts';
import type { Param, Query, Role } from '../catalogue/query.ts';
import type { Request } from '../question/request.ts';
import type { Table } from '../table/table.ts';
import type { CheckOptions } from './check.ts';

import { answer } from '../answer/answer.ts';
import { positionInFile, render } from '../answer/statement.ts';
import { periodParam } from '../catalogue/param.ts';
import { messageOf, UserError } from '../error.ts';
import { defaultRequest, formatRequest, withValue } from '../question/request.ts';
import { positionAt } from '../trino/text-position.ts';
import { athenaMessage } from './athena-message.ts';
import { refusalInWords } from './author-words.ts';
import { fanOut } from './fan-out.ts';
import { checkLookups } from './lookup-check.ts';
import { grammarFault } from './query-grammar.ts';
import { findRepeatedSums, repeatedSumText } from './repeated-sums.ts';
import { resultNotes } from './result-notes.ts';
import { sampleValues } from './sample-values.ts';
import { STATEMENT_MS } from './statement-time.ts';

/** What is checked, with what, and how. */
type Subject = { readonly query: Query; readonly context: AnswerContext; readonly options: CheckOptions };

/**
 * Checks one `.sql` file with its defaults, with each choice, and with each optional part kept and left out; also its
 * lists of values, freshness and formats, joins that repeat or drop rows, and sums over repeated rows.
 */
export async function checkQueryFile(
  query: Query,
  context: AnswerContext,
  options: CheckOptions,
): Promise<readonly Diagnostic[]> {
  const subject = { query, context, options };
  const lookups = await checkLookups(query, context);
  const columns = new Set<string>();
  const noted: Diagnostic[] = [];
  for (const request of requestsOf(query)) {
    const { found, table } = await checkRequest(request, subject);
    if (found.length > 0) return [...lookups, ...found];
    for (const { name } of table?.columns ?? []) columns.add(name);
    if (table) noted.push(...resultNotes(table).map((message) => noteOf(message, request, subject)));
  }
  const checked = [
    ...lookups,
    ...checkFormats(query, columns),
    ...checkGoal(query, columns),
    ...(await checkOptionalParts(subject)),
    ...(await checkSums(subject)),
    ...new Map(noted.map((note) => [note.message, note])).values(),
  ];
  const isSound = checked.every(({ isNote }) => isNote);
  return isSound ? [...checked, ...(await fanOut(query, context, options.now))] : checked;
}

/** A note about an answer, where the SQL begins. */
function noteOf(message: string, request: Request, { query, context, options }: Subject): Diagnostic {
  const rendering = { now: options.now, calendar: context.calendar };
  const { sql } = render(query, request, rendering);
  const begin = positionAt(sql, Math.max(0, sql.search(/\b(?:SELECT|WITH)\b/i)));
  return { file: query.file, ...positionInFile(query, request, rendering, begin), message, isNote: true };
}

/** The default request, then one for each choice that is not the default, and one that compares where the author's chart does. */
function requestsOf(query: Query): readonly Request[] {
  const choices = query.params
    .filter(({ type, role }) => type === 'choice' && ALONE.includes(role))
    .flatMap((param) => requestsFor(query, param));
  const compared =
    periodParam(query) && isComparing(query.chart) ? [{ ...defaultRequest(query), compare: 'previous' as const }] : [];
  return [
    ...new Map(
      [defaultRequest(query), ...choices, ...compared].map((request) => [formatRequest(request), request]),
    ).values(),
  ];
}

/** Whether an author's chart has a part for what an answer is compared with. */
const isComparing = (chart: Query['chart']) => JSON.stringify(chart).includes('compare.label');

/** Roles whose choices can each be asked for with nothing else. */
const ALONE: readonly Role[] = ['measure', 'dimension', 'series', 'option'];

/**
 * A request for each choice of a parameter. Where the choice of an optional one, such as a split, is what another
 * parameter has by default, that one gets another choice, as nobody asks for sales by country split by country.
 */
function requestsFor(query: Query, param: Param): readonly Request[] {
  return param.choices.map(({ name }) => {
    const base = defaultRequest(query);
    const other = query.params.find((each) => each !== param && each.type === 'choice' && each.default?.[0] === name);
    const instead = param.optional ? other?.choices.find((choice) => choice.name !== name) : undefined;
    const moved = other && instead ? withValue(base, query, other.name, [instead.name]) : base;
    return withValue(moved, query, param.name, [name]);
  });
}

/** Checks a request against the grammar, runs it and draws it. */
async function checkRequest(
  request: Request,
  { query, context, options }: Subject,
): Promise<{ readonly found: readonly Diagnostic[]; readonly table?: Table }> {
  const asked = formatRequest(request);
  const rendering = { now: options.now, calendar: context.calendar };
  try {
    const statement = render(query, request, rendering);
    const fault = grammarFault(query, request, { ...rendering, grammar: options.grammar });
    if (fault) return { found: [fault] };
    const explained = await options.explain?.(statement);
    if (explained)
      return { found: [await located(explained, request, 'Athena would refuse', { query, context, options })] };
    const signal = AbortSignal.timeout(STATEMENT_MS);
    const { pictureFailure, table } = await answer(asked, context, { now: options.now, signal });
    if (pictureFailure === undefined) return { found: [], table };
    const position = query.positionOf(query.chart === 'auto' ? [] : ['chart']);
    return {
      found: [{ file: query.file, ...position, message: `"${asked}" cannot be drawn: ${messageOf(pictureFailure)}` }],
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { found: [await located(error.fullMessage, request, undefined, { query, context, options })] };
  }
}

/** A refused statement at its place in the file, in Athena's words; a fault of the chart stands at the chart. */
async function located(
  refusal: string,
  request: Request,
  prefix: string | undefined,
  { query, context, options }: Subject,
): Promise<Diagnostic> {
  const asked = formatRequest(request);
  const message = athenaMessage(refusal);
  const { text, line = 1, column = 1, isAthenas } = message;
  const rendering = { now: options.now, calendar: context.calendar };
  if (query.chart !== 'auto' && !isAthenas && prefix === undefined)
    return { file: query.file, ...query.positionOf(['chart']), message: text };
  const position = positionInFile(query, request, rendering, { line, column });
  const { sql } = render(query, request, rendering);
  const said = await refusalInWords(message, sql, context.run);
  const words = prefix === undefined ? `"${asked}" does not run` : `${prefix} "${asked}"`;
  return { file: query.file, ...position, message: `${words}: ${said}` };
}

/** Runs the query with a value of each parameter that it can do without, and with what is not among its values. */
async function checkOptionalParts(subject: Subject): Promise<readonly Diagnostic[]> {
  const { query, context, options } = subject;
  const optional = query.params.filter(({ optional, type }) => optional && type !== 'choice');
  const outcomes = await Promise.all(
    optional.map(async (param): Promise<Diagnostic | undefined> => {
      const kept = withValue(defaultRequest(query), query, param.name, await sampleValues(query, param, context));
      const negated = param.role === 'filter' ? [{ ...kept, excluded: [param.name] }] : [];
      for (const request of [kept, ...negated]) {
        const rendering = { now: options.now, calendar: context.calendar };
        const fault = isRenderable(request, subject)
          ? (grammarFault(query, request, { ...rendering, grammar: options.grammar }) ??
            (await runFault(request, subject)))
          : undefined;
        if (fault) return fault;
      }
      return undefined;
    }),
  );
  return outcomes.filter((diagnostic) => diagnostic !== undefined);
}

/** Whether a request can be written as a statement: some parameters cannot be left out. */
function isRenderable(request: Request, { query, context, options }: Subject): boolean {
  try {
    render(query, request, { now: options.now, calendar: context.calendar });
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

async function runFault(request: Request, subject: Subject): Promise<Diagnostic | undefined> {
  const { query, context, options } = subject;
  const statement = render(query, request, { now: options.now, calendar: context.calendar });
  try {
    await context.run(statement, AbortSignal.timeout(STATEMENT_MS));
    return undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return located(error.fullMessage, request, undefined, subject);
  }
}

/** Tells formats of columns that no answer has. */
function checkFormats(
  { file, formats = {}, params, positionOf }: Query,
  columns: ReadonlySet<string>,
): readonly Diagnostic[] {
  const labels = (name: string) =>
    params.reduce(
      (names, param) =>
        names.flatMap((text) =>
          text.includes(`{{${param.name}.label}}`)
            ? param.choices.map(({ label }) => text.replaceAll(`{{${param.name}.label}}`, label))
            : [text],
        ),
      [name],
    );
  return Object.keys(formats).flatMap((name) => {
    if (labels(name).some((label) => columns.has(label))) return [];
    const message = `formats names ${name}, which is no column: there are ${[...columns].join(', ')}`;
    return { file, ...positionOf(['formats', name]), message };
  });
}

/** Tells a goal of a measure that is neither a choice nor a column of any answer. */
function checkGoal({ file, goal, params, positionOf }: Query, columns: ReadonlySet<string>): readonly Diagnostic[] {
  if (!goal || columns.has(goal.measure)) return [];
  if (params.some(({ choices }) => choices.some(({ name }) => name === goal.measure))) return [];
  const message = `goal names ${goal.measure}, which is no column: there are ${[...columns].join(', ')}`;
  return [{ file, ...positionOf(['goal', 'measure']), message }];
}

/** Tells sums of rows that a join repeats, for each choice of a measure; of averages and counts, as notes. */
async function checkSums({ query, context, options }: Subject): Promise<readonly Diagnostic[]> {
  const measures = query.params.filter(({ role }) => role === 'measure');
  const requests = [
    defaultRequest(query),
    ...measures.flatMap((param) =>
      param.choices.map(({ name }) => withValue(defaultRequest(query), query, param.name, [name])),
    ),
  ];
  const rendering = { now: options.now, calendar: context.calendar };
  const found = new Map<string, Diagnostic>();
  for (const request of requests) {
    const statement = render(query, request, rendering);
    for (const sum of await findRepeatedSums(statement, context.run)) {
      const position = positionInFile(query, request, rendering, positionAt(statement.sql, sum.offset));
      const message = repeatedSumText(sum);
      found.set(message, { file: query.file, ...position, message, ...(sum.name !== 'sum' && { isNote: true }) });
    }
  }
  return [...found.values()];
}
