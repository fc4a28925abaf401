/**
 * What goes wrong on demand. `method` is a Web API method, or `upload`, `response_url`, `image_url`, or `*` for every one of
 * them. A fault with several fields does them all: it waits, then refuses.
 */
export type InjectedFault = {
  readonly method: string;
  /** Slack's own error code: `{"ok": false, "error": "internal_error"}`. */
  readonly error?: string;
  /** An HTTP status in place of an answer. */
  readonly status?: number;
  /** 429 with Retry-After, in seconds. */
  readonly retryAfter?: number;
  /** Milliseconds before anything else happens. */
  readonly delay?: number;
  /** The connection is cut without an answer. */
  readonly cut?: boolean;
  /** How often; always without it. */
  readonly times?: number;
  /** Only one call a second in each channel, as Slack allows for chat.postMessage. */
  readonly onePerSecond?: boolean;
};

/** A workspace, as far as it goes wrong. */
type Faulty = { readonly faults: InjectedFault[] };

/** The fault that the next call of the method meets; counts it as used. */
export function takeFault({ faults }: Faulty, method: string): InjectedFault | undefined {
  const index = faults.findIndex((fault) => !fault.onePerSecond && covers(fault, method));
  const fault = faults[index];
  if (!fault) return undefined;
  if (fault.times !== undefined) {
    if (fault.times <= 1) faults.splice(index, 1);
    else faults[index] = { ...fault, times: fault.times - 1 };
  }
  return fault;
}

/** Whether calls of the method are held to one a second in each channel. */
export function isPaced({ faults }: Faulty, method: string): boolean {
  return faults.some((fault) => fault.onePerSecond && covers(fault, method));
}

function covers(fault: InjectedFault, method: string): boolean {
  return fault.method === method || fault.method === '*';
}
