import type { AnswerContext } from '../answer/context.ts';
import type { Calendar } from '../calendar/span.ts';
import type { Diagnostic } from '../catalogue/diagnostic.ts';
import type { Query } from '../catalogue/query.ts';
import type { Request } from '../question/request.ts';
import type { CheckOptions } from './check.ts';

import { positionInFile, render } from '../answer/statement.ts';
import { defaultRequest } from '../question/request.ts';
import { authorWords } from './author-words.ts';

/** Checks the SQL of a query, with its defaults, against Trino's grammar, which is loaded at the first call. Returns the diagnostics. */
export async function checkQueryGrammar(query: Query, calendar: Calendar): Promise<readonly Diagnostic[]> {
  if (query.dataset) return (await import('./dataset-grammar.ts')).datasetGrammarFaults(query.dataset, query.file);
  const { checkGrammar } = await import('../trino/grammar.ts');
  const request = defaultRequest(query);
  const fault = grammarFault(query, request, { now: new Date(), calendar, grammar: checkGrammar });
  return fault ? [fault] : [];
}

/** Returns the first position in a query's file at which a request's SQL breaks Trino's grammar, with the reason; undefined when it does not. */
export function grammarFault(
  query: Query,
  request: Request,
  { grammar, ...rendering }: { now: Date; calendar: AnswerContext['calendar'] } & Pick<CheckOptions, 'grammar'>,
): Diagnostic | undefined {
  const { sql } = render(query, request, rendering);
  const fault = grammar(sql);
  if (!fault) return undefined;
  const { line, column } = positionInFile(query, request, rendering, fault);
  const words = authorWords(fault.message, sql, fault) ?? fault.message;
  return { file: query.file, line, column, message: `not Trino's grammar: ${words}` };
}
