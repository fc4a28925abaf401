import type { AnswerContext } from '../answer/context.ts';
import type { Dataset } from '../catalogue/dataset.ts';
import type { Diagnostic } from '../catalogue/diagnostic.ts';
import type { Query } from '../catalogue/query.ts';
import type { CheckOptions } from './check.ts';
import type { PieceFault } from './dataset-probe.ts';

import { fromSql, measureSql } from '../catalogue/dataset-sql.ts';
import { authorWords } from './author-words.ts';
import { datasetGrammarFaults } from './dataset-grammar.ts';
import { checkDatasetJoins } from './dataset-join-check.ts';
import { probeDataset } from './dataset-probe.ts';
import { checkDatasetRuns } from './dataset-runs.ts';
import { missingNameHint } from './missing-name.ts';
import { checkPartition } from './partition-check.ts';
import { findRepeatedSums, repeatedSumText } from './repeated-sums.ts';
import { checkSpellings } from './spellings.ts';
import { factTable } from './tables.ts';
import { checkUnmatchedJoins } from './unmatched-joins.ts';

/** A query over a dataset. */
export type DatasetQuery = Query & { readonly dataset: Dataset };

/**
 * Checks one dataset on the data at hand: each piece of its SQL, each join, each measure with each dimension, filters
 * and ways to show, and its partition. What needs a faulty piece is not checked.
 */
export async function checkDataset(
  query: DatasetQuery,
  context: AnswerContext,
  options: Pick<CheckOptions, 'now'>,
): Promise<readonly Diagnostic[]> {
  const { dataset, file } = query;
  const ungrammatical = datasetGrammarFaults(dataset, file);
  if (ungrammatical.length > 0) return ungrammatical;
  const faults = await probeDataset(dataset, context);
  if (faults.length > 0) return Promise.all(faults.map((fault) => diagnosticOf(fault, query, context)));
  const joins = await checkDatasetJoins(query, context);
  const runs = await checkDatasetRuns(query, context, options);
  const rest = await Promise.all([checkSpellings(query, context), checkPartition(query, context, options)]);
  const sums = joins.length === 0 ? await checkMeasureSums(query, context) : [];
  const unmatched = await checkUnmatchedJoins(query, context);
  return [...joins, ...unmatched, ...sums, ...runs, ...rest.flat()];
}

/** Tells measures that add up a column of a joined table, once for each row of the fact table; averages, as notes. */
async function checkMeasureSums(
  { dataset, file }: DatasetQuery,
  { run }: AnswerContext,
): Promise<readonly Diagnostic[]> {
  const declared = dataset.measures.filter(({ counts, aggregate }) => counts === undefined && 'sql' in aggregate);
  const found = await Promise.all(
    declared.map(async (measure) => {
      const { aggregate, needs, name, sqlPosition } = measure;
      if (needs.length === 0 || !('sql' in aggregate)) return [];
      const call = aggregate.kind === 'average' ? `AVG(${aggregate.sql})` : measureSql(measure, dataset.measures);
      const sql = `SELECT ${call}\nFROM ${fromSql(dataset, needs)}`;
      const sums = await findRepeatedSums({ sql, parameters: [] }, run);
      return sums.map((sum): Diagnostic => {
        const message = `measure ${name}: ${repeatedSumText(sum)}`;
        return { file, ...sqlPosition, message, ...(sum.name !== 'sum' && { isNote: true }) };
      });
    }),
  );
  return found.flat();
}

async function diagnosticOf(
  { piece, position, message }: PieceFault,
  { dataset, file }: DatasetQuery,
  { run }: AnswerContext,
): Promise<Diagnostic> {
  const fact = factTable(dataset);
  const tables = new Map([fact, ...dataset.joins].map(({ alias, table }) => [alias, table]));
  const typed =
    untrimmedWords(piece, message) ?? (piece.what === 'partition' ? undefined : authorWords(message, piece.text));
  const said = typed ?? `${message}${(await missingNameHint(message, tables, run)) || typeHint(message)}`;
  return { file, ...position, message: `${piece.what}: ${said}` };
}

/** What to write where the type of a partition does not fit. */
function typeHint(message: string): string {
  if (/Cannot apply operator: date .*varchar/.test(message)) return '; it holds days: take its format away';
  return /Cannot apply operator: varchar.* date/.test(message)
    ? '; it holds texts: give it a format such as yyyy-MM-dd'
    : '';
}

/** The type that a dimension declares for a column of Athena's types. */
const DECLARED: readonly (readonly [RegExp, string])[] = [
  [/int$/, 'integer'],
  [/^(?:double|real|decimal)/, 'number'],
  [/^boolean$/, 'boolean'],
  [/^(?:date|timestamp)/, 'date'],
];

/** What to write for a dimension over a column that is no text, and so cannot be trimmed. */
function untrimmedWords({ sql }: PieceFault['piece'], message: string): string | undefined {
  const [, type] = /^Unexpected parameters \((.*?)\) for function trim\b/.exec(message) ?? [];
  if (type === undefined) return undefined;
  const declared = DECLARED.find(([pattern]) => pattern.test(type))?.[1];
  const next = declared
    ? `give it its type, { sql: ${sql}, type: ${declared} }`
    : 'write an expression that makes a text of it, such as element_at(…), x.part or CAST(… AS varchar)';
  return `${sql} is no text but ${type}: ${next}`;
}
