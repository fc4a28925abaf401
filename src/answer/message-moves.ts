/** The addresses of messages that were posted anew, shared by all instances. Messages are named `channel/ts`. */
export type MessageMoves = {
  /** Finds the first message that stood in a message's place, and the one that stands there now; undefined when it never moved. */
  readonly find: (message: string) => Promise<{ readonly first: string; readonly last: string } | undefined>;
  /** Stores that `after` was posted in place of `before`; resolves to false when another message was before. */
  readonly replace: (before: string, after: string) => Promise<boolean>;
};
