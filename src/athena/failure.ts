import type { QueryExecution } from '@aws-sdk/client-athena';

import { UserError } from '../error.ts';
import { isRefusedReason, refusalSentence, withoutAccounts, withoutSecrets } from './refusal.ts';

/** Why Athena did not answer; `reason` is without what an asker must not learn. */
export type Failure = {
  readonly kind: 'cutoff' | 'cancelled' | 'busy' | 'permission' | 'query' | 'service';
  readonly state: 'FAILED' | 'CANCELLED';
  /** Athena's category: 1 system, 2 user, 3 other. */
  readonly category?: number;
  /** https://docs.aws.amazon.com/athena/latest/ug/error-reference.html */
  readonly type?: number;
  readonly reason: string;
  readonly retryable: boolean;
  readonly scannedBytes: number;
};

const THROTTLES = new Set(['ThrottlingException', 'TooManyRequestsException', 'Throttling', 'SlowDown']);

const REFUSALS = new Set(['AccessDeniedException', 'AccessDenied', 'NotAuthorized']);

const BAD_CREDENTIALS = new Set([
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'UnrecognizedClientException',
  'InvalidSignatureException',
  'InvalidClientTokenId',
]);

const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
]);

/** Returns why an ended execution failed; undefined when it succeeded. `cutoffBytes` is the limit of its workgroup, if known. */
export function failureOf(
  execution: QueryExecution,
  { cutoffBytes }: { cutoffBytes?: number } = {},
): Failure | undefined {
  const { State: state, AthenaError: error } = execution.Status ?? {};
  if (state !== 'FAILED' && state !== 'CANCELLED') return undefined;
  const reason = withoutSecrets(reasonOf(execution));
  const type = error?.ErrorType;
  const scannedBytes = execution.Statistics?.DataScannedInBytes ?? 0;
  const kind = kindOf(execution, reason, cutoffBytes);
  return {
    kind,
    state,
    category: error?.ErrorCategory,
    type,
    reason,
    retryable: error?.Retryable === true || kind === 'busy',
    scannedBytes,
  };
}

function reasonOf({ Status }: QueryExecution): string {
  return Status?.StateChangeReason ?? Status?.AthenaError?.ErrorMessage ?? 'Athena gave no reason';
}

function kindOf(
  { Status, Statistics }: QueryExecution,
  reason: string,
  cutoffBytes: number | undefined,
): Failure['kind'] {
  const { ErrorType: type = 0, ErrorCategory: category } = Status?.AthenaError ?? {};
  if (Status?.State === 'CANCELLED') {
    // a cut-off has no code: it looks like a person's cancel but for its words and its bytes
    // https://docs.aws.amazon.com/athena/latest/ug/workgroups-setting-control-limits-per-query.html
    const isCut = cutoffBytes !== undefined && (Statistics?.DataScannedInBytes ?? 0) >= cutoffBytes;
    return isCut || /bytes scanned limit/i.test(reason) ? 'cutoff' : 'cancelled';
  }
  if (type >= 1400 && type < 1500) return 'busy';
  // Glue, Lake Formation and KMS refuse with other types: only their words tell
  // https://docs.aws.amazon.com/athena/latest/ug/error-reference.html
  if ((type >= 1500 && type < 1600) || isRefusedReason(reason)) return 'permission';
  return category === 2 ? 'query' : 'service';
}

/**
 * Makes an error of a failure: a UserError of one sentence with the next step. Its full message, when the `execution` that
 * failed is given, is for the query's author and quotes what Athena says of the data.
 */
export function errorOfFailure(
  failure: Failure,
  { cutoffBytes, execution }: { cutoffBytes?: number; execution?: QueryExecution } = {},
): UserError {
  const { kind, reason } = failure;
  if (kind === 'cutoff') {
    const limit = cutoffBytes === undefined ? 'its limit' : `its limit of ${megabytes(cutoffBytes)}`;
    return new UserError(
      `the question reads too much data: its workgroup stopped it at ${limit}; ask for a shorter period or add a filter`,
    );
  }
  if (kind === 'cancelled') return new UserError('the query was cancelled in Athena; ask again to run it anew');
  if (kind === 'busy') return temporary(`Athena is too busy (${reason}); ask again in a minute`);
  if (kind === 'permission') return new UserError(refusalSentence(reason));
  if (kind === 'query') {
    const full = execution ? withoutAccounts(reasonOf(execution)) : reason;
    return new UserError(refusedQuery(reason), { fullMessage: refusedQuery(full) });
  }
  return temporary(`Athena failed (${reason}); ask again in a minute`);
}

const refusedQuery = (reason: string): string => `Athena refuses the query (${reason}); its author has to mend it`;

/** Makes an error of a failed call to AWS: a UserError for what a person can mend, else an Error with its cause. */
export function errorOfCall(error: unknown, { where }: { where: string }): Error {
  if (error instanceof UserError || !(error instanceof Error)) return error as Error;
  const reason = withoutSecrets(error.message.split('\n')[0]!.trim()).replace(/[.\s]+$/, '');
  const user = (message: string) => new UserError(message, { cause: error });
  if (isThrottle(error)) return temporary(`${where} is too busy (${reason}); ask again in a minute`, error);
  if (isRefusal(error)) return user(refusalSentence(error.message, where));
  if (BAD_CREDENTIALS.has(error.name)) {
    return user(`${where} does not accept the AWS credentials (${reason}); check AWS_PROFILE or the AWS_* settings`);
  }
  // the SDK throws a plain Error: https://github.com/smithy-lang/smithy-typescript/blob/main/packages/config-resolver
  if (/^Region is missing/.test(error.message)) return user('no AWS region is set; set AWS_REGION, like eu-west-1');
  if (isAway(error)) {
    return temporary(`${where} cannot be reached (${reason || codeOf(error)}); ask again in a minute`, error);
  }
  if (error.name === 'InvalidRequestException') {
    const code = 'AthenaErrorCode' in error ? error.AthenaErrorCode : undefined;
    if (code === 'MALFORMED_QUERY') {
      return user(`Athena cannot parse the query (${reason}); its author has to mend it`);
    }
    // InvalidRequestException without a code of its own: https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html
    if (/output location/i.test(reason)) {
      return user(`${where} has nowhere to put results (${reason}); set ATHENA_OUTPUT, like s3://bucket/folder/`);
    }
    return user(`${where} refuses the request (${reason}); check the ATHENA_* settings`);
  }
  return new Error(`${where} failed: ${reason}`, { cause: error });
}

/** An error that passes by itself. */
function temporary(message: string, cause?: unknown): UserError {
  return new UserError(message, { cause, isTemporary: true });
}

/** Whether an error says that there are too many calls or queries, so that the same call may succeed later. */
export function isThrottle(error: unknown): boolean {
  return error instanceof Error && THROTTLES.has(error.name);
}

/** Whether an error says that a permission is missing. */
export function isRefusal(error: unknown): boolean {
  return error instanceof Error && REFUSALS.has(error.name);
}

/** Whether a call may be repeated: it was throttled, the service is away, or the fault is on its side. */
export function isTransient(error: unknown): boolean {
  return (
    isThrottle(error) || isAway(error) || (error instanceof Error && '$fault' in error && error.$fault === 'server')
  );
}

function isAway(error: unknown): boolean {
  return error instanceof Error && (error.name === 'TimeoutError' || NETWORK.has(codeOf(error) ?? ''));
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6).toLocaleString('en-US')} MB`;
}
