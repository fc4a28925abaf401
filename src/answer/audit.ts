/** Who asked what and what it cost to read. */
export type AuditEntry = {
  readonly at: Date;
  readonly person: string;
  readonly question: string;
  readonly scannedBytes: number;
};
