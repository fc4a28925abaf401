import { describe, expect, test } from 'vitest';

import type { AlertAction, AlertState, Breach } from '../../src/digests/alert-state.ts';

import { acknowledged, assigned, decide, QUIET, snoozed } from '../../src/digests/alert-state.ts';

const now = new Date('2026-11-27T10:00:00Z');

const at = now.getTime();

const hour = 3_600_000;

const breach = (name: string, shown = '$812'): Breach => ({ name, value: 812, shown });

const [france, spain] = [breach('France'), breach('Spain')];

/** Every way in which an alert can stand: what it has told, who has seen it, and whether it is to be silent. */
const STATES = {
  quiet: QUIET,
  'quiet, silent': { ...QUIET, snoozedUntil: at + hour },
  'quiet, silent before': { ...QUIET, snoozedUntil: at - hour },
  firing: { breaches: [france], since: at - hour, toldAt: at - hour, blanks: 0 },
  'firing, told long ago': { breaches: [france], since: at - 30 * hour, toldAt: at - 24 * hour, blanks: 0 },
  'firing, silent': {
    breaches: [france],
    since: at - 30 * hour,
    toldAt: at - 30 * hour,
    snoozedUntil: at + 1,
    blanks: 0,
  },
  'firing, silence over': { breaches: [france], since: at - hour, toldAt: at - hour, snoozedUntil: at, blanks: 0 },
  'firing, seen': {
    breaches: [france],
    since: at - 30 * hour,
    toldAt: at - 30 * hour,
    acknowledgedBy: 'U1',
    snoozedUntil: at - 1,
    blanks: 0,
  },
} satisfies Readonly<Record<string, AlertState>>;

/** Every outcome of a check. */
const FOUND = {
  nothing: [],
  same: [france],
  moved: [breach('France', '$700')],
  more: [france, spain],
  other: [spain],
  'no number': undefined,
} satisfies Readonly<Record<string, readonly Breach[] | undefined>>;

type Kind = AlertAction['kind'] | 'added';

/** What each state makes of each outcome, in the order of `FOUND`; `added` is a change that the thread is told of. */
const TABLE: Readonly<Record<keyof typeof STATES, readonly Kind[]>> = {
  quiet: ['none', 'fire', 'fire', 'fire', 'fire', 'none'],
  'quiet, silent': ['none', 'none', 'none', 'none', 'none', 'none'],
  'quiet, silent before': ['none', 'fire', 'fire', 'fire', 'fire', 'none'],
  firing: ['recover', 'none', 'change', 'added', 'added', 'none'],
  'firing, told long ago': ['recover', 'remind', 'remind', 'added', 'added', 'none'],
  'firing, silent': ['recover', 'none', 'change', 'change', 'change', 'none'],
  'firing, silence over': ['recover', 'remind', 'remind', 'added', 'added', 'none'],
  'firing, seen': ['recover', 'none', 'change', 'added', 'added', 'none'],
};

const cases = Object.entries(TABLE).flatMap(([state, kinds]) =>
  Object.keys(FOUND).map(
    (found, index) => [state, found, kinds[index]] as [keyof typeof STATES, keyof typeof FOUND, Kind],
  ),
);

describe('decide(state, breaches, now)', () => {
  test.each(cases)('%s, and %s is found: %s', (name, found, kind) => {
    const before: AlertState = STATES[name];
    const breaches: readonly Breach[] | undefined = FOUND[found];
    const { state, action } = decide(before, breaches, now, { remindMs: 24 * hour });
    const isAdded = action.kind === 'change' && action.added.length > 0;
    expect(isAdded ? 'added' : action.kind).toBe(kind);
    // what the state is, follows from what was told
    if (breaches === undefined) return expect(state).toEqual({ ...before, blanks: 1 });
    const isFiring = state.since !== undefined;
    expect(state.blanks).toBe(0);
    expect(isFiring).toBe(breaches.length > 0 && !(name === 'quiet, silent'));
    expect(state.breaches).toEqual(isFiring ? breaches : []);
    if (isFiring) expect(state.since).toBe(before.since ?? at);
    const isTold = ['fire', 'added', 'remind'].includes(kind);
    if (isFiring) expect(state.toldAt).toBe(isTold ? at : before.toldAt);
    const isSeen = before.acknowledgedBy !== undefined && isFiring && kind !== 'added';
    expect(state.acknowledgedBy !== undefined).toBe(isSeen);
    if (isAdded) expect(action).toEqual({ kind: 'change', added: [spain] });
    if (action.kind === 'recover')
      expect(action).toEqual({ kind: 'recover', ended: before.breaches, since: before.since });
    // the same check once more says nothing more
    expect(decide(state, breaches, now, { remindMs: 24 * hour }).action.kind).toBe('none');
  });

  test('without a reminder nothing is told twice', () => {
    const { action } = decide(STATES['firing, told long ago'], [france], now, { remindMs: undefined });
    expect(action.kind).toBe('none');
  });

  test('the owner is told of the third check in a row without a number, once', () => {
    const kinds: string[] = [];
    let state: AlertState = STATES.firing;
    for (let checks = 0; checks < 5; checks++) {
      const next = decide(state, undefined, now, { remindMs: undefined });
      state = next.state;
      kinds.push(next.action.kind);
    }
    expect(kinds).toEqual(['none', 'none', 'blank', 'none', 'none']);
    expect(decide(state, [france], now, { remindMs: undefined }).state.blanks).toBe(0);
  });

  test('what was kept silent is told when the silence is over', () => {
    const silent = decide(STATES['quiet, silent'], [france], now, { remindMs: undefined });
    const later = new Date(at + hour);
    expect(decide(silent.state, [france], later, { remindMs: undefined }).action.kind).toBe('fire');
  });
});

test('people acknowledge, assign and silence', () => {
  const state = STATES.firing;
  expect(acknowledged(state, 'U1')).toEqual({ ...state, acknowledgedBy: 'U1' });
  expect(assigned(state, 'U2')).toEqual({ ...state, assignee: 'U2' });
  expect(snoozed(state, new Date(at + hour))).toEqual({ ...state, snoozedUntil: at + hour });
});
