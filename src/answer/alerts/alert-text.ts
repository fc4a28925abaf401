import type { Query } from '../../catalogue/query.ts';
import type { AlertOperator, AlertRule } from '../../digests/alert-rule.ts';
import type { Request } from '../../question/request.ts';
import type { AnswerContext } from '../context.ts';
import type { Limit } from './alert-sentence.ts';

import { periodParam, roleParam } from '../../catalogue/param.ts';
import { UserError } from '../../error.ts';
import { normalize, valuesOf, withValue } from '../../question/request.ts';
import { straighten } from '../../question/tokens.ts';
import { understand, understandOrNothing } from '../understand.ts';
import { limitAtEnd, questionIn, splitAlert } from './alert-sentence.ts';

/** What a change is measured against: the days that the question compares with, or the same weekdays of the last four weeks. */
export type AlertBaseline = 'compared' | 'usual';

/** An alert's sentence as it was understood. */
export type Alert = {
  readonly query: Query;
  /** The request of each check, without the limit. */
  readonly request: Request;
  readonly rule: AlertRule;
  /** Whether each row is checked; else only the total. */
  readonly isEach: boolean;
  /** Undefined for a rule on the numbers themselves. */
  readonly baseline: AlertBaseline | undefined;
  /** Hours after which an alert that is still raised is reported again; undefined for never. */
  readonly remindHours: number | undefined;
  /** The column that has whom to tell of each row; undefined when the sentence names none. */
  readonly person: AlertPerson | undefined;
};

/** A column of people: the dimension of the alert itself, or one that its rows can be split by. */
export type AlertPerson = {
  /** The name of the choice. */
  readonly name: string;
  readonly label: string;
  /** The parameter that splits the rows by it; undefined when each row is such a person. */
  readonly split: string | undefined;
};

const EXAMPLE = 'sales yesterday under 1000, or: sales yesterday change < -10%';

/**
 * Reads an alert's sentence: a question and a limit on its number, `sales yesterday under 1000`, `any country sales last week
 * change < -10% vs previous`. Limits on numbers are read as in any question. Throws a UserError that says what is missing.
 */
export async function readAlert(text: string, context: AnswerContext, { now }: { now: Date }): Promise<Alert> {
  const { words, remindHours, least, change, isUsual, person: named } = splitAlert(straighten(text).trim());
  const { question, isEach } = questionIn(words);
  if (question.trim() === '') throw new UserError(`say what to look at and when to tell: ${EXAMPLE}`);
  const { query, request, limit } = await understandLimited(question, context, now);
  const isOfRows = isEach || !hasTotal(query);
  const person =
    named === undefined ? undefined : await readPerson(named, { query, request, isEach: isOfRows }, context);
  const rest = { isEach: isOfRows, remindHours, person };
  const asked = rest.isEach ? request : withTotal(query, request);
  if (!change) {
    if (isUsual) throw new UserError(`say by how much it differs from the usual: ${EXAMPLE}`);
    const limited = limit ? { request: asked, rule: limit } : limitOf(query, asked);
    return { ...limited, ...rest, query, baseline: undefined, rule: { subject: 'value', ...limited.rule, least } };
  }
  const baseline = request.compare === undefined || isUsual ? 'usual' : 'compared';
  if (baseline === 'usual') checkPast(query, request);
  const { compare, ...without } = asked;
  return {
    ...rest,
    query,
    request: baseline === 'usual' ? without : asked,
    baseline,
    rule: { subject: 'change', ...change, least },
  };
}

/**
 * Understands a question with its limit. One whose query keeps no rows by their size is understood without, and `limit` is
 * what it ends with.
 */
async function understandLimited(
  question: string,
  context: AnswerContext,
  now: Date,
): Promise<{ readonly query: Query; readonly request: Request; readonly limit?: Limit }> {
  try {
    return await understand(question, context, { now });
  } catch (error) {
    const cut = limitAtEnd(question);
    const understood = cut && (await understandOrNothing(cut.question, context));
    const canLimit = understood?.query.params.some(({ role }) => role === 'threshold');
    if (!understood || canLimit) throw error;
    return { ...understood, limit: cut.limit };
  }
}

/** Finds the column of people that some words name. Throws a UserError when the rows of an alert have no such column. */
async function readPerson(
  words: string,
  { query, request, isEach }: { readonly query: Query; readonly request: Request; readonly isEach: boolean },
  context: AnswerContext,
): Promise<AlertPerson> {
  if (!isEach) throw new UserError(`the ${words} is of each row: write any country, or whatever its rows are`);
  const dimension = roleParam(query, 'dimension');
  const series = roleParam(query, 'series');
  const understood = await understandOrNothing(`${query.name} by ${words}`, context);
  const isSame = understood?.query.name === query.name && dimension !== undefined;
  const [name] = isSame ? (valuesOf(understood.request, dimension) ?? []) : [];
  const choice = dimension?.choices.find((each) => each.name === name);
  if (!choice) throw new UserError(`${query.name} has nothing called "${words}" that could name whom to tell`);
  const { label } = choice;
  if (valuesOf(request, dimension!)?.[0] === choice.name) return { name: choice.name, label, split: undefined };
  const isSplit = series !== undefined && (valuesOf(request, series) ?? []).length > 0;
  if (isSplit || !series?.choices.some((each) => each.name === choice.name))
    throw new UserError(`the rows of this alert cannot be split by ${label}: ask any one thing, and tell by another`);
  return { name: choice.name, label, split: series.name };
}

/** The limit that a request keeps its rows by, and the request without it. Throws a UserError unless there is one. */
function limitOf(query: Query, request: Request): { readonly request: Request; readonly rule: Limit } {
  const limits = query.params.filter(({ role, name, keeps }) => {
    return role === 'threshold' && keeps !== undefined && request.values[name] !== undefined;
  });
  const [limit] = limits;
  if (!limit) throw new UserError(`it does not say when to tell: ${EXAMPLE}`);
  if (limits.length > 1) throw new UserError('an alert has one limit: make two alerts for two');
  const having = query.params.find(({ role, keeps }) => role === 'threshold' && keeps === undefined);
  const measure = roleParam(query, 'measure');
  const [named] = (having && request.values[having.name]) ?? [];
  const values = { ...request.values, [limit.name]: [], ...(having && { [having.name]: [] }) };
  if (measure && named !== undefined) values[measure.name] = [named];
  const { compare, ...rest } = request;
  return {
    request: normalize({ ...rest, values }, query),
    rule: { operator: limit.keeps as AlertOperator, limit: Number(request.values[limit.name]![0]) },
  };
}

/** Whether a query can be asked for its total. */
function hasTotal(query: Query): boolean {
  const dimension = roleParam(query, 'dimension');
  return !dimension || dimension.choices.some(({ name }) => name === 'none');
}

function withTotal(query: Query, request: Request): Request {
  const grouped = query.params.filter(({ role }) => role === 'dimension' || role === 'series');
  return grouped.reduce(
    (total, { name, role }) => withValue(total, query, name, role === 'dimension' ? ['none'] : undefined),
    request,
  );
}

/** Periods that have a usual: the same one of earlier weeks. */
const WEEKLY = /^(?:yesterday|last (?:\d+ )?(?:day|week)s?)$/;

/** Periods that are not over: whole days of earlier weeks are no measure for them. */
const RUNNING = /^(?:today|this |wtd|mtd|qtd|ytd)/;

function checkPast(query: Query, request: Request): void {
  const param = periodParam(query);
  const [period = ''] = (param && valuesOf(request, param)) ?? [];
  if (WEEKLY.test(period)) return;
  if (RUNNING.test(period)) {
    throw new UserError(
      `"${period}" is not over yet, and would be compared with whole days of earlier weeks: ask of yesterday or last week`,
    );
  }
  throw new UserError(
    `"${period}" has no usual to be compared with, as days and weeks have: ask of yesterday or last week, or write vs last year`,
  );
}
