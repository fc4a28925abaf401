import type { ColumnInfo } from './column-info.ts';

/** The EngineVersion of all answers, named so that nobody takes them for those of AWS. */
export const ENGINE_VERSION = {
  SelectedEngineVersion: 'AUTO',
  EffectiveEngineVersion: 'Owlpost embedded engine (DuckDB 1.5)',
};

/** The states of a query execution. */
export type ExecutionState = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';

/** Athena's `AthenaError`. Categories: 1 system, 2 user, 3 other. */
export type ExecutionFailure = {
  readonly category: 1 | 2 | 3;
  readonly type: number;
  readonly retryable: boolean;
  /** `ERROR_NAME: line 1:8: text`. */
  readonly message: string;
};

/** A query execution of the embedded Athena; `execute` fills in what is not yet known. */
export type EmbeddedExecution = {
  readonly id: string;
  /** The `ClientRequestToken`: StartQueryExecution with the same one returns this execution. */
  readonly token: string;
  readonly query: string;
  readonly kind: StatementKind;
  readonly parameters: readonly string[];
  /** Undefined where the client named none. */
  readonly catalog: string | undefined;
  readonly database: string | undefined;
  readonly workgroup: string;
  /** The output location that the client named; undefined for none. */
  readonly requestedOutput: string | undefined;
  /** The object of the result. */
  readonly output: { readonly bucket: string; readonly key: string };
  /** The age up to which an earlier result may be served; 0 for none. */
  readonly reuseMinutes: number;
  /** The most bytes that it may scan; undefined for no limit. */
  readonly cutoffBytes: number | undefined;
  /** Moments in milliseconds since 1970: `submittedMs`, `startedMs` and `completedMs`. */
  readonly submittedMs: number;
  state: ExecutionState;
  /** Athena's sentence on why it failed or was cancelled. */
  reason?: string;
  failure?: ExecutionFailure;
  startedMs?: number;
  /** Durations in milliseconds: of planning, and of the whole run. */
  planningMs?: number;
  engineMs?: number;
  completedMs?: number;
  scannedBytes: number;
  columns?: readonly ColumnInfo[];
  /** The UpdateCount in GetQueryResults, which is 0 for queries and absent for some other statements. */
  updateCount?: 0;
  /** Whether an earlier result was served. */
  reused: boolean;
};

/** Whether a query execution has succeeded, failed or been cancelled. */
export function isOver({ state }: EmbeddedExecution): boolean {
  return state === 'SUCCEEDED' || state === 'FAILED' || state === 'CANCELLED';
}

/** Returns an execution as GetQueryExecution answers it, with times in seconds since 1970. */
export function describeExecution(execution: EmbeddedExecution) {
  const { id, query, kind, catalog, database, workgroup, output, state, reason, failure, reuseMinutes } = execution;
  const { submittedMs, startedMs, planningMs, engineMs, completedMs, scannedBytes } = execution;
  const endMs = completedMs ?? Date.now();
  return {
    QueryExecutionId: id,
    Query: query,
    StatementType: kind.type,
    SubstatementType: kind.substatement,
    ResultConfiguration: { OutputLocation: `s3://${output.bucket}/${output.key}` },
    ResultReuseConfiguration: {
      ResultReuseByAgeConfiguration:
        reuseMinutes > 0 ? { Enabled: true, MaxAgeInMinutes: reuseMinutes } : { Enabled: false },
    },
    QueryExecutionContext: { Catalog: catalog?.toLowerCase(), Database: database },
    Status: {
      State: state,
      StateChangeReason: reason,
      SubmissionDateTime: submittedMs / 1000,
      CompletionDateTime: completedMs === undefined ? undefined : completedMs / 1000,
      AthenaError: failure && {
        ErrorCategory: failure.category,
        ErrorType: failure.type,
        Retryable: failure.retryable,
        ErrorMessage: failure.message,
      },
    },
    Statistics: {
      EngineExecutionTimeInMillis: Math.round(engineMs ?? (startedMs === undefined ? 0 : endMs - startedMs)),
      DataScannedInBytes: scannedBytes,
      TotalExecutionTimeInMillis: Math.round(endMs - submittedMs),
      QueryQueueTimeInMillis: Math.round((startedMs ?? endMs) - submittedMs),
      ServicePreProcessingTimeInMillis: 0,
      QueryPlanningTimeInMillis: planningMs === undefined ? undefined : Math.round(planningMs),
      ServiceProcessingTimeInMillis: 0,
      ResultReuseInformation: { ReusedPreviousResult: execution.reused },
    },
    WorkGroup: workgroup,
    EngineVersion: ENGINE_VERSION,
  };
}

/** The error that makes a query execution FAILED. */
export class QueryFailure extends Error {
  readonly failure: ExecutionFailure;

  constructor(failure: ExecutionFailure, options?: ErrorOptions) {
    super(failure.message, options);
    this.name = 'QueryFailure';
    this.failure = failure;
  }
}

/** Athena's class of a statement: StatementType and SubstatementType. Only results of DML have a header row. */
export type StatementKind = { readonly type: 'DML' | 'DDL' | 'UTILITY'; readonly substatement: string };
