import type { DuckDBConnection } from '@duckdb/node-api';

import type { Engine } from '../lake/engine.ts';
import type { Lake } from '../lake/lake-table.ts';
import type { ScanEstimator } from '../lake/scan-estimate.ts';
import type { S3Objects } from '../s3/s3-objects.ts';
import type { AthenaStatement } from './athena-statement.ts';
import type { EmbeddedExecution } from './embedded-execution.ts';
import type { FaultInjection } from './fault-injection.ts';
import type { PreparedStatements } from './prepared-statements.ts';
import type { CompiledQuery, QueryCompiler } from './query-compiler.ts';
import type { ResultRow } from './result-file.ts';
import type { TextResult } from './utility-statement.ts';

import { DEFAULT_DATABASE } from '../lake/lake.ts';
import { readAthenaStatement } from './athena-statement.ts';
import { QueryFailure } from './embedded-execution.ts';
import { answerExplain } from './explain.ts';
import { formatRow } from './result-file.ts';
import { encodeMetadata } from './result-metadata.ts';
import { answerUtilityStatement } from './utility-statement.ts';

/** The parts of the server that query executions use. */
export type ExecutionContext = {
  readonly engine: Engine;
  readonly compiler: QueryCompiler;
  readonly estimateScan: ScanEstimator;
  readonly objects: S3Objects;
  readonly prepared: PreparedStatements;
  readonly faults: FaultInjection;
  /** Called with an error that is a bug of this server. */
  readonly onBug: (error: unknown) => void;
};

/** The error of a query that would scan more bytes than its workgroup allows. */
export class ScanLimitExceeded extends Error {}

const BUFFER_BYTES = 1 << 16;

const INTERRUPT_MS = 20;

const CONTENT_TYPE = 'application/octet-stream'; // whatever the result is

/**
 * Runs the statement of an execution, stores its result at the execution's `output`, and writes columns and scanned bytes into the
 * execution. Rejects with a QueryFailure, ScanLimitExceeded, ApiError or an error of DuckDB.
 */
export async function runStatement(
  execution: EmbeddedExecution,
  context: ExecutionContext,
  signal: AbortSignal,
): Promise<void> {
  const lake = await context.engine.refresh();
  const statement = readAthenaStatement(execution.query);
  if (statement.kind === 'query' || statement.kind === 'execute') {
    await runQuery(execution, { lake, context, signal, ...resolveQuery(statement, execution, context) });
    return;
  }
  const { columns, lines, updateCount } = await answer(statement, execution, lake, context);
  execution.columns = columns;
  execution.updateCount = updateCount;
  await context.objects.put(execution.output, Buffer.from(lines.join('\n')), { contentType: CONTENT_TYPE });
  if (columns.length > 0) await putMetadata(execution, context.objects);
}

function resolveQuery(
  statement: Extract<AthenaStatement, { kind: 'query' | 'execute' }>,
  { workgroup, parameters }: EmbeddedExecution,
  { prepared }: ExecutionContext,
): { sql: string; parameters: readonly string[] } {
  if (statement.kind === 'query') return { sql: statement.sql, parameters };
  const { sql } = prepared.find(workgroup, statement.name);
  return { sql, parameters: statement.values.length > 0 ? statement.values : parameters };
}

async function answer(
  statement: Exclude<AthenaStatement, { kind: 'query' | 'execute' }>,
  execution: EmbeddedExecution,
  lake: Lake,
  { compiler, estimateScan, prepared }: ExecutionContext,
): Promise<TextResult> {
  const { workgroup, parameters, database = DEFAULT_DATABASE } = execution;
  switch (statement.kind) {
    case 'explain': {
      const { sql } = await compiler.compile(statement.sql, { lake, database, parameters });
      return answerExplain(statement.options, await estimateScan(sql, lake));
    }
    case 'prepare':
      prepared.save({ workgroup, name: statement.name, sql: statement.sql.trim(), description: '' }, { isNew: true });
      return { columns: [], lines: [] };
    case 'deallocate':
      prepared.remove(workgroup, statement.name);
      return { columns: [], lines: [] };
    case 'refused': {
      const message = `NOT_SUPPORTED: line 1:1: The embedded engine only reads; it does not run ${statement.words}`;
      throw new QueryFailure({ category: 2, type: 1200, retryable: false, message });
    }
    default:
      return answerUtilityStatement(statement, lake, database);
  }
}

async function runQuery(
  execution: EmbeddedExecution,
  query: { sql: string; parameters: readonly string[]; lake: Lake; context: ExecutionContext; signal: AbortSignal },
): Promise<void> {
  const { sql, parameters, lake, context, signal } = query;
  const { objects, faults } = context;
  const begun = performance.now();
  const compiled = await context.compiler.compile(sql, {
    lake,
    database: execution.database ?? DEFAULT_DATABASE,
    parameters,
  });
  const metering = context.estimateScan(compiled.sql, lake);
  try {
    if (execution.cutoffBytes !== undefined && (await metering).bytes > execution.cutoffBytes) {
      execution.scannedBytes = execution.cutoffBytes;
      throw new ScanLimitExceeded();
    }
    execution.planningMs = performance.now() - begun;
    await faults.waitRunning(signal);
    const failure = faults.failure();
    if (failure) throw new QueryFailure(failure);

    execution.columns = compiled.columns;
    execution.updateCount = 0;
    await writeRows(compiled, execution, context, signal);
    execution.scannedBytes = (await metering).bytes;
    if (faults.get().loseResults) await objects.remove(execution.output.bucket, execution.output.key);
  } finally {
    await metering.catch(() => undefined); // a lake may only be closed when nothing is estimated on it any more
  }
}

/** Most results are one chunk: those are written at once, all others as they come. */
async function writeRows(
  { sql, columns, render }: CompiledQuery,
  execution: EmbeddedExecution,
  { engine, objects }: ExecutionContext,
  signal: AbortSignal,
): Promise<void> {
  await withConnection(engine, signal, async (connection) => {
    const result = await connection.stream(sql);
    async function* rows(): AsyncGenerator<ResultRow> {
      yield columns.map(({ Name }) => Name);
      for await (const chunk of result.yieldRows()) {
        signal.throwIfAborted();
        for (const row of chunk) yield render(row);
      }
    }
    const chunks = encode(rows());
    const [first, second] = [await chunks.next(), await chunks.next()];
    if (second.done) {
      const put = objects.put(execution.output, first.value as Uint8Array, { contentType: CONTENT_TYPE });
      await Promise.all([put, putMetadata(execution, objects)]);
      return;
    }
    await objects.put(execution.output, joined([first.value, second.value], chunks), { contentType: CONTENT_TYPE });
    await putMetadata(execution, objects);
  });
}

/** Lends a connection whose query is interrupted when the signal aborts. */
async function withConnection(
  engine: Engine,
  signal: AbortSignal,
  work: (connection: DuckDBConnection) => Promise<void>,
): Promise<void> {
  const connection = await engine.connect();
  let interrupting: NodeJS.Timeout | undefined;
  const interrupt = () => {
    connection.interrupt();
    interrupting = setTimeout(interrupt, INTERRUPT_MS); // DuckDB forgets one that comes just before a query starts
  };
  signal.addEventListener('abort', interrupt);
  try {
    signal.throwIfAborted();
    await work(connection);
  } finally {
    signal.removeEventListener('abort', interrupt);
    clearTimeout(interrupting);
    connection.closeSync();
  }
}

async function* encode(rows: AsyncIterable<ResultRow>): AsyncGenerator<Uint8Array> {
  let text = '';
  for await (const row of rows) {
    text += formatRow(row);
    if (text.length >= BUFFER_BYTES) {
      yield Buffer.from(text);
      text = '';
    }
  }
  yield Buffer.from(text);
}

async function* joined<T>(begun: readonly T[], rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield* begun;
  yield* rest;
}

async function putMetadata(execution: EmbeddedExecution, objects: S3Objects): Promise<void> {
  const { bucket, key } = execution.output;
  await objects.put({ bucket, key: `${key}.metadata` }, encodeMetadata(execution), { contentType: CONTENT_TYPE });
}
