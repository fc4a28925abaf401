/** What a message was last asked to show, by any instance. */
export type Intent = { readonly token: string; readonly text: string };

/** The latest intent for each message, shared by all instances, so that all of them follow the same one. */
export type IntentStore = {
  readonly find: (message: string) => Promise<Intent | undefined>;
  /** Puts `text` after the intent `after`, or first; resolves to undefined when another one came in between. */
  readonly claim: (
    message: string,
    options: { after: string | undefined; text: string },
  ) => Promise<Intent | undefined>;
  /** Deletes an intent that had no effect, unless another one followed; without a token, whichever there is. */
  readonly withdraw: (message: string, token?: string) => Promise<void>;
};
