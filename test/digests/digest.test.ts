import { expect, test } from 'vitest';

import { lastDues, nextDue, nextDues } from '../../src/digests/digest.ts';

/** Paris goes from 02:00 to 03:00 on 28 March 2027, and from 03:00 back to 02:00 on 31 October 2027. */
const dues: [cron: string, after: string, dues: string[]][] = [
  ['0 9 * * 1', '2027-03-20T00:00Z', ['2027-03-22T08:00Z', '2027-03-29T07:00Z', '2027-04-05T07:00Z']],
  ['0 9 * * 1', '2027-10-24T00:00Z', ['2027-10-25T07:00Z', '2027-11-01T08:00Z']],
  ['30 2 * * *', '2027-03-27T00:00Z', ['2027-03-27T01:30Z', '2027-03-28T01:00Z', '2027-03-29T00:30Z']],
  ['30 2 * * *', '2027-10-30T00:00Z', ['2027-10-30T00:30Z', '2027-10-31T00:30Z', '2027-11-01T01:30Z']],
  ['0 * * * *', '2027-03-28T00:30Z', ['2027-03-28T01:00Z', '2027-03-28T02:00Z']],
  [
    '*/30 * * * *',
    '2027-10-31T00:00Z',
    ['2027-10-31T00:30Z', '2027-10-31T01:00Z', '2027-10-31T01:30Z', '2027-10-31T02:00Z'],
  ],
  ['0 9 31 * *', '2027-01-01T00:00Z', ['2027-01-31T08:00Z', '2027-03-31T07:00Z', '2027-05-31T07:00Z']],
  ['0 9 L * *', '2027-02-01T00:00Z', ['2027-02-28T08:00Z', '2027-03-31T07:00Z']],
];

test.each(dues)('nextDue(%j) after %s, and lastDues() is its inverse', (cron, after, expected) => {
  const timing = { cron, timezone: 'Europe/Paris' };
  let moment = new Date(after);
  for (const due of expected) {
    const previous = moment;
    moment = nextDue(timing, moment)!;
    expect(moment).toEqual(new Date(due));
    expect(lastDues(timing, moment)).toEqual([moment]);
    if (previous > new Date(after)) expect(lastDues(timing, new Date(moment.getTime() - 1))).toEqual([previous]);
  }
});

/** The first moment after `after` whose wall clock in the zone shows the minute; found quarter by quarter, without a cron library. */
function nextByTheClock(after: Date, timezone: string, minute: string): Date {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, hour: '2-digit', minute: '2-digit' });
  for (let quarter = Math.floor(after.getTime() / 900_000) + 1; ; quarter++) {
    const moment = new Date(quarter * 900_000);
    if (clock.format(moment) === minute) return moment;
  }
}

test.each([
  'UTC',
  'Europe/Paris',
  'America/New_York',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Asia/Tokyo',
  'Australia/Sydney',
  'Pacific/Auckland',
  'Pacific/Honolulu',
  'Africa/Cairo',
])('nextDue() of every day at 09:00 in %s is what its clocks show, around each change of a year', (timezone) => {
  const offset = (at: Date) =>
    new Intl.DateTimeFormat('en', { timeZone: timezone, timeZoneName: 'longOffset' }).format(at);
  for (let year = 2026; year < 2031; year++) {
    for (let day = 0; day < 365; day++) {
      const noon = new Date(Date.UTC(year, 0, 1 + day, 12));
      const isChange = offset(noon) !== offset(new Date(noon.getTime() + 86_400_000));
      if (!isChange && day % 61 !== 0) continue;
      expect(nextDue({ cron: '0 9 * * *', timezone }, noon)).toEqual(nextByTheClock(noon, timezone, '09:00'));
    }
  }
});

test('nextDues() are the next ones, and none when it never comes', () => {
  const after = new Date('2027-03-20T00:00Z');
  expect(nextDues({ cron: '0 9 * * 1', timezone: 'UTC' }, after, 2)).toEqual([
    new Date('2027-03-22T09:00Z'),
    new Date('2027-03-29T09:00Z'),
  ]);
  expect(nextDue({ cron: '0 9 30 2 *', timezone: 'UTC' }, after)).toBeUndefined();
});
