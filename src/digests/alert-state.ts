import type { AlertReading } from './alert-rule.ts';

/** A reading that is beyond its limit, with its numbers as people read them: `$812`, `$1,204`. */
export type Breach = AlertReading & { readonly shown: string; readonly shownBaseline?: string | undefined };

/**
 * Where an alert stands, between two checks. Moments are milliseconds since 1970.
 *
 *   quiet → firing → quiet
 */
export type AlertState = {
  /** What is beyond its limit and was told; empty while it is quiet. */
  readonly breaches: readonly Breach[];
  /** When it began to fire; undefined while it is quiet. */
  readonly since?: number | undefined;
  /** When it was last told, or reminded of. */
  readonly toldAt?: number | undefined;
  /** Who has seen it: no reminders come then. */
  readonly acknowledgedBy?: string | undefined;
  /** Who looks after it. */
  readonly assignee?: string | undefined;
  /** Nothing is told before then. */
  readonly snoozedUntil?: number | undefined;
  /** Checks in a row that found no number. */
  readonly blanks: number;
};

/** What a check makes known. `added` are names that are beyond the limit since. */
export type AlertAction =
  | { readonly kind: 'none' }
  /** A new message. */
  | { readonly kind: 'fire' }
  /** The message changes in its place; with `added`, its thread is told, too. */
  | { readonly kind: 'change'; readonly added: readonly Breach[] }
  /** The thread of the message is told that it is still so. */
  | { readonly kind: 'remind' }
  /** The message says that it is over. */
  | { readonly kind: 'recover'; readonly ended: readonly Breach[]; readonly since: number }
  /** The owner is told that there is nothing to judge by. */
  | { readonly kind: 'blank' };

/** An alert that has not fired yet. */
export const QUIET: AlertState = { breaches: [], blanks: 0 };

/** The owner is told when so many checks in a row have found no number. */
const MOST_BLANKS = 3;

/**
 * Decides what a check makes of an alert: its next state and what is told. `breaches` are what `breachesOf` found: undefined
 * when there was no number. `remindMs` is how long after it was last told it is told again, as long as nobody has
 * acknowledged it; undefined for never.
 */
export function decide(
  state: AlertState,
  breaches: readonly Breach[] | undefined,
  now: Date,
  { remindMs }: { remindMs: number | undefined },
): { readonly state: AlertState; readonly action: AlertAction } {
  if (breaches === undefined) {
    const blanks = state.blanks + 1;
    return { state: { ...state, blanks }, action: { kind: blanks === MOST_BLANKS ? 'blank' : 'none' } };
  }
  const at = now.getTime();
  const seen = { ...state, blanks: 0 };
  const isSnoozed = state.snoozedUntil !== undefined && at < state.snoozedUntil;
  if (state.since === undefined) {
    if (breaches.length === 0 || isSnoozed) return { state: seen, action: { kind: 'none' } };
    return { state: { breaches, since: at, toldAt: at, blanks: 0 }, action: { kind: 'fire' } };
  }
  if (breaches.length === 0) {
    const action = { kind: 'recover', ended: state.breaches, since: state.since } as const;
    return { state: { breaches: [], snoozedUntil: state.snoozedUntil, blanks: 0 }, action };
  }
  return whileFiring(seen, breaches, at, { isSnoozed, remindMs });
}

/** Notes who has seen an alert. */
export function acknowledged(state: AlertState, person: string): AlertState {
  return { ...state, acknowledgedBy: person };
}

/** Notes who looks after an alert. */
export function assigned(state: AlertState, person: string): AlertState {
  return { ...state, assignee: person };
}

/** Keeps an alert silent until then. */
export function snoozed(state: AlertState, until: Date): AlertState {
  return { ...state, snoozedUntil: until.getTime() };
}

function whileFiring(
  state: AlertState,
  breaches: readonly Breach[],
  at: number,
  { isSnoozed, remindMs }: { isSnoozed: boolean; remindMs: number | undefined },
): { readonly state: AlertState; readonly action: AlertAction } {
  const known = new Set(state.breaches.map(({ name }) => name));
  const added = breaches.filter(({ name }) => !known.has(name));
  const next = { ...state, breaches };
  if (added.length > 0 && !isSnoozed) {
    return { state: { ...next, toldAt: at, acknowledgedBy: undefined }, action: { kind: 'change', added } };
  }
  if (!isSnoozed && isReminded(state, at, remindMs))
    return { state: { ...next, toldAt: at }, action: { kind: 'remind' } };
  const isSame = breaches.length === known.size && breaches.every(({ name, shown }) => isShown(state, name, shown));
  return { state: next, action: isSame ? { kind: 'none' } : { kind: 'change', added: [] } };
}

/** Whether it is time to tell again: after the pause between reminders, or when a snooze has ended, whichever comes first. */
function isReminded(
  { toldAt = 0, snoozedUntil, acknowledgedBy }: AlertState,
  at: number,
  remindMs: number | undefined,
): boolean {
  if (acknowledgedBy !== undefined) return false;
  const hasWoken = snoozedUntil !== undefined && snoozedUntil > toldAt && snoozedUntil <= at;
  return hasWoken || (remindMs !== undefined && at - toldAt >= remindMs);
}

function isShown({ breaches }: AlertState, name: string, shown: string): boolean {
  return breaches.some((breach) => breach.name === name && breach.shown === shown);
}
