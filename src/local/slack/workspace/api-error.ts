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
