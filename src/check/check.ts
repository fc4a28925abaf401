import type { AnswerContext } from '../answer/context.ts';
import type { Statement } from '../answer/statement.ts';
import type { Diagnostic, Position } from '../catalogue/diagnostic.ts';
import type { Query } from '../catalogue/query.ts';

import { accessDiagnostics } from './access.ts';
import { checkDataset } from './dataset-check.ts';
import { checkMetrics } from './metrics.ts';
import { checkQueryFile } from './query-file-check.ts';

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
