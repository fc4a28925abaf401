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
export type Posted = {
  readonly channel: string;
  readonly ts: string;
  /** The `ts` of the thread's first message; missing when it stands in the channel itself. */
  readonly thread?: string | undefined;
};

/** One digest at one due time: a row of the ledger. */
export type Delivery = {
  /** The run id, which the posted message carries: always the same for a digest and a due time. */
  readonly id: string;
  readonly digest: string;
  readonly dueAt: Date;
  readonly state: DeliveryState;
  /** How often it was claimed; with it, a later claim refuses the writes of an earlier one. */
  readonly attempt: number;
  /** How often it failed with an error that does not pass by itself. */
  readonly failures: number;
  /** The id of the channel where it was posted, and the message's `ts`. */
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

/** Up to which moment the ledger has the due times of a digest: those up to `since` are entered already, or need not be, as the digest did not exist. */
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
      /** Why it was posted late; undefined when it was not. */
      readonly late?: string | undefined;
      /** When its data are to be checked again. */
      readonly revisitAt?: Date | undefined;
    }
  | { readonly state: 'skipped' | 'failed'; readonly reason: string };

/** The outcome of checking the data of a posted message again. */
export type Revisited = {
  /** The `ts` of its message now. */
  readonly message?: string;
  readonly figures?: Figures;
  /** Why it is still late; undefined when it is not. */
  readonly late: string | undefined;
  /** When its data are to be checked next; undefined for never. */
  readonly revisitAt: Date | undefined;
};

/** How often a digest was posted and clicked on, by its deliveries. */
export type DigestUse = {
  readonly firstPostedAt: Date;
  /** When somebody last clicked on one of its messages; undefined when nobody has. */
  readonly clickedAt: Date | undefined;
  /** How often it was posted since the moment that was asked for. */
  readonly posts: number;
};

/**
 * The ledger of deliveries and their outcomes: the part of the store that the scheduler needs. Every method that
 * changes a claimed delivery resolves to false, and changes nothing, when another instance has claimed it since.
 */
export type DeliveryLedger = {
  /** Resolves to the schedules of the named digests, by name; those that are not known are missing. */
  readonly findSchedules: (digests: readonly string[]) => Promise<ReadonlyMap<string, Schedule>>;
  /** Enters occurrences, each at most once for its digest and due time, and then stores the schedules. */
  readonly enter: (entries: readonly LedgerEntry[], now: Date) => Promise<void>;
  /** Claims, as running for `leaseMs` milliseconds, at most `limit` due deliveries of the named digests that no instance has claimed, the longest due first. */
  readonly claim: (
    digests: readonly string[],
    options: { now: Date; leaseMs: number; limit: number },
  ) => Promise<readonly Delivery[]>;
  /** Claims posted deliveries of the named digests whose data are to be checked again, at most `limit`, for `leaseMs`. */
  readonly claimRevisits: (
    digests: readonly string[],
    options: { now: Date; leaseMs: number; limit: number },
  ) => Promise<readonly Delivery[]>;
  /** Stores what a posted delivery's message now shows, and when its data are to be checked again, if at all. */
  readonly revisit: (delivery: Delivery, revisited: Revisited) => Promise<boolean>;
  /** Resolves to the last posted delivery of a digest that has a fingerprint. */
  readonly lastPosted: (digest: string) => Promise<Delivery | undefined>;
  /** Extends the claim of a delivery until a moment. */
  readonly renew: (delivery: Delivery, options: { until: Date }) => Promise<boolean>;
  /** Stores that the message is about to be posted. */
  readonly advance: (delivery: Delivery, state: 'posting') => Promise<boolean>;
  /** Releases a delivery as `due`, or `waiting` for data, to be claimed again at `until`. */
  readonly release: (
    delivery: Delivery,
    options: { until: Date; reason: string; state?: 'waiting'; failures?: number },
  ) => Promise<boolean>;
  readonly finish: (delivery: Delivery, outcome: Outcome) => Promise<boolean>;
  /** Ends the open deliveries of a stopped digest as skipped, but not one whose message is being posted. */
  readonly skipOpen: (digest: string, reason: string) => Promise<void>;
  /** Ends as skipped what was due before `before`, is not claimed at `now`, and belongs to none of the given digests. */
  readonly skipOrphans: (
    digests: readonly string[],
    options: { before: Date; now: Date; reason: string },
  ) => Promise<void>;
  /** Resolves to true for the first caller only, who then tells the owner that the delivery is late. */
  readonly tellOnce: (delivery: Delivery, now: Date) => Promise<boolean>;
  /** Stores that a message was clicked on; does nothing when it belongs to no delivery. */
  readonly noteClick: (message: Posted, now: Date) => Promise<void>;
  /** Resolves to how the named digests were used since a moment, by name; those that were never posted are missing. */
  readonly usesOf: (digests: readonly string[], since: Date) => Promise<ReadonlyMap<string, DigestUse>>;
  /** Stores the address of the notice in the channel of a delivery. */
  readonly noteNotice: (delivery: Delivery, notice: Posted) => Promise<void>;
  /** Resolves to the addresses of the notices of all deliveries of a digest. */
  readonly noticesOf: (digest: string) => Promise<readonly Posted[]>;
  /** Forgets the notices of a digest, which were removed. */
  readonly clearNotices: (digest: string) => Promise<void>;
  /** Makes what failed or waits to be tried again due at once; resolves to whether it was either. */
  readonly retry: (id: string, now: Date) => Promise<boolean>;
  /** Makes what waits to be tried again due at once. */
  readonly hasten: (id: string) => Promise<void>;
  readonly find: (id: string) => Promise<Delivery | undefined>;
  /** Resolves to the latest delivery of the same digest that was due after this one and by `now`, and has not failed. */
  readonly findLater: (delivery: Delivery, now: Date) => Promise<Delivery | undefined>;
  /** Resolves to the deliveries of one digest, or of all, the latest due first. */
  readonly list: (options?: { digest?: string; limit?: number }) => Promise<readonly Delivery[]>;
};

/** Returns the run id of a digest at a due time: a UUID computed from both, so that a restored ledger has the same. */
export function runIdOf(digest: string, dueAt: Date): string {
  return uuidOf(`${digest}\n${dueAt.toISOString()}`);
}

/** Returns the id that the notice of a delivery carries, by which it is found in its channel when its address was not stored. */
export function noticeIdOf({ id }: Pick<Delivery, 'id'>): string {
  return uuidOf(`notice\n${id}`);
}

/** Returns a UUID computed from a text: always the same one for the same text. */
export function uuidOf(of: string): string {
  const hash = createHash('sha256').update(of).digest('hex');
  // https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-8
  const text = `${hash.slice(0, 12)}8${hash.slice(13, 16)}8${hash.slice(17, 32)}`;
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
