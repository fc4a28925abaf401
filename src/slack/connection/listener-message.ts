import type { ArrivalLimits } from './http.ts';
import type { Acknowledged, PassedRequest } from './passed-request.ts';

/** What the listener's thread is started with. */
export type ListenerSettings = {
  readonly host: string;
  readonly port: number;
  readonly signingSecret: string;
  /** The path of Slack's requests. */
  readonly eventsPath: string;
  /** The port on 127.0.0.1 where everything else is served. */
  readonly innerPort: number;
  /** Those of the bot unless given. */
  readonly arrival?: ArrivalLimits;
};

/** A message from the listener's thread to the bot. */
export type FromListener =
  | ({ readonly kind: 'request' } & PassedRequest)
  | Acknowledged
  | { readonly kind: 'open'; readonly url: string }
  /** It cannot open: the port is taken. */
  | { readonly kind: 'failed'; readonly message: string; readonly isUserError: boolean }
  /** One request could not be served. */
  | { readonly kind: 'fault'; readonly message: string }
  /** Requests that Slack did not sign, or long ago. */
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'closed' };

/** A message from the bot to the listener's thread. */
export type ToListener =
  /** Take requests from now on. */
  | { readonly kind: 'serve' }
  /** A request was taken; what it is answered with, where it waits for that. */
  | { readonly kind: 'answer'; readonly id: number; readonly status: number; readonly json?: string }
  /** Take no more connections. */
  | { readonly kind: 'close' }
  /** Close those that are still open. */
  | { readonly kind: 'end' };
