import type { Generated } from 'kysely';

import type { AuditOutcome } from '../answer/audit.ts';
import type { DeliveryState } from '../digests/delivery.ts';

/** The tables of the store. Moments are milliseconds since 1970, as both engines have that type. */
export type Schema = {
  readonly migrations: { readonly version: number; readonly applied_at: number };
  /** Of each digest, the moment from which its due times are still to be entered. */
  readonly schedules: {
    readonly digest: string;
    readonly cron: string;
    readonly timezone: string;
    readonly since: number;
  };
  readonly deliveries: {
    /** The run id that a posted message carries. */
    readonly id: string;
    readonly digest: string;
    readonly due_at: number;
    readonly state: DeliveryState;
    /** How often it was claimed; with it, a later claim refuses the writes of an earlier one. */
    readonly attempt: number;
    /** How often it failed with an error that does not pass by itself. */
    readonly failures: number;
    /** The moment before which nobody else may claim it. */
    readonly lease_until: number;
    /** When it was entered, by the clock of the instance that did. */
    readonly entered_at: Generated<number>;
    readonly channel: Generated<string | null>;
    readonly message: Generated<string | null>;
    readonly posted_at: Generated<number | null>;
    readonly fingerprint: Generated<string | null>;
    /** The first day of the period that its message shows. */
    readonly period: Generated<string | null>;
    /** The numbers that its message shows, as JSON. */
    readonly figures: Generated<string | null>;
    /** When its data are to be checked again. */
    readonly revisit_at: Generated<number | null>;
    /** When its owner was told that it is late. */
    readonly told_at: Generated<number | null>;
    /** Where its notice stands in the channel, as JSON. */
    readonly notice: Generated<string | null>;
    /** When somebody last clicked on its message. */
    readonly clicked_at: Generated<number | null>;
    /** When somebody last asked for it to be tried again. */
    readonly retried_at: Generated<number | null>;
    readonly reason: string | null;
  };
  /** Questions that are being answered. */
  readonly questions: {
    readonly id: string;
    /** The process that answers it. */
    readonly instance: string;
    readonly person: string;
    readonly channel: string;
    readonly thread: string | null;
    readonly ts: string | null;
    readonly question: string;
    /** How often it was begun. */
    readonly attempt: Generated<number>;
    readonly lease_until: number;
  };
  /** Messages that were posted anew in the place of others. */
  readonly moves: {
    readonly message: string;
    /** The first message that stood in its place. */
    readonly first: string;
    /** The one that has replaced it; null for the one that stands there now. */
    readonly next: string | null;
    readonly at: number;
  };
  /** What each message was last asked to show. */
  readonly intents: {
    readonly message: string;
    readonly token: string;
    readonly text: string;
    readonly before: string | null;
    /** In microseconds. */
    readonly clicked_at: number | null;
    readonly at: number;
  };
  /** The latest run of each statement, by a key that holds its hash. */
  readonly known_runs: {
    readonly key: string;
    readonly token: string;
    readonly query: string;
    /** Null while it is being started. */
    readonly execution_id: string | null;
    readonly at: number;
    readonly as_of: string | null;
    /** How many wait for it. */
    readonly instances: number;
  };
  /** How many bytes the statements of each query read when they last ran. */
  readonly run_sizes: {
    readonly query: string;
    /** The hash of the statement's SQL. */
    readonly shape: string;
    /** The number of days of its period; -1 where it had none. */
    readonly days: number;
    readonly bytes: number;
    readonly is_billed: number;
    readonly at: number;
  };
  /** What each owner has spent on each day. */
  readonly spending: {
    readonly day: string;
    readonly owner: string;
    readonly bytes: number;
    /** US dollars; null where capacity is reserved. */
    readonly dollars: number;
  };
  readonly audit: {
    readonly id: string;
    readonly at: number;
    readonly person: string;
    readonly channel: string | null;
    readonly question: string;
    readonly outcome: AuditOutcome;
    readonly reason: string | null;
    readonly query: string | null;
    readonly execution_id: string | null;
    readonly scanned_bytes: number;
    /** Null where capacity is reserved. */
    readonly dollars: number | null;
    readonly rows: number | null;
    /** 1 for true, 0 for false, as both engines have that type. */
    readonly is_reused: number;
    readonly elapsed_ms: number | null;
  };
  /** Requests of Slack that were taken, by Slack's id for them. */
  readonly seen: { readonly id: string; readonly at: number };
  /** The settings that people and channels have chosen. */
  readonly preferences: { readonly owner: string; readonly name: string; readonly value: string };
  /** The state of each alert between its checks. */
  readonly alerts: {
    readonly name: string;
    /** JSON of a `KeptAlert`. */
    readonly kept: string;
    /** How often it was written. */
    readonly version: number;
  };
  /** Texts by key. */
  readonly memory: { readonly key: string; readonly text: string; readonly at: number };
};
