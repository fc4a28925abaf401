import type { Problem } from '../rules/problem.ts';
import type { Json } from './workspace.ts';

/** A Web API method's `{"ok": false}`: Slack's own code and whatever goes beside it. */
export class ApiError extends Error {
  readonly code: string;
  readonly details: Json;

  constructor(code: string, details: Json = {}) {
    super(code);
    this.name = 'ApiError';
    this.code = code;
    this.details = details;
  }
}

/** Creates the error `invalid_blocks` with what is wrong with them. */
export function refusedBlocks(problems: readonly Problem[]): ApiError {
  const errors = problems.map(formatProblem);
  const messages = errors.map((text) => `[ERROR] ${text}`);
  return new ApiError('invalid_blocks', { errors, response_metadata: { messages } });
}

/** Formats a problem as Slack does: `no more than 25 items allowed [json-pointer:/blocks/0/elements]`. */
export function formatProblem({ message, pointer }: Problem): string {
  return `${message} [json-pointer:${pointer}]`;
}
