import type { DuckDBConnection } from '@duckdb/node-api';

import type { Engine } from './engine.ts';
import type { Execution } from './execution.ts';
import type { FaultBox } from './fault.ts';
import type { Objects } from './objects.ts';
import type { Row } from './result-file.ts';
import type { Meter } from './scan.ts';

import { compile, failureOfRun } from './dialect.ts';
import { QueryFailure } from './failure.ts';
import { DEFAULT_DATABASE } from './lake.ts';
import { formatLine, formatRow } from './result-file.ts';
import { formatOf } from './results.ts';

export type Machine = {
  readonly engine: Engine;
  readonly meter: Meter;
  readonly objects: Objects;
  readonly faults: FaultBox;
};

/** Athena's words: a client must not take the byte limit for a person's cancelling. */
const CUT_OFF = 'Query cancelled! : Bytes scanned limit was exceeded';
const CANCELLED = 'Query cancelled by user';
const BUFFER_BYTES = 1 << 16;

/** Runs one query to its end and notes on it how it went. Never rejects. */
export async function execute(execution: Execution, machine: Machine, signal: AbortSignal): Promise<void> {
  try {
    await machine.faults.waitInQueue(signal);
    signal.throwIfAborted();
    execution.state = 'RUNNING';
    execution.startedMs = Date.now();
    await run(execution, machine, signal);
    signal.throwIfAborted();
    execution.state = 'SUCCEEDED';
  } catch (error) {
    if (signal.aborted) cancel(execution, CANCELLED);
    else if (error instanceof CutOff) cancel(execution, CUT_OFF);
    else fail(execution, error);
  }
  execution.completedMs = Date.now();
  execution.engineMs = execution.startedMs === undefined ? 0 : execution.completedMs - execution.startedMs;
}

class CutOff extends Error {}

async function run(execution: Execution, machine: Machine, signal: AbortSignal): Promise<void> {
  const { engine, meter, objects, faults } = machine;
  const planned = performance.now();
  const lake = await engine.refresh();
  const compiled = compile(execution.query, {
    lake,
    database: execution.database ?? DEFAULT_DATABASE,
    parameters: execution.parameters,
  });
  execution.planningMs = performance.now() - planned;

  const scannedBytes = await meter(compiled.sql, lake);
  if (execution.cutoffBytes !== undefined && scannedBytes > execution.cutoffBytes) {
    execution.scannedBytes = execution.cutoffBytes;
    throw new CutOff();
  }
  await faults.waitRunning(signal);
  const failure = faults.failure();
  if (failure) throw new QueryFailure(failure);

  await withConnection(engine, signal, async (connection) => {
    const { columns, render } = compiled;
    const result = await connection.stream(compiled.sql);
    execution.columns = columns;
    async function* rows(): AsyncGenerator<Row> {
      if (execution.kind.type === 'DML') yield columns.map(({ Name }) => Name);
      for await (const chunk of result.yieldRows()) {
        signal.throwIfAborted();
        for (const row of chunk) yield render(row);
      }
    }
    const format = formatOf(execution);
    const contentType = format === 'csv' ? 'application/octet-stream' : 'text/plain';
    await objects.put(execution.output, encode(rows(), format === 'csv' ? formatRow : formatLine), { contentType });
  });
  execution.scannedBytes = scannedBytes;
  if (faults.get().loseResults) await objects.remove(execution.output.bucket, execution.output.key);
}

/** Lends a connection whose query is interrupted when the signal aborts. */
async function withConnection(
  engine: Engine,
  signal: AbortSignal,
  work: (connection: DuckDBConnection) => Promise<void>,
): Promise<void> {
  const connection = await engine.connect();
  const interrupt = () => connection.interrupt();
  signal.addEventListener('abort', interrupt);
  try {
    signal.throwIfAborted();
    await work(connection);
  } finally {
    signal.removeEventListener('abort', interrupt);
    connection.closeSync();
  }
}

async function* encode(rows: AsyncIterable<Row>, format: (row: Row) => string): AsyncGenerator<Uint8Array> {
  let text = '';
  for await (const row of rows) {
    text += format(row);
    if (text.length >= BUFFER_BYTES) {
      yield Buffer.from(text);
      text = '';
    }
  }
  yield Buffer.from(text);
}

function cancel(execution: Execution, reason: string): void {
  execution.state = 'CANCELLED';
  execution.reason = reason;
}

function fail(execution: Execution, error: unknown): void {
  const { failure } = error instanceof QueryFailure ? error : failureOfRun(error);
  execution.state = 'FAILED';
  execution.failure = failure;
  execution.reason = failure.message;
}
