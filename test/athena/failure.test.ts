import type { QueryExecution } from '@aws-sdk/client-athena';
import { expect, test } from 'vitest';

import type { Failure } from '../../src/athena/failure.ts';

import { errorOfCall, errorOfFailure, failureOf, isTransient } from '../../src/athena/failure.ts';
import { UserError } from '../../src/error.ts';

const ended = (State: 'FAILED' | 'CANCELLED', reason: string, error: object = {}, bytes = 0): QueryExecution => ({
  Status: { State, StateChangeReason: reason, AthenaError: error },
  Statistics: { DataScannedInBytes: bytes },
});

const outcomes: [execution: QueryExecution, kind: Failure['kind'], isTemporary: boolean][] = [
  [ended('CANCELLED', 'Bytes scanned limit was exceeded'), 'cutoff', false],
  [ended('CANCELLED', 'stopped', {}, 20_000_000), 'cutoff', false],
  [ended('CANCELLED', 'Query cancelled by user'), 'cancelled', false],
  [ended('FAILED', 'slow', { ErrorCategory: 2, ErrorType: 1403 }), 'busy', true],
  [ended('FAILED', 'no', { ErrorCategory: 2, ErrorType: 1500 }), 'permission', false],
  [ended('FAILED', 'Insufficient Lake Formation permission(s) on x', { ErrorCategory: 2 }), 'permission', false],
  [ended('FAILED', 'TABLE_NOT_FOUND: line 1:1', { ErrorCategory: 2, ErrorType: 1301 }), 'query', false],
  [ended('FAILED', 'INTERNAL_ERROR', { ErrorCategory: 1 }), 'service', true],
];

test.each(outcomes)('failureOf(%j) is of the kind %s', (execution, kind, isTemporary) => {
  const failure = failureOf(execution, { cutoffBytes: 20_000_000 })!;
  expect(failure.kind).toBe(kind);
  expect(errorOfFailure(failure).isTemporary).toBe(isTemporary);
});

test('failureOf() a query that succeeded is undefined, and no reason has an ARN', () => {
  expect(failureOf({ Status: { State: 'SUCCEEDED' } })).toBeUndefined();
  const failure = failureOf(ended('FAILED', 'role arn:aws:iam::123456789012:role/owl has no access'))!;
  expect(failure.reason).toBe('role arn:… has no access');
});

test('errorOfFailure() quotes the data to the author alone, and accounts to nobody', () => {
  const reason = "HIVE_BAD_DATA: Table t cannot be read: t/a.csv:2 has 'Mira' (s3://secret/key)";
  const execution = ended('FAILED', reason, { ErrorCategory: 2 });
  const failure = failureOf(execution)!;
  const error = errorOfFailure(failure, { execution });
  expect(error.message).toBe(
    'Athena refuses the query (HIVE_BAD_DATA: Table t cannot be read: …); its author has to mend it',
  );
  expect(error.fullMessage).toBe(
    "Athena refuses the query (HIVE_BAD_DATA: Table t cannot be read: t/a.csv:2 has 'Mira' (s3://…)); its author has to mend it",
  );
  expect(errorOfFailure(failure).fullMessage).toBe(error.message);
});

const named = (name: string, message: string, more: object = {}) =>
  Object.assign(new Error(message), { name, ...more });

test.each([
  [named('ThrottlingException', 'Rate exceeded'), /^Athena is too busy \(Rate exceeded\)/, true],
  [named('Error', 'connect ECONNREFUSED', { code: 'ECONNREFUSED' }), /^Athena cannot be reached/, true],
  [named('TimeoutError', 'no answer'), /^Athena cannot be reached \(no answer\)/, true],
  [named('ExpiredTokenException', 'The token is old'), /^Athena does not accept the AWS credentials/, false],
  [named('Error', 'Region is missing'), /^no AWS region is set/, false],
  [
    named('AccessDeniedException', 'not authorized to perform: athena:GetQueryResults'),
    /grant its AWS role athena:GetQueryResults$/,
    false,
  ],
])('errorOfCall(%s) is a sentence', (error, message, isTemporary) => {
  const told = errorOfCall(error, { where: 'Athena' }) as UserError;
  expect(told).toBeInstanceOf(UserError);
  expect(told.message).toMatch(message);
  expect(told.isTemporary).toBe(isTemporary);
  expect(told.cause).toBe(error);
});

test('errorOfCall() of a bug stays an error with its cause, without the request that AWS quotes', () => {
  const bug = named('SignatureDoesNotMatch', 'It does not match.\nThe canonical request was: secret');
  const error = errorOfCall(bug, { where: 'Athena' });
  expect(error).not.toBeInstanceOf(UserError);
  expect(error.message).toBe('Athena failed: It does not match');
  expect(error.cause).toBe(bug);
});

test.each([
  [named('InternalServerException', 'oops', { $fault: 'server' }), true],
  [named('TooManyRequestsException', 'full'), true],
  [named('InvalidRequestException', 'no', { $fault: 'client' }), false],
])('isTransient(%s) is %s', (error, expected) => {
  expect(isTransient(error)).toBe(expected);
});
