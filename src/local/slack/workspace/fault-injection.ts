/**
 * A failure that is simulated on request. `method` is a Web API method, `*` for all of them, or one of `upload`, `response_url`,
 * `image_url` and `delivery` (a payload that is sent to the app). Several fields are combined: it waits, then fails.
 */
export type InjectedFault = {
  readonly method: string;
  /** Slack's own error code: `{"ok": false, "error": "internal_error"}`. */
  readonly error?: string;
  /** An HTTP status in place of an answer. */
  readonly status?: number;
  /** Answers 429 with this Retry-After, in seconds. */
  readonly retryAfter?: number;
  /** Milliseconds before anything else happens. */
  readonly delay?: number;
  /** Cuts the connection in place of the call. A delivery reaches the app, but its acknowledgement is lost. */
  readonly cut?: boolean;
  /** Makes the call and cuts the connection before its answer. */
  readonly lost?: boolean;
  /** How many additional times a payload is delivered. */
  readonly duplicates?: number;
  /** Limits the fault to calls with this text in their JSON. */
  readonly holding?: string;
  /** How many calls fail; all of them by default. */
  readonly times?: number;
};

/** Methods that `*` leaves alone: they are no calls of the Web API. */
const OTHERS = ['upload', 'response_url', 'image_url', 'delivery'];

/**
 * Returns the first fault for a call of `method` with the arguments `fields`, and counts it as used up once; undefined when
 * there is none.
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
