import type { AlertReading } from './alert-rule.ts';

/** A reading beyond its limit, with its numbers as people read them: `$812`, `$1,204`. */
export type Breach = AlertReading & {
  readonly shown: string;
  readonly shownBaseline?: string | undefined;
  /** The ids of the people to tell of it, as the data names them. */
  readonly people?: readonly string[] | undefined;
};

/**
 * Where an alert stands, between two checks. Moments are milliseconds since 1970.
 *
 *   quiet → firing → quiet
 */
export type AlertState = {
  /** The readings beyond the limit that were reported; empty while it is quiet. */
  readonly breaches: readonly Breach[];
  /** When it was raised; undefined while it is quiet. */
  readonly since?: number | undefined;
  /** When it was last reported, or a reminder was sent. */
  readonly toldAt?: number | undefined;
  /** The user id of who has seen it. No reminders are sent then. */
  readonly acknowledgedBy?: string | undefined;
  /** The user id of who looks after it. */
  readonly assignee?: string | undefined;
  /** The moment before which nothing is reported. */
  readonly snoozedUntil?: number | undefined;
  /** The number of checks in a row that found no number. */
  readonly blanks: number;
};

/** What is to be reported after a check. `added` are names that are newly beyond the limit. */
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

/** The state of an alert that was never raised. */
export const QUIET: AlertState = { breaches: [], blanks: 0 };

/** The owner is told when so many checks in a row have found no number. */
const MOST_BLANKS = 3;

/**
 * Decides what a check changes: the next state and what is to be reported. `breaches` are what `breachesOf` found:
 * undefined when there was no number. `remindMs` is the time in milliseconds after which an alert that nobody has
 * acknowledged is reported again; undefined for never.
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

/** Returns the state with who has seen the alert. */
export function acknowledged(state: AlertState, person: string): AlertState {
  return { ...state, acknowledgedBy: person };
}

/** Returns the state with who looks after the alert. */
export function assigned(state: AlertState, person: string): AlertState {
  return { ...state, assignee: person };
}

/** Returns the state in which nothing is reported before a moment. */
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
