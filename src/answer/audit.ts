import type { Answer } from './answer.ts';

import { CostError, UserError } from '../error.ts';
import { estimateCost } from './receipt.ts';

/** Who asked, and in which channel. */
export type AskedBy = {
  /** A Slack user's id, `digest NAME`, or `shell`. */
  readonly person: string;
  /** The id of the channel; missing in the shell. */
  readonly channel?: string;
};

/**
 * How a question ended. `refused`: the asker was told why it has no answer. `costly`: it was asked back or refused
 * for its cost. `failed`: a bug or an outage.
 */
export type AuditOutcome = 'answered' | 'refused' | 'costly' | 'cancelled' | 'failed';

/** Who asked what and where, how it ended, and what it cost. A field is null when it is not known, as for a question without an answer. */
export type AuditEntry = {
  readonly at: Date;
  readonly person: string;
  readonly channel: string | null;
  /** The request's canonical text; what was typed when it was not understood. */
  readonly question: string;
  readonly outcome: AuditOutcome;
  /** Why there is no answer, in the words that the asker read. */
  readonly reason: string | null;
  /** The name of the query or dataset. */
  readonly query: string | null;
  /** Athena's id of the run. */
  readonly executionId: string | null;
  readonly scannedBytes: number;
  /** US dollars; 0 for a reused result, null on reserved capacity, where bytes cost nothing. */
  readonly dollars: number | null;
  readonly rows: number | null;
  /** Whether an earlier result was reused. */
  readonly isReused: boolean;
  /** How long Athena took, in milliseconds. */
  readonly elapsedMs: number | null;
};

/** Creates the entry of an answer. */
export function answeredEntry({ text, query, table }: Answer, { person, channel }: AskedBy, at: Date): AuditEntry {
  const { scannedBytes, reservedDpus, reused, executionId, elapsedMs } = table;
  const dollars = reused ? 0 : estimateCost(scannedBytes);
  return {
    at,
    person,
    channel: channel ?? null,
    question: text,
    outcome: 'answered',
    reason: null,
    query: query.name,
    executionId,
    scannedBytes,
    dollars: reservedDpus === undefined ? dollars : null,
    rows: table.rows.length,
    isReused: reused,
    elapsedMs,
  };
}

/** Creates the entry of a question without an answer. Its outcome is `cancelled` when `signal` was aborted. */
export function unansweredEntry(
  question: string,
  error: unknown,
  { by: { person, channel }, at, signal }: { by: AskedBy; at: Date; signal: AbortSignal },
): AuditEntry {
  const refused = error instanceof CostError ? 'costly' : 'refused';
  const ended = error instanceof UserError ? refused : 'failed';
  return {
    at,
    person,
    channel: channel ?? null,
    question,
    outcome: signal.aborted ? 'cancelled' : ended,
    reason: error instanceof UserError ? error.message : null,
    query: null,
    executionId: null,
    scannedBytes: 0,
    dollars: 0,
    rows: null,
    isReused: false,
    elapsedMs: null,
  };
}
