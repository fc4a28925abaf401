/** A word that was not understood, and what it may have been, best first. */
export type Near = { readonly word: string; readonly matches: readonly string[] };

/** An error that a person can act on: one lower-case sentence that names the culprit and the next step. */
export class UserError extends Error {
  /** Questions in canonical text that the person may have meant, best first; shown as buttons. */
  readonly suggestions: readonly string[];
  /** The word that was not understood, and what it may have been, best first. */
  readonly near?: Near;
  /** Whether the same may succeed later without any change: after an outage or a rate limit. */
  readonly isTemporary: boolean;
  /** Private, so that no log writes it. */
  readonly #fullMessage: string;

  constructor(
    message: string,
    options: {
      suggestions?: readonly string[];
      near?: Near;
      isTemporary?: boolean;
      fullMessage?: string;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.#fullMessage = options.fullMessage ?? message;
    this.name = 'UserError';
    this.suggestions = options.suggestions ?? [];
    this.near = options.near;
    this.isTemporary = options.isTemporary ?? false;
  }

  /** The message with the file, line and value at fault where `message` leaves them out: for the shell alone, as it quotes data. */
  get fullMessage(): string {
    return this.#fullMessage;
  }
}

/** A question that is refused for what it would cost. */
export class CostError extends UserError {
  /** The question in canonical text, when its asker may have it run all the same. */
  readonly confirmable: string | undefined;
  /** A question that costs less, in canonical text, and the words for it. */
  readonly cheaper: { readonly text: string; readonly label: string } | undefined;

  constructor(message: string, options: Pick<CostError, 'cheaper'> & { confirmable?: string; isTemporary?: boolean }) {
    super(message, {
      isTemporary: options.isTemporary ?? false,
      suggestions: options.cheaper ? [options.cheaper.text] : [],
    });
    this.name = 'CostError';
    this.confirmable = options.confirmable;
    this.cheaper = options.cheaper;
  }
}

/** Returns an error that offers other questions where it is a UserError that offers some: each as `change` rewrites it. */
export function offering(error: unknown, change: (question: string) => string): unknown {
  if (error instanceof CostError) {
    const { message, confirmable, cheaper, isTemporary } = error;
    return new CostError(message, {
      isTemporary,
      cheaper: cheaper && { ...cheaper, text: change(cheaper.text) },
      ...(confirmable !== undefined && { confirmable: change(confirmable) }),
    });
  }
  if (!(error instanceof UserError) || error.suggestions.length === 0) return error;
  const { message, suggestions, near, isTemporary, fullMessage, cause } = error;
  const same = { isTemporary, fullMessage, cause, ...(near && { near }) };
  return new UserError(message, { ...same, suggestions: suggestions.map(change) });
}

/** Resolves as `work` does, but to undefined when it rejects with a UserError; any other rejection is passed on. */
export async function undefinedIfRefused<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** Returns the message of anything that was thrown: that of an Error, or the thing as a text. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
