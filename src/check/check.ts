import type { AnswerContext } from '../answer/context.ts';
import type { Statement } from '../answer/statement.ts';
import type { Diagnostic, Position } from '../catalogue/diagnostic.ts';
import type { Param, Query, Role } from '../catalogue/query.ts';
import type { Request } from '../question/request.ts';

import { answer } from '../answer/answer.ts';
import { placeInFile, render } from '../answer/statement.ts';
import { UserError } from '../error.ts';
import { formatRequest, withValue } from '../question/request.ts';
import { accessDiagnostics } from './access.ts';
import { checkDataset } from './dataset-check.ts';
import { fanOut } from './fan-out.ts';
import { checkMetrics } from './metrics.ts';

/** What queries are checked with. */
export type CheckOptions = {
  readonly now: Date;
  /** The one file to check, as diagnostics name it; all files when it is missing. */
  readonly file?: string | undefined;
  /** The first fault of a statement against Trino's grammar. */
  readonly grammar: (sql: string) => (Position & { readonly message: string }) | undefined;
  /** What the real Athena finds wrong with a statement, when it is to be asked. */
  readonly explain?: (statement: Statement) => Promise<string | undefined>;
  /** Hears of each query when it has been checked. */
  readonly onQuery?: (query: Query, diagnostics: readonly Diagnostic[]) => void;
};

/**
 * Checks every query as a pull request would want it: what its file says, Trino's grammar, and a run and a drawing with
 * the defaults and with each choice. The diagnostics of the reading come first.
 */
export async function check(world: AnswerContext, options: CheckOptions): Promise<readonly Diagnostic[]> {
  const catalogue = world.catalogue();
  const { queries } = catalogue;
  const diagnostics = [...catalogue.diagnostics, ...accessDiagnostics(catalogue)];
  const isWanted = ({ file }: { readonly file: string }) => options.file === undefined || file === options.file;
  const found: Diagnostic[] = diagnostics.filter(isWanted);
  for (const query of queries.filter(isWanted)) {
    const own = query.dataset
      ? await checkDataset({ ...query, dataset: query.dataset }, world, options)
      : await checkQueryFile(query, world, options);
    options.onQuery?.(query, own);
    found.push(...own);
  }
  return [...found, ...checkMetrics(queries).filter(isWanted)];
}

/** Checks one `.sql` file. */
async function checkQueryFile(
  query: Query,
  world: AnswerContext,
  options: CheckOptions,
): Promise<readonly Diagnostic[]> {
  for (const request of requestsOf(query)) {
    const found = await checkRequest(query, request, world, options);
    if (found.length > 0) return found;
  }
  return fanOut(query, world, options.now);
}

/** The default request, then one for each choice that is not the default. */
function requestsOf(query: Query): readonly Request[] {
  const base: Request = { query: query.name, values: {}, excluded: [] };
  const choices = query.params
    .filter(({ type, role }) => type === 'choice' && ALONE.includes(role))
    .flatMap((param) => requestsFor(base, query, param));
  return [...new Map([base, ...choices].map((request) => [formatRequest(request), request])).values()];
}

/** Roles whose choices can each be asked for with nothing else. */
const ALONE: readonly Role[] = ['measure', 'dimension', 'series', 'option'];

function requestsFor(base: Request, query: Query, param: Param): readonly Request[] {
  return param.choices.map(({ name }) => {
    const twin = query.params.find(
      (other) => other !== param && other.type === 'choice' && other.default?.[0] === name,
    );
    const apart = twin?.choices.find((choice) => choice.name !== name && twin.choices.some((own) => own.name === name));
    const moved = apart && param.optional ? withValue(base, query, twin!.name, [apart.name]) : base;
    return withValue(moved, query, param.name, [name]);
  });
}

/** The first place in a query's file at which a request's SQL breaks Trino's grammar. */
export function grammarFault(
  query: Query,
  request: Request,
  { grammar, ...rendering }: { now: Date; calendar: AnswerContext['calendar'] } & Pick<CheckOptions, 'grammar'>,
): Diagnostic | undefined {
  const fault = grammar(render(query, request, rendering).sql);
  if (!fault) return undefined;
  const { line, column } = placeInFile(query, request, rendering, fault);
  return { file: query.file, line, column, message: `not Trino's grammar: ${fault.message}` };
}

async function checkRequest(
  query: Query,
  request: Request,
  world: AnswerContext,
  options: CheckOptions,
): Promise<readonly Diagnostic[]> {
  const asked = formatRequest(request);
  const rendering = { now: options.now, calendar: world.calendar };
  const at = (line: number, column: number, message: string): Diagnostic => ({
    file: query.file,
    ...placeInFile(query, request, rendering, { line, column }),
    message,
  });
  try {
    const statement = render(query, request, rendering);
    const fault = grammarFault(query, request, { ...rendering, grammar: options.grammar });
    if (fault) return [fault];
    const explained = await options.explain?.(statement);
    if (explained) return [located(explained, at, `Athena would refuse "${asked}"`)];
    const { pictureFailure } = await answer(asked, world, { now: options.now, signal: AbortSignal.timeout(120_000) });
    return pictureFailure === undefined ? [] : [at(1, 1, `"${asked}" cannot be drawn: ${messageOf(pictureFailure)}`)];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [located(error.message, at, `"${asked}" does not run`)];
  }
}

/** Athena tells places as `line 3:14:`; they become places in the file. */
function located(
  message: string,
  at: (line: number, column: number, message: string) => Diagnostic,
  prefix: string,
): Diagnostic {
  const place = /line (\d+):(\d+):?\s*/.exec(message);
  return at(
    Number(place?.[1] ?? 1),
    Number(place?.[2] ?? 1),
    `${prefix}: ${place ? message.replace(place[0], '') : message}`,
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
