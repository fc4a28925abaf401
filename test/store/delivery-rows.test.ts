import { expect, test } from 'vitest';

import { rowOfOutcome } from '../../src/store/delivery-rows.ts';

const POSTED = {
  state: 'posted',
  channel: 'C1',
  message: '1.2',
  postedAt: new Date('2026-11-27T09:00:00Z'),
} as const;

test('rowOfOutcome() of what was posted', () => {
  expect(rowOfOutcome(POSTED)).toEqual({
    state: 'posted',
    channel: 'C1',
    message: '1.2',
    posted_at: POSTED.postedAt.getTime(),
    fingerprint: null,
    period: null,
    figures: null,
    reason: null,
    revisit_at: null,
  });
  expect(
    rowOfOutcome({
      ...POSTED,
      figures: [[{ name: 'Sales', value: 5 }]],
      late: 'the data is old',
      revisitAt: new Date(5),
    }),
  ).toMatchObject({ figures: '[[{"name":"Sales","value":5}]]', reason: 'the data is old', revisit_at: 5 });
});

test.each(['skipped', 'failed'] as const)('rowOfOutcome() of what was %s has only the reason', (state) =>
  expect(rowOfOutcome({ state, reason: 'missed' })).toEqual({ state, reason: 'missed' }),
);
