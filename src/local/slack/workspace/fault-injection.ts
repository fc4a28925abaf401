/**
 * What goes wrong on demand. `method` is a Web API method, `*` for every one of them, or one of `upload`, `response_url`,
 * `image_url` and `delivery` (a payload on its way to the app). A fault with several fields does them all: it waits, then fails.
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
  /** The connection is cut without an answer. A delivery reaches the app, but its acknowledgement is lost. */
  readonly cut?: boolean;
  /** The call is made, and the connection cut before its answer. */
  readonly lost?: boolean;
  /** How many times more a payload is delivered. */
  readonly duplicates?: number;
  /** What the call must hold somewhere in its fields; any call without it. */
  readonly holding?: string;
  /** How often; always without it. */
  readonly times?: number;
};

/** Methods that `*` leaves alone: they are no calls of the Web API. */
const OTHERS = ['upload', 'response_url', 'image_url', 'delivery'];

/**
 * Finds the fault that this call of a method meets, and counts it as used; undefined when there is none. `fields` are what
 * the call says.
 */
export function takeFault(
  { faults }: { readonly faults: InjectedFault[] },
  method: string,
  fields: unknown = {},
): InjectedFault | undefined {
  const index = faults.findIndex(
    (fault) =>
      (fault.method === method || (fault.method === '*' && !OTHERS.includes(method))) &&
      (fault.holding === undefined || JSON.stringify(fields).includes(fault.holding)),
  );
  const fault = faults[index];
  if (fault?.times === undefined) return fault;
  if (fault.times <= 1) faults.splice(index, 1);
  else faults[index] = { ...fault, times: fault.times - 1 };
  return fault;
}
