import { createHash } from 'node:crypto';

import type { Timing } from './digest.ts';
import type { Figures } from './figures.ts';

/**
 * Where a delivery stands:
 *
 *   due → running → posting → posted
 *          ↓  ↑
 *         waiting (for newer data)
 *
 * It ends as `posted`; as `skipped` when it was missed for too long or its conditions did not hold; or as `failed`.
 */
export type DeliveryState = 'due' | 'waiting' | 'running' | 'posting' | 'posted' | 'skipped' | 'failed';

/** The states of a delivery that has not ended. */
export const OPEN_STATES = ['due', 'waiting', 'running', 'posting'] as const satisfies readonly DeliveryState[];

/** Where a message stands: the channel's id and its `ts`. */
export type Posted = { readonly channel: string; readonly ts: string };

/** One digest at one due time, as it stands in the ledger. */
export type Delivery = {
  /** The run id, which the posted message carries: always the same for a digest and a due time. */
  readonly id: string;
  readonly digest: string;
  readonly dueAt: Date;
  readonly state: DeliveryState;
  /** How often it was claimed: the fencing token of whoever holds it. */
  readonly attempt: number;
  /** How often Athena or Slack answered with an error that time alone does not mend. */
  readonly failures: number;
  /** Where it was posted: the channel's id and the message's `ts`. */
  readonly channel?: string;
  readonly message?: string;
  readonly postedAt?: Date;
  /** What it waits for, or why it was skipped, failed or posted late. */
  readonly reason?: string;
  /** The first day of the period that its message shows. */
  readonly period?: string;
  /** The numbers that its message shows. */
  readonly figures?: Figures;
  /** A hash of the posted rows, by which `only if: changed` compares. */
  readonly fingerprint?: string;
  /** When its owner and its channel were told that it is late. */
  readonly toldAt?: Date;
  /** The notice in the channel that says that it is late or has failed; missing when there is none. */
  readonly notice?: Posted;
  /** When somebody last asked for it to be tried again. */
  readonly retriedAt?: Date;
};

/** What the ledger knows of a digest's due times: all up to `since` are entered, or were before its time. */
export type Schedule = Timing & { readonly digest: string; readonly since: Date };

/** A due time that has come. */
export type Occurrence = { readonly dueAt: Date; readonly state: 'due' | 'skipped'; readonly reason?: string };

/** What one digest adds to the ledger: the due times that have come, and the schedule that holds them. */
export type LedgerEntry = { readonly schedule: Schedule; readonly occurrences: readonly Occurrence[] };

/** How a delivery ended. */
export type Outcome =
  | {
      readonly state: 'posted';
      readonly channel: string;
      readonly message: string;
      readonly postedAt: Date;
      readonly fingerprint?: string;
      readonly period?: string | undefined;
      readonly figures?: Figures;
      /** Why it came late, when it did. */
      readonly late?: string | undefined;
      /** When the data are to be looked at again. */
      readonly revisitAt?: Date | undefined;
    }
  | { readonly state: 'skipped' | 'failed'; readonly reason: string };

/** What became of a posted message when its data were looked at again. */
export type Revisited = {
  /** The `ts` under which it stands now. */
  readonly message?: string;
  readonly figures?: Figures;
  /** Why it still is late; undefined when it is not. */
  readonly late: string | undefined;
  /** Undefined when its data are not looked at any more. */
  readonly revisitAt: Date | undefined;
};

/**
 * The ledger of what was to be posted and what came of it: the part of the store that the scheduler needs. Every method
 * that changes a claimed delivery resolves with false, and changes nothing, when another instance has claimed it since.
 */
export type DeliveryLedger = {
  /** The schedules of the named digests, by name; those that are not known are missing. */
  readonly findSchedules: (digests: readonly string[]) => Promise<ReadonlyMap<string, Schedule>>;
  /** Enters occurrences, each at most once for its digest and due time, and then notes the schedules. */
  readonly enter: (entries: readonly LedgerEntry[], now: Date) => Promise<void>;
  /** Takes the longest due deliveries of the named digests that nobody holds, at most `limit`, as running for `leaseMs`. */
  readonly claim: (
    digests: readonly string[],
    options: { now: Date; leaseMs: number; limit: number },
  ) => Promise<readonly Delivery[]>;
  /** Takes posted deliveries of the named digests whose data are to be looked at again, at most `limit`, for `leaseMs`. */
  readonly claimRevisits: (
    digests: readonly string[],
    options: { now: Date; leaseMs: number; limit: number },
  ) => Promise<readonly Delivery[]>;
  /** Notes what a posted delivery's message shows by now, and when its data are to be looked at again, if at all. */
  readonly revisit: (delivery: Delivery, revisited: Revisited) => Promise<boolean>;
  /** The last delivery of a digest that was posted and is known by its rows. */
  readonly lastPosted: (digest: string) => Promise<Delivery | undefined>;
  /** Holds a claimed delivery until then. */
  readonly renew: (delivery: Delivery, options: { until: Date }) => Promise<boolean>;
  /** Notes that the message is about to be posted. */
  readonly advance: (delivery: Delivery, state: 'posting') => Promise<boolean>;
  /** Gives a delivery back as `due`, or `waiting` for data, to be claimed again at `until`. */
  readonly release: (
    delivery: Delivery,
    options: { until: Date; reason: string; state?: 'waiting'; failures?: number },
  ) => Promise<boolean>;
  readonly finish: (delivery: Delivery, outcome: Outcome) => Promise<boolean>;
  /** Ends as skipped what is open of a digest that was stopped, save a message that is just being posted. */
  readonly skipOpen: (digest: string, reason: string) => Promise<void>;
  /** Ends as skipped what was due before `before`, is not held by anybody at `now`, and belongs to none of the digests that there are. */
  readonly skipOrphans: (
    digests: readonly string[],
    options: { before: Date; now: Date; reason: string },
  ) => Promise<void>;
  /** True for the first caller only: whoever it is tells the owner that the delivery is late. */
  readonly tellOnce: (delivery: Delivery, now: Date) => Promise<boolean>;
  /** Notes the notice that stands in the channel of a delivery. */
  readonly noteNotice: (delivery: Delivery, notice: Posted) => Promise<void>;
  /** The notices that stand in the channel of a digest, of all its deliveries. */
  readonly noticesOf: (digest: string) => Promise<readonly Posted[]>;
  /** Forgets the notices of a digest, which were removed. */
  readonly clearNotices: (digest: string) => Promise<void>;
  /** Makes what failed or waits to be tried again due at once; resolves to whether it was either. */
  readonly retry: (id: string, now: Date) => Promise<boolean>;
  readonly find: (id: string) => Promise<Delivery | undefined>;
  /** The deliveries of one digest, or of all, the latest due first. */
  readonly list: (options?: { digest?: string; limit?: number }) => Promise<readonly Delivery[]>;
};

/** The run id of a digest at a due time: a UUID that a ledger restored from a copy works out again. */
export function runIdOf(digest: string, dueAt: Date): string {
  return uuidOf(`${digest}\n${dueAt.toISOString()}`);
}

/** The id that the notice of a delivery carries, so that it is found again though nobody could note where it stands. */
export function noticeIdOf({ id }: Pick<Delivery, 'id'>): string {
  return uuidOf(`notice\n${id}`);
}

function uuidOf(of: string): string {
  const hash = createHash('sha256').update(of).digest('hex');
  // https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-8
  const text = `${hash.slice(0, 12)}8${hash.slice(13, 16)}8${hash.slice(17, 32)}`;
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
