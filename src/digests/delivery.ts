/** due → posting → posted, or failed when every attempt was in vain; skipped when it was missed for too long. */
export type DeliveryState = 'due' | 'posting' | 'posted' | 'failed' | 'skipped';

/** One digest at one due time, as it stands in the ledger. */
export type Delivery = {
  /** The run id that the posted message carries. */
  readonly id: string;
  readonly digest: string;
  readonly dueAt: Date;
  readonly state: DeliveryState;
  readonly attempt: number;
  /** Where it was posted, as the poster names it. */
  readonly message?: string;
  readonly error?: string;
};

/** When a digest is next due, and the cron expression and time zone from which that was worked out. */
export type Plan = {
  readonly digest: string;
  readonly cron: string;
  readonly timezone: string;
  readonly nextDue?: Date;
};

/** A due time that has come; skipped when it was missed for too long to be delivered. */
export type Occurrence = { readonly dueAt: Date; readonly state: 'due' | 'skipped' };

/** The ledger of what was to be posted, and what came of it. */
export type Deliveries = {
  findPlan(digest: string): Promise<Plan | undefined>;
  /**
   * Enters an occurrence into the ledger, at most once for each digest and due time, and puts a plan in the place of
   * `previous`; false when another instance has moved the plan on before.
   */
  replan(next: Plan, options: { previous?: Plan; occurrence?: Occurrence }): Promise<boolean>;
  /**
   * Takes the longest due delivery of the named digests that nobody holds, for a while. One in the state `posting` was
   * held by somebody who died or failed: it may have been posted.
   */
  claim(digests: readonly string[], options: { now: Date; leaseMs: number }): Promise<Delivery | undefined>;
  /** Holds a claimed delivery longer. All of these are false when the claim has been lost to somebody else. */
  renew(delivery: Delivery, options: { until: Date }): Promise<boolean>;
  /** Notes the intent to post, before anything is posted. */
  intend(delivery: Delivery): Promise<boolean>;
  /** Gives it back after a failure, to be claimed again at `until`. */
  release(delivery: Delivery, options: { until: Date; error: string }): Promise<boolean>;
  finish(
    delivery: Delivery,
    outcome: { state: 'posted'; message: string } | { state: 'failed'; error: string },
  ): Promise<boolean>;
  /** Newest first. */
  list(digest: string, options?: { limit?: number }): Promise<readonly Delivery[]>;
};
