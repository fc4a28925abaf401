/** What a message was last asked to show, by any instance. */
export type Intent = { readonly token: string; readonly text: string };

/** The last intention for each message, kept where all instances see it, so that they follow the same one. */
export type IntentStore = {
  readonly find: (message: string) => Promise<Intent | undefined>;
  /** Puts `text` after the intention `after`, or first; resolves to undefined when another one came in between. */
  readonly claim: (
    message: string,
    options: { after: string | undefined; text: string },
  ) => Promise<Intent | undefined>;
  /** Forgets an intention that came to nothing, unless another one followed; without a token, whichever there is. */
  readonly withdraw: (message: string, token?: string) => Promise<void>;
};
