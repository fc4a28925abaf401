/** What a person can act on: one lower-case sentence that names the culprit and the next step. */
export class UserError extends Error {
  /** Questions in canonical text that the person may have meant, best first; shown as buttons. */
  readonly suggestions: readonly string[];

  constructor(message: string, { suggestions = [], cause }: { suggestions?: readonly string[]; cause?: unknown } = {}) {
    super(message, { cause });
    this.name = 'UserError';
    this.suggestions = suggestions;
  }
}
