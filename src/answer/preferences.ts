/** The settings that people and channels have chosen, by owner and name. */
export type Preferences = {
  /** Resolves to the chosen value; undefined when none was chosen. */
  readonly get: (owner: string, name: string) => Promise<string | undefined>;
  /** Resolves to all settings of an owner, by name. */
  readonly list: (owner: string) => Promise<ReadonlyMap<string, string>>;
  readonly put: (owner: string, name: string, value: string) => Promise<void>;
  readonly remove: (owner: string, name: string) => Promise<void>;
};
