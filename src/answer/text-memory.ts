/** Short texts that all instances remember under a key, such as the last question of a thread. */
export type TextMemory = {
  /** Resolves to undefined when nothing is remembered. */
  readonly get: (key: string) => Promise<string | undefined>;
  /** Remembers a text in place of the one before. */
  readonly put: (key: string, text: string) => Promise<void>;
};
