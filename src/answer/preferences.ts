/** What people and channels have chosen for themselves, kept until they choose otherwise. */
export type Preferences = {
  /** Resolves to undefined when nothing is chosen. */
  readonly get: (owner: string, name: string) => Promise<string | undefined>;
  /** Everything that an owner has chosen, by name. */
  readonly list: (owner: string) => Promise<ReadonlyMap<string, string>>;
  readonly put: (owner: string, name: string, value: string) => Promise<void>;
  readonly remove: (owner: string, name: string) => Promise<void>;
};
