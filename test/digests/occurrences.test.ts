import { expect, test } from 'vitest';

import { occurrencesOf, scheduleOf } from '../../src/digests/occurrences.ts';

const timing = { cron: '0 9 * * *', timezone: 'UTC' };

const at = (text: string) => new Date(`${text}:00Z`);

test.each([
  ['2026-11-23T08:00', '2026-11-23T08:59', []],
  ['2026-11-23T08:00', '2026-11-23T09:00', ['2026-11-23 due']],
  ['2026-11-23T09:00', '2026-11-23T12:00', []],
  ['2026-11-22T10:00', '2026-11-23T15:00', ['2026-11-23 due']],
  ['2026-11-22T10:00', '2026-11-23T15:01', ['2026-11-23 skipped']],
  ['2026-11-21T10:00', '2026-11-23T10:00', ['2026-11-23 due', '2026-11-22 skipped']],
])('occurrencesOf() since %s by %s', (since, now, expected) => {
  const occurrences = occurrencesOf(timing, { since: at(since), now: at(now) });
  expect(occurrences.map(({ dueAt, state }) => `${dueAt.toISOString().slice(0, 10)} ${state}`)).toEqual(expected);
});

test('scheduleOf() goes on, begins anew when the times change, and goes back after a clock that was ahead', () => {
  const now = at('2026-11-23T08:00');
  const digest = { name: 'a', ...timing };
  const known = { digest: 'a', ...timing, since: at('2026-11-22T09:00') };
  expect(scheduleOf(digest, undefined, now)).toEqual({ digest: 'a', ...timing, since: now });
  expect(scheduleOf(digest, known, now)).toBe(known);
  expect(scheduleOf({ ...digest, cron: '0 8 * * *' }, known, now)).toMatchObject({ cron: '0 8 * * *', since: now });
  const ahead = { ...known, since: at('2028-01-01T09:00') };
  expect(scheduleOf(digest, ahead, now)).toEqual({ ...known, since: at('2026-11-23T02:00') });
  const resumed = { ...digest, since: at('2026-11-23T07:00') };
  expect(scheduleOf(resumed, known, now), 'what was due while it was paused is not its own').toEqual({
    ...known,
    since: resumed.since,
  });
  expect(scheduleOf(resumed, undefined, now), 'a due time between its beginning and now is').toMatchObject({
    since: resumed.since,
  });
  expect(scheduleOf({ ...digest, since: at('2026-11-20T07:00') }, known, now)).toBe(known);
});
