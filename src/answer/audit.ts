/** Who asked what and what it cost to read. */
export type AuditEntry = {
  readonly at: Date;
  /** A Slack user's id, or `digest NAME`. */
  readonly person: string;
  /** The request's canonical text. */
  readonly question: string;
  readonly scannedBytes: number;
};
