import type { Problem } from '../rules/problem.ts';
import type { Json } from './workspace.ts';

/** The error of a Web API call: Slack's code, such as `channel_not_found`, and the further fields of the answer. */
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

/** Creates the error `invalid_blocks` that lists problems of blocks. */
export function refusedBlocks(problems: readonly Problem[]): ApiError {
  const errors = problems.map(formatProblem);
  const messages = errors.map((text) => `[ERROR] ${text}`);
  return new ApiError('invalid_blocks', { errors, response_metadata: { messages } });
}

/** Formats a problem as Slack does: `no more than 25 items allowed [json-pointer:/blocks/0/elements]`. */
export function formatProblem({ message, pointer }: Problem): string {
  return `${message} [json-pointer:${pointer}]`;
}
