/** A run of a statement that an instance has begun, as all instances over one store know it. */
export type KnownRun = {
  /** A random text that is different for each run of the same statement. */
  readonly token: string;
  /** Athena's id of the run; undefined while it is being started. */
  readonly executionId: string | undefined;
  /** When it was started, by the clock of the instance that started it. */
  readonly ranAt: Date;
  /** The newest day or moment in the data by then, in Athena's text; undefined when that was not known. */
  readonly asOf: string | undefined;
};

/** The runs that instances share, the latest of each statement by its key, kept in the store. */
export type KnownRuns = {
  readonly find: (key: string) => Promise<KnownRun | undefined>;
  /**
   * Enters a run that is about to be started, in the place of the one whose token is `after`. Resolves to its token, or to
   * undefined when another instance was quicker.
   */
  readonly claim: (key: string, run: ClaimedRun) => Promise<string | undefined>;
  /** Adds Athena's id, unless another run has taken its place. */
  readonly start: (key: string, token: string, executionId: string) => Promise<void>;
  /** Counts one more instance that waits for a run; resolves to false when the run is not known any more. */
  readonly join: (key: string, token: string) => Promise<boolean>;
  /** Counts one instance less; resolves to whether none is left, in which case the run is forgotten. */
  readonly leave: (key: string, token: string) => Promise<boolean>;
  /** Deletes a run whose result cannot be used. */
  readonly withdraw: (key: string, token: string) => Promise<void>;
  /** Deletes all runs of a query, by its name. */
  readonly forget: (query: string) => Promise<void>;
};

/** A run before it has an id. */
export type ClaimedRun = Pick<KnownRun, 'ranAt' | 'asOf'> & {
  /** The token of the run that was known before; undefined for none. */
  readonly after: string | undefined;
  /** The name of the query that it answers. */
  readonly query: string;
};
