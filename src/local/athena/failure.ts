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
