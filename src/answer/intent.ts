/** What a message is asked to show. */
export type Intended = {
  readonly text: string;
  /** What it showed, or was to show, before the click; missing when it was not a click that asked for it. */
  readonly before?: string | undefined;
  /** When Slack says that the click was made, in microseconds since 1970. */
  readonly clickedAt?: number | undefined;
};

/** What a message was last asked to show, by any instance. */
export type Intent = Intended & { readonly token: string };

/** The latest intent for each message, shared by all instances, so that all of them follow the same one. */
export type IntentStore = {
  readonly find: (message: string) => Promise<Intent | undefined>;
  /** Puts an intent after the one with the token `after`, or first; resolves to undefined when another one came in between. */
  readonly claim: (message: string, options: Intended & { after: string | undefined }) => Promise<Intent | undefined>;
  /** Deletes an intent that had no effect, unless another one followed; without a token, whichever there is. */
  readonly withdraw: (message: string, token?: string) => Promise<void>;
};
