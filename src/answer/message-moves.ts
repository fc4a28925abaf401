/** Where messages stand that were posted anew in the place of others, for all instances. Messages are named `channel/ts`. */
export type MessageMoves = {
  /** Finds the first message that stood in a message's place, and the one that stands there now; undefined when it never moved. */
  readonly find: (message: string) => Promise<{ readonly first: string; readonly last: string } | undefined>;
  /** Notes that `after` was posted in the place of `before`; resolves to false when another message was before. */
  readonly replace: (before: string, after: string) => Promise<boolean>;
};
