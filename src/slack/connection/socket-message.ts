import type { Acknowledged, PassedRequest } from './passed-request.ts';

/** What the socket's thread is started with. */
export type SocketSettings = {
  readonly appToken: string;
  /** Replaces Slack's own address. */
  readonly apiUrl: string | undefined;
};

/** A message from the socket's thread to the bot. */
export type FromSocket =
  | ({ readonly kind: 'request' } & PassedRequest)
  | Acknowledged
  | { readonly kind: 'connected' }
  /** There is no connection, and nobody is making one. */
  | { readonly kind: 'disconnected' }
  /** The outcome of a `start`. A failure has its reason in a few words and Slack's own word for it, if Slack refused. */
  | { readonly kind: 'started' }
  | { readonly kind: 'failed'; readonly reason: string; readonly code: string | undefined }
  | { readonly kind: 'log'; readonly level: 'debug' | 'warn'; readonly text: string }
  | { readonly kind: 'stopped' };

/** A message from the bot to the socket's thread. */
export type ToSocket =
  /** Connect once. */
  | { readonly kind: 'start' }
  /** A request was taken; what it is answered with, where it waits for that; nothing when it could not be served. */
  | { readonly kind: 'answer'; readonly id: number; readonly isServed: boolean; readonly json?: string | undefined }
  /** End the connection and make no other. */
  | { readonly kind: 'stop' };
