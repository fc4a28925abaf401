import type { AnswerContext } from '../answer/context.ts';
import type { Statement } from '../answer/statement.ts';
import type { Diagnostic, Position } from '../catalogue/diagnostic.ts';
import type { Query } from '../catalogue/query.ts';

import { accessDiagnostics, checkRuleValues } from './access.ts';
import { checkDataset } from './dataset-check.ts';
import { checkMetrics } from './metrics.ts';
import { checkQueryFile } from './query-file-check.ts';

/** What queries are checked with. */
export type CheckOptions = {
  readonly now: Date;
  /** The only file to check, as diagnostics name it; missing to check all. */
  readonly file?: string | undefined;
  /** Returns the first fault of a statement against Trino's grammar. */
  readonly grammar: (sql: string) => (Position & { readonly message: string }) | undefined;
  /** Returns what the real Athena finds wrong with a statement; missing when it is not to be asked. */
  readonly explain?: (statement: Statement) => Promise<string | undefined>;
  /** Called after each query was checked. */
  readonly onQuery?: (query: Query, diagnostics: readonly Diagnostic[]) => void;
};

/**
 * Checks every query and dataset of a catalogue: what their files say, Trino's grammar, and a run and a drawing with the
 * defaults and with each choice. Resolves to the diagnostics, those of reading the files first.
 */
export async function check(context: AnswerContext, options: CheckOptions): Promise<readonly Diagnostic[]> {
  const catalogue = context.catalogue();
  const { queries } = catalogue;
  const diagnostics = [...catalogue.diagnostics, ...accessDiagnostics(catalogue)];
  const isWanted = ({ file }: { readonly file: string }) => options.file === undefined || file === options.file;
  const found: Diagnostic[] = diagnostics.filter(isWanted);
  for (const query of queries.filter(isWanted)) {
    const own = query.dataset
      ? await checkDataset({ ...query, dataset: query.dataset }, context, options)
      : await checkQueryFile(query, context, options);
    options.onQuery?.(query, own);
    found.push(...own);
  }
  const unknown = await checkRuleValues(catalogue, context);
  return [...found, ...[...unknown, ...checkMetrics(queries)].filter(isWanted)];
}
