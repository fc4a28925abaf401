/** The cost of one dataset or query in one week. */
export type WeeklyCost = {
  /** The Monday of the week in UTC: `2026-11-23`. */
  readonly week: string;
  readonly query: string;
  /** How many questions were answered. */
  readonly questions: number;
  readonly scannedBytes: number;
  /** US dollars; 0 for what ran on reserved capacity. */
  readonly dollars: number;
};

/** A question that people asked and got no rows for. */
export type UnmetQuestion = {
  readonly question: string;
  /** How often it was asked. */
  readonly count: number;
  /** The sentence that the last who asked it read, or that there were no rows. */
  readonly reason: string;
};

/** Questions without rows, the most frequent first, and how many there are of them with those beyond the limit. */
export type UnmetDemand = { readonly questions: readonly UnmetQuestion[]; readonly total: number };

/** What all entries of the audit since a moment come to. */
export type AuditReports = {
  /** Adds up the cost of each dataset or query by week, the latest week first, and the largest first within a week. */
  readonly costs: (since: Date) => Promise<readonly WeeklyCost[]>;
  /** Collects the questions that were not understood or had no rows, for authors to see which words or data are missing. */
  readonly unmet: (options: { readonly since: Date; readonly limit?: number | undefined }) => Promise<UnmetDemand>;
};
