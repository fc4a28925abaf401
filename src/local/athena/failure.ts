import type { Failure } from './execution.ts';

/** Ends a query as FAILED. */
export class QueryFailure extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.message, options);
    this.name = 'QueryFailure';
    this.failure = failure;
  }
}

export function failureOf(error: unknown): Failure {
  if (error instanceof QueryFailure) return error.failure;
  return { category: 2, type: 1100, retryable: false, message: `GENERIC_USER_ERROR: ${(error as Error).message}` };
}
