import type { QueryExecution } from '@aws-sdk/client-athena';
import type { BaseLogger } from 'pino';

import type { Run, RunOptions } from '../answer/context.ts';
import type { Statement } from '../answer/statement.ts';
import type { Table } from '../table/table.ts';
import type { Connection } from './connection.ts';
import type { Executions } from './executions.ts';
import type { Follow } from './follow.ts';
import type { InFlight } from './in-flight.ts';
import type { TableSizeOf, TableSizesOptions } from './table-sizes.ts';

import { UserError } from '../error.ts';
import { openAthenaCheck } from './check.ts';
import { connectAthena, connectS3 } from './connection.ts';
import { openExecutions } from './executions.ts';
import { explainStatement } from './explain.ts';
import { errorOfCall } from './failure.ts';
import { openFollow } from './follow.ts';
import { openInFlight } from './in-flight.ts';
import { bytesInPlan } from './plan-size.ts';
import { readResult } from './results.ts';
import { openRunQueue } from './run-queue.ts';
import { taggedStatement } from './tag.ts';

/** Which Athena is asked, and within which limits. */
export type AthenaOptions = Connection & {
  readonly database: string;
  readonly workgroup?: string;
  readonly catalog?: string;
  /** Where results are written when the workgroup does not say: `s3://bucket/folder/`. */
  readonly output?: string;
  /** The shortest time that a query can take, in milliseconds; see `firstPollOf`. */
  readonly firstPollMs?: number;
  /** The most queries that this process runs at once; 50 unless given. */
  readonly concurrency?: number;
  /** Milliseconds after which a query is stopped; ten minutes unless given. */
  readonly deadlineMs?: number;
  /** The most rows of a result, 50,000 unless given; a larger one is refused. */
  readonly rowLimit?: number;
  /** The most bytes of a result's cells, 32,000,000 unless given; a larger one is refused. */
  readonly byteLimit?: number;
  /** For how many minutes Athena may return its own earlier result of a statement; 0 for never. */
  readonly reuseMinutes?: number;
  readonly log: Pick<BaseLogger, 'debug' | 'warn'>;
};

/** A client of Athena. */
export type Athena = {
  /** Runs a statement. Rejects with a UserError, or with the signal's reason once it aborts; the query is then stopped. */
  readonly run: Run;
  /** Names the endpoint, region, catalogue, database and workgroup that are asked, as runs on another data source cannot be shared. */
  readonly dataSource: string;
  /** Waits for a run that another instance has started, and reads its result. */
  readonly follow: Follow;
  /** Resolves to what Athena finds wrong with a statement, without running it; undefined when it would run. */
  readonly explain: (sql: string, parameters?: readonly string[]) => Promise<string | undefined>;
  /** Resolves to how many bytes a statement will read by Athena's plan, without running it; undefined when that is not known within five seconds. */
  readonly sizeOf: (statement: Statement, signal: AbortSignal) => Promise<number | undefined>;
  /** Resolves to the most bytes that a statement can read by the files of its tables; undefined when that is not known within five seconds. */
  readonly tableSizeOf: TableSizeOf;
  /** Returns how many statements wait in the queue. */
  readonly waiting: () => number;
  /** Resolves to why no query can be run; undefined when Athena answers. */
  readonly check: () => Promise<string | undefined>;
  /** Stops every query in flight. */
  readonly close: () => Promise<void>;
};

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html */
const LONGEST = { sqlBytes: 262_144, parameter: 1024 } as const;

/** What a result may have when nobody says otherwise. Beyond it no chart or table is of use, and memory is short. */
const MOST = { rows: 50_000, bytes: 32_000_000 } as const;

const DEADLINE_MS = 600_000;

/** A plan is waited for so long, in milliseconds. */
const PLAN_MS = 5000;

/** Queries of this process at once unless a setting says otherwise, and those that may wait for their turn. */
const AT_ONCE = { running: 50, waiting: 10_000 } as const;

/**
 * Returns the shortest time that a query can take, in milliseconds: a quarter of a second on real Athena, a few
 * milliseconds on a loopback endpoint.
 */
export function firstPollOf(endpoint: string | undefined): number {
  return endpoint && /^(127\.|localhost$|\[::1\]$)/.test(new URL(endpoint).hostname) ? 5 : 250;
}

/** Creates a client over Athena's SDK that starts queries, waits for them, reads their results and stops them. */
export function openAthenaClient(options: AthenaOptions): Athena {
  const { deadlineMs = DEADLINE_MS, rowLimit = MOST.rows, byteLimit = MOST.bytes, log } = options;
  const athena = connectAthena(options);
  const s3 = connectS3(options);
  const { workgroup = 'primary', catalog = 'AwsDataCatalog', firstPollMs = firstPollOf(options.endpoint) } = options;
  const executions = openExecutions(athena, { ...options, workgroup, firstPollMs });
  const check = openAthenaCheck(athena, { workgroup });
  const inFlight = openInFlight(deadlineMs);
  const queue = openRunQueue({ running: options.concurrency ?? AT_ONCE.running, waiting: AT_ONCE.waiting });

  const read = async (execution: QueryExecution, signal: AbortSignal, most = rowLimit): Promise<Table> => {
    const result = await readResult(execution, { athena, s3, rowLimit: most, byteLimit, signal, log });
    return { ...result, ...statisticsOf(execution) };
  };

  const runOnce = async (statement: Statement, signal: AbortSignal, about: RunOptions): Promise<Table> => {
    const { announcement, notBefore, asked } = about;
    const elsewhere = await announcement?.begin(signal);
    if (elsewhere) return elsewhere;
    const reuseMinutes = reuseMinutesOf(options.reuseMinutes, notBefore);
    const onProgress = asked?.onProgress;
    const execution = await executions.execute(statement, signal, { reuseMinutes, announcement, onProgress });
    return read(execution, signal, about.rowLimit);
  };

  const run: Run = (given, asker, about = {}) =>
    inFlight.run(asker, (signal) =>
      withUserErrors(async () => {
        const statement = about.query ? taggedStatement(given, about.query) : given;
        checkStatement(statement);
        return queue.run(signal, about.asked, () => runOnce(statement, signal, about));
      }),
    );

  const close = async () => {
    await inFlight.stop(executions.settle);
    athena.destroy();
    s3.destroy();
  };

  const opened = { executions, inFlight, read, run, log };
  return {
    run,
    dataSource: dataSourceOf({ ...options, workgroup }),
    follow: openFollow(opened),
    explain: openExplain(opened),
    sizeOf: openSizeOf(opened),
    tableSizeOf: lazyTableSizeOf({ athena, s3, catalog, database: options.database, log }),
    waiting: queue.waiting,
    check,
    close,
  };
}

/** What a client is made of. */
type Parts = {
  readonly executions: Executions;
  readonly inFlight: InFlight;
  readonly read: (execution: QueryExecution, signal: AbortSignal) => Promise<Table>;
  readonly run: Run;
  readonly log: AthenaOptions['log'];
};

function openExplain({ executions, inFlight }: Parts): Athena['explain'] {
  return async (sql, parameters = []) => {
    const explanation = explainStatement({ sql, parameters });
    const statement = { sql: explanation.sql, parameters: [] };
    const { signal: never } = new AbortController();
    try {
      checkStatement(statement);
      await inFlight.run(never, (signal) => withUserErrors(() => executions.execute(statement, signal)));
      return undefined;
    } catch (error) {
      if (error instanceof UserError) return explanation.translatePosition(error.message);
      throw error;
    }
  };
}

function openSizeOf({ run, log }: Parts): Athena['sizeOf'] {
  return async (statement, asker) => {
    const signal = AbortSignal.any([asker, AbortSignal.timeout(PLAN_MS)]);
    try {
      const { rows } = await run({ sql: explainStatement(statement).sql, parameters: [] }, signal);
      return bytesInPlan(rows.flatMap(([cell]) => (cell ?? '').split('\n')));
    } catch (error) {
      asker.throwIfAborted();
      log.debug({ error }, 'a plan could not be read'); // what is wrong with the statement is told when it runs
      return undefined;
    }
  };
}

/** Sizes by tables, opened when first asked for: few questions need them, and they need Trino's grammar. */
function lazyTableSizeOf(options: TableSizesOptions): TableSizeOf {
  let sizes: Promise<TableSizeOf> | undefined;
  return async (statement, asker) => {
    sizes ??= import('./table-sizes.ts').then(({ openTableSizes }) => openTableSizes(options));
    try {
      return await (await sizes)(statement, AbortSignal.any([asker, AbortSignal.timeout(PLAN_MS)]));
    } catch (error) {
      asker.throwIfAborted();
      options.log.debug({ error }, 'the sizes of tables could not be read');
      return undefined;
    }
  };
}

function dataSourceOf({ endpoint, region, catalog, database, workgroup }: AthenaOptions): string {
  return JSON.stringify([endpoint, region, catalog, database, workgroup]);
}

/** How old a result may be that Athena serves again: no older than the moment that it must not be from before. */
function reuseMinutesOf(minutes = 0, notBefore?: Date): number {
  if (!notBefore) return minutes;
  return Math.min(minutes, Math.floor((Date.now() - notBefore.getTime()) / 60_000));
}

/** The work's outcome, its failed calls to AWS as sentences. */
async function withUserErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw errorOfCall(error, { where: 'Athena' });
  }
}

function statisticsOf({
  Statistics,
  EngineVersion,
  QueryExecutionId,
}: QueryExecution): Omit<Table, 'columns' | 'rows'> {
  return {
    scannedBytes: Statistics?.DataScannedInBytes ?? 0,
    elapsedMs: Statistics?.TotalExecutionTimeInMillis ?? 0,
    engine: EngineVersion?.EffectiveEngineVersion ?? 'Athena',
    executionId: QueryExecutionId ?? '',
    reused: Statistics?.ResultReuseInformation?.ReusedPreviousResult ?? false,
    ...(Statistics?.DpuCount !== undefined && { reservedDpus: Statistics.DpuCount }),
  };
}

function checkStatement({ sql, parameters }: Statement): void {
  const bytes = Buffer.byteLength(sql);
  if (bytes === 0) throw new UserError('the query is empty; its author has to write some SQL');
  if (bytes > LONGEST.sqlBytes) {
    throw new UserError(
      `the query is ${bytes} bytes long and Athena takes ${LONGEST.sqlBytes}; its author has to shorten it`,
    );
  }
  const parameter = parameters.find(({ length }) => length < 1 || length > LONGEST.parameter);
  if (parameter !== undefined) {
    throw new UserError(
      `the value ${parameter.slice(0, 40)}… is ${parameter.length} characters long and Athena takes 1 to ${LONGEST.parameter}; give a shorter one`,
    );
  }
}
