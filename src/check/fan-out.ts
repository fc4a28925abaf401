import type { AnswerContext } from '../answer/context.ts';
import type { Statement } from '../answer/statement.ts';
import type { Diagnostic } from '../catalogue/diagnostic.ts';
import type { Query } from '../catalogue/query.ts';
import type { Request } from '../question/request.ts';
import type { Table } from '../table/table.ts';
import type { ParsedQuery } from '../trino/parse.ts';

import { additiveColumns } from '../answer/additive.ts';
import { answer } from '../answer/answer.ts';
import { limitOf } from '../answer/chart-options.ts';
import { positionInFile } from '../answer/statement.ts';
import { undefinedIfRefused } from '../error.ts';
import { defaultRequest, formatRequest, withValue } from '../question/request.ts';
import { sumColumn } from '../table/sum.ts';
import { tryParseQuery } from '../trino/parse.ts';
import { positionAt } from '../trino/text-position.ts';
import { joinsOf, withoutJoin } from './joins.ts';
import { STATEMENT_MS } from './statement-time.ts';

/** One answer whose rows may be added up, and how it came about. */
type Case = {
  readonly by: string;
  readonly request: Request;
  readonly statement: Statement;
  /** Undefined for a statement whose syntax tree cannot be read. */
  readonly parsed: ParsedQuery | undefined;
  readonly totals: ReadonlyMap<string, number>;
};

/**
 * Finds joins that repeat or drop rows: measures whose total changes with the dimension, or with a join that the
 * answer does not need. Only columns that may be added up are checked, and only where no parameter limits the rows.
 */
export async function fanOut(query: Query, context: AnswerContext, now: Date): Promise<readonly Diagnostic[]> {
  const diagnostics: Diagnostic[] = [];
  const joins = new Set<string>();
  for (const cases of await casesOf(query, context, now)) {
    diagnostics.push(...changesWithDimension(query, cases));
    for (const one of cases) diagnostics.push(...(await changesWithJoin(query, one, { context, now, joins })));
  }
  return diagnostics;
}

/** The answers for every choice of every dimension; none when a limit may have left rows out. */
async function casesOf(query: Query, context: AnswerContext, now: Date): Promise<readonly (readonly Case[])[]> {
  const base = defaultRequest(query);
  const dimensions = query.params.filter((param) => param.type === 'choice' && !param.optional);
  const asked = dimensions.map(({ name: param, choices }) =>
    choices.map(({ name }) => ({ by: name, text: formatRequest(withValue(base, query, param, [name])) })),
  );
  const all: Case[][] = [];
  for (const group of asked.length > 0 ? asked : [[{ by: query.name, text: formatRequest(base) }]]) {
    const cases: Case[] = [];
    for (const { by, text } of group) {
      const signal = AbortSignal.timeout(STATEMENT_MS);
      const { table, request, statement } = await answer(text, context, { now, signal });
      if (limitOf(query, request, table) !== undefined) return [];
      const parsed = tryParseQuery(statement.sql);
      cases.push({ by, request, statement, parsed, totals: totalsOf(table, additiveColumns(query, request, parsed)) });
    }
    all.push(cases);
  }
  return all;
}

function changesWithDimension(query: Query, cases: readonly Case[]): readonly Diagnostic[] {
  const first = new Map<string, { readonly total: number; readonly by: string }>();
  return cases.flatMap(({ by, totals }) =>
    [...totals].flatMap(([column, total]) => {
      const known = first.get(column);
      if (!known) first.set(column, { total, by });
      if (!known || isSameTotal(known.total, total)) return [];
      const message = `${column} adds up to ${known.total} by ${known.by} but to ${total} by ${by}: a join repeats or drops rows`;
      return { file: query.file, line: 1, column: 1, message };
    }),
  );
}

type FanOutOptions = { readonly context: AnswerContext; readonly now: Date; readonly joins: Set<string> };

/** Runs a statement again without each join that it does not need; `joins` are those that were tried already. */
async function changesWithJoin(
  query: Query,
  { request, statement, parsed, totals }: Case,
  { context, now, joins }: FanOutOptions,
): Promise<readonly Diagnostic[]> {
  const diagnostics: Diagnostic[] = [];
  if (!parsed || totals.size === 0) return [];
  for (const join of joinsOf(parsed)) {
    const sql = withoutJoin(parsed, join);
    const words = statement.sql.slice(join.start, join.end).trim();
    if (sql === undefined || joins.has(words)) continue;
    joins.add(words);
    const running = context.run({ ...statement, sql }, AbortSignal.timeout(STATEMENT_MS));
    const table = await undefinedIfRefused(running); // refused when the statement needs the join by a name without alias
    const without = table ? totalsOf(table, [...totals.keys()]) : new Map<string, number>();
    const changed = [...totals].find(
      ([column, total]) => without.has(column) && !isSameTotal(without.get(column)!, total),
    );
    if (!changed) continue;
    const [column, total] = changed;
    const message = `${column} adds up to ${total} with the join of ${join.table} but to ${without.get(column)} without it: it repeats or drops rows`;
    const position = positionInFile(
      query,
      request,
      { now, calendar: context.calendar },
      positionAt(statement.sql, join.start),
    );
    diagnostics.push({ file: query.file, ...position, message });
  }
  return diagnostics;
}

function totalsOf(table: Table, columns: readonly string[]): ReadonlyMap<string, number> {
  const totals = columns.flatMap((column) => {
    const index = table.columns.findIndex(({ name }) => name === column);
    const total = index < 0 ? null : sumColumn(table, index);
    return total === null ? [] : [[column, total] as const];
  });
  return new Map(totals);
}

/** Doubles differ in their last digits with the order in which they were added. */
function isSameTotal(left: number, right: number): boolean {
  return Math.abs(left - right) <= 1e-9 * Math.abs(left);
}
