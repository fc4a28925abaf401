/** How many bytes a statement of some shape read when it last ran. */
export type RunSize = {
  /** The hash of the statement's SQL, without the values of its parameters. */
  readonly shape: string;
  /** The number of days of its period; null where it had none. */
  readonly days: number | null;
  readonly bytes: number;
  /** Whether its bytes were billed; they are not on reserved capacity. */
  readonly isBilled: boolean;
};

/** The bytes that the statements of each query read, kept in the store. */
export type RunSizes = {
  readonly find: (query: string) => Promise<readonly RunSize[]>;
  /** Stores what a run read; it replaces an earlier one of the same shape and days. */
  readonly note: (query: string, size: RunSize) => Promise<void>;
};

/** What an estimate of a question's bytes depends on. */
export type SizedQuestion = Pick<RunSize, 'shape' | 'days'> & {
  /** Whether only the days of its period are read. */
  readonly isPartitioned: boolean;
};

/**
 * Estimates how many bytes a statement will read by earlier runs of its query: by one of the same shape and at least
 * as many days, else by the largest of the same shape, else by any; in proportion to the days where only those are
 * read. Undefined when none ran yet.
 */
export function estimateBytes(
  known: readonly RunSize[],
  { shape, days, isPartitioned }: SizedQuestion,
): number | undefined {
  const same = known.filter((size) => size.shape === shape);
  const longer = same.filter((size) => (size.days ?? 0) >= (days ?? 0));
  if (longer.length > 0) return Math.min(...longer.map((size) => scaled(size, { days, isPartitioned })));
  const others = same.length > 0 ? same : known;
  if (others.length === 0) return undefined;
  return Math.max(...others.map((size) => scaled(size, { days, isPartitioned })));
}

/** What a run would have read of so many days. */
function scaled(size: RunSize, { days, isPartitioned }: Pick<SizedQuestion, 'days' | 'isPartitioned'>): number {
  if (!isPartitioned || !days || !size.days) return size.bytes;
  return Math.ceil((size.bytes * days) / size.days);
}
