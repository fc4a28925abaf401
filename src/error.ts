/** What a person can act on: one lower-case sentence that names the culprit and the next step. */
export class UserError extends Error {
  /** Questions in canonical text that the person may have meant, best first; shown as buttons. */
  readonly suggestions: readonly string[];
  /** Values close to the one that was refused, and whose parameter they are. */
  readonly near?: { readonly param: string; readonly values: readonly string[] };

  constructor(
    message: string,
    options: {
      suggestions?: readonly string[];
      near?: { param: string; values: readonly string[] };
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'UserError';
    this.suggestions = options.suggestions ?? [];
    this.near = options.near;
  }
}
