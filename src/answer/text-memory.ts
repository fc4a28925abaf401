/** Short texts that all instances keep by a key, such as the last question of a thread. */
export type TextMemory = {
  /** Resolves to the text of a key; undefined when there is none. */
  readonly get: (key: string) => Promise<string | undefined>;
  /** Stores a text; it replaces the one before. */
  readonly put: (key: string, text: string) => Promise<void>;
};
