import type { AnswerContext } from '../answer/context.ts';
import type { Diagnostic, Position } from '../catalogue/diagnostic.ts';
import type { Query } from '../catalogue/query.ts';

import { UserError } from '../error.ts';
import { athenaMessage } from './athena-message.ts';
import { refusalInWords } from './author-words.ts';
import { STATEMENT_MS } from './statement-time.ts';

/** Runs the lookups that a query file declares, its lists of values and its freshness; returns a diagnostic for each that fails. */
export async function checkLookups(
  { file, params, freshness, positionOf }: Query,
  { run }: Pick<AnswerContext, 'run'>,
): Promise<readonly Diagnostic[]> {
  const lookups: readonly { what: string; sql: string; position: Position }[] = [
    ...params.flatMap(({ name, values }) =>
      values && 'sql' in values
        ? [{ what: `values of ${name}`, sql: values.sql, position: positionOf(['params', name, 'values']) }]
        : [],
    ),
    ...(freshness === undefined ? [] : [{ what: 'freshness', sql: freshness, position: positionOf(['freshness']) }]),
  ];
  const outcomes = await Promise.all(
    lookups.map(async ({ what, sql, position }): Promise<Diagnostic | undefined> => {
      try {
        await run({ sql, parameters: [] }, AbortSignal.timeout(STATEMENT_MS));
        return undefined;
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        const said = await refusalInWords(athenaMessage(error.fullMessage), sql, run);
        return { file, ...position, message: `${what}: ${said}` };
      }
    }),
  );
  return outcomes.filter((diagnostic) => diagnostic !== undefined);
}
