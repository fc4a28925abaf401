import type { BaseLogger } from 'pino';

import type { AlertRule } from './alert-rule.ts';
import type { AlertAction, AlertState, Breach } from './alert-state.ts';
import type { AnswerFacts } from './conditions.ts';
import type { Delivery, DeliveryLedger, Outcome, Posted } from './delivery.ts';
import type { Digest } from './digest.ts';
import type { Lease, SetTimer } from './lease.ts';

import { breachesOf } from './alert-rule.ts';
import { decide } from './alert-state.ts';
import { judge, LOOK_AGAIN_MS } from './conditions.ts';
import { awaitEnd, isOpen } from './delivery-end.ts';
import { skipOvertaken } from './overtaken.ts';

/** The texts that people read of an alert, as of its last check. */
export type AlertWords = {
  /** What is checked: `Sales · Yesterday`. */
  readonly title: string;
  /** The limit in words: `below $1,000`. */
  readonly limit: string;
  /** The canonical text of its question. */
  readonly question: string;
  /** Whether each row of its question is checked; else only the total. */
  readonly isEach: boolean;
  /** The language tag for numbers in those texts; missing where there is none. */
  readonly locale?: string | undefined;
};

/** An alert as it is stored between its checks. */
export type KeptAlert = {
  readonly state: AlertState;
  /** The due time of the last check that the state includes, in milliseconds since 1970. */
  readonly checked?: number | undefined;
  /** What is still to be reported of that check. When the process dies first, another one reports it. */
  readonly pending?: AlertAction | undefined;
  /** The run id of that check's delivery, which its message carries. */
  readonly run?: string | undefined;
  /** The address of its message. */
  readonly message?: Posted | undefined;
  /** Undefined before its first check. */
  readonly words?: AlertWords | undefined;
};

/** Stores alerts with their versions. */
export type AlertStore = {
  /** Resolves to an alert and its version, which is 0 for one that was never stored. */
  readonly read: (name: string) => Promise<{ readonly kept: KeptAlert; readonly version: number }>;
  /** Stores an alert; resolves to false, and changes nothing, when it was written since that version. */
  readonly write: (name: string, version: number, kept: KeptAlert) => Promise<boolean>;
  readonly remove: (name: string) => Promise<void>;
};

/** The outcome of reading an alert's numbers. */
export type AlertCheck = {
  readonly rule: AlertRule;
  readonly readings: readonly Breach[];
  readonly words: AlertWords;
  readonly facts: readonly AnswerFacts[];
  /** Milliseconds after which it is reported again; undefined for never. */
  readonly remindMs: number | undefined;
};

/** Where an alert's message stands after a report, and what was newly posted for it: the message, a reply in its thread, or a notice to its owner. */
export type AlertReport = { readonly message?: Posted | undefined; readonly posted?: Posted | undefined };

/** What checking alerts needs of the bot. */
export type AlertBot = {
  /** Asks the alert's question as it stood at `now`. Throws a UserError when its sentence is no longer understood. */
  readonly read: (digest: Digest, options: { now: Date; signal: AbortSignal }) => Promise<AlertCheck>;
  /** Reports what is pending. With `isRepeated`, what was posted for the same run already is not posted again. */
  readonly report: (
    digest: Digest,
    kept: KeptAlert & { readonly pending: AlertAction },
    options: { runId: string; isRepeated: boolean },
  ) => Promise<AlertReport>;
  /** Deletes what was posted for a run if something else that was posted for that run stands there, too. */
  readonly withdraw: (posted: Posted, runId: string) => Promise<void>;
};

/** What alerts are checked with. */
export type AlertOptions = { readonly store: AlertStore; readonly bot: AlertBot };

type CheckOptions = {
  readonly ledger: DeliveryLedger;
  readonly alerts?: AlertOptions | undefined;
  readonly now: () => Date;
  readonly setTimer: SetTimer;
  readonly log: Pick<BaseLogger, 'info' | 'warn' | 'error'>;
};

/** How often a state is written again that a click has changed meanwhile. */
const WRITES = 10;

/** How long a check waits for an earlier one that is still being reported. */
const REPORTING_MS = 30_000;

const REPORTING = 'an earlier check of it is still being reported';

/**
 *   claimed → ask → decide → store the state and what is to be reported → report → result
 *
 * Checks an alert once for a claimed due time. The state is stored before anything is reported: a process that dies in
 * between leaves the report pending, and nothing is decided twice. Whoever holds the delivery of a check reports it. A
 * check whose data is not fresh is released for ten minutes, and one whose earlier check is still being reported for
 * half a minute. What could not be asked until the next check was due is skipped for that one. Resolves to whether it was.
 * Rejects when the alert's question cannot be answered.
 */
export async function checkAlert(
  delivery: Delivery,
  digest: Digest,
  lease: Lease,
  options: CheckOptions,
): Promise<boolean> {
  const { ledger, alerts, now, log } = options;
  if (!alerts) throw new Error('nothing checks alerts here');
  const { id, dueAt, attempt } = delivery;
  const putOff = async (reason: string, ms: number): Promise<false> => {
    await ledger.release(delivery, { until: new Date(now().getTime() + ms), reason, state: 'waiting' });
    return false;
  };
  const { kept } = await alerts.store.read(digest.name);
  if (kept.pending && kept.run !== undefined && kept.run !== id) {
    const earlier = await ledger.find(kept.run);
    if (earlier && isOpen(earlier)) return putOff(REPORTING, REPORTING_MS);
    await reportPending(digest, alerts, { run: kept.run, isRepeated: true });
  }
  if (kept.checked === undefined || kept.checked < dueAt.getTime()) {
    const check = await alerts.bot.read(digest, { now: dueAt, signal: lease.signal });
    const verdict = judge(digest, check.facts, { dueAt, now: now() });
    if (verdict.kind === 'wait') return putOff(verdict.reason, LOOK_AGAIN_MS);
    const isLate = verdict.kind === 'post' && verdict.late !== undefined;
    if (!isLate && (await skipOvertaken(delivery, options))) return true;
    if (!(await storeDecision(check, delivery, digest, alerts.store, now()))) return putOff(REPORTING, REPORTING_MS);
  }
  if (!(await ledger.advance(delivery, 'posting'))) return false;
  const reported = await reportPending(digest, alerts, { run: id, isRepeated: attempt > 1 });
  if (await ledger.finish(delivery, outcomeOf(reported, now()))) {
    log.info({ digest: digest.name, dueAt, state: reported.action?.kind ?? 'none' }, 'checked an alert');
  } else await withdrawDuplicate(reported, delivery, options);
  return false;
}

/** Deletes what this process has posted after another one has claimed the delivery, if that one has posted it too. */
async function withdrawDuplicate({ posted }: ReportedAlert, { id }: Delivery, options: CheckOptions): Promise<void> {
  if (!posted) return;
  await awaitEnd(id, options);
  await options.alerts?.bot.withdraw(posted, id);
}

/** Applies a click to an alert, however many others change it at the same time; resolves to undefined when it is no longer raised. */
export async function changeAlert(
  store: AlertStore,
  name: string,
  change: (state: AlertState) => AlertState,
): Promise<KeptAlert | undefined> {
  for (let writes = 0; writes < WRITES; writes++) {
    const { kept, version } = await store.read(name);
    if (kept.state.since === undefined) return undefined;
    const next = { ...kept, state: change(kept.state) };
    if (await store.write(name, version, next)) return next;
  }
  throw new Error(`the alert ${name} is changed by others all the time`);
}

/** Decides what a check means for its alert, and stores that. Resolves to false when an earlier check is still to be reported. */
async function storeDecision(
  { rule, readings, remindMs, words }: AlertCheck,
  { id, dueAt }: Delivery,
  { name }: Digest,
  store: AlertStore,
  now: Date,
): Promise<boolean> {
  const due = dueAt.getTime();
  for (let writes = 0; writes < WRITES; writes++) {
    const { kept, version } = await store.read(name);
    if (kept.checked !== undefined && kept.checked >= due) return true;
    if (kept.pending) return false;
    const breaches = breachesOf(rule, readings, kept.state.breaches);
    const { state, action } = decide(kept.state, breaches, now, { remindMs });
    const pending = action.kind === 'none' ? undefined : action;
    if (await store.write(name, version, { ...kept, state, checked: due, pending, run: id, words })) return true;
  }
  throw new Error(`the alert ${name} is changed by others all the time`);
}

/** An alert as it is stored, and what was reported of it just now. */
type ReportedAlert = KeptAlert & Pick<AlertReport, 'posted'> & { readonly action?: AlertAction };

/** Reports what is pending of a run, and stores that it was reported. */
async function reportPending(
  digest: Digest,
  { store, bot }: AlertOptions,
  { run, isRepeated }: { run: string; isRepeated: boolean },
): Promise<ReportedAlert> {
  const { kept: before } = await store.read(digest.name);
  const { pending } = before;
  if (!pending || before.run !== run) return before;
  const { message, posted } = await bot.report(digest, { ...before, pending }, { runId: run, isRepeated });
  for (let writes = 0; writes < WRITES; writes++) {
    const { kept, version } = await store.read(digest.name);
    const isOurs = kept.run === run && kept.pending !== undefined;
    if (!isOurs || (await store.write(digest.name, version, { ...kept, message, pending: undefined }))) break;
  }
  return { ...before, message, posted, action: pending };
}

/** Returns the outcome of a check for the ledger: `posted` when there is a message about it. */
function outcomeOf({ state, action, message }: ReportedAlert, now: Date): Outcome {
  if (action && action.kind !== 'blank' && message) {
    return { state: 'posted', channel: message.channel, message: message.ts, postedAt: now };
  }
  if (state.blanks > 0) return { state: 'skipped', reason: 'there is no number to judge by' };
  const words = state.since === undefined ? 'nothing is beyond its limit' : 'nothing new, it was told before';
  return { state: 'skipped', reason: words };
}
