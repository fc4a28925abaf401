import { expect, test } from 'vitest';

import type { Plan } from '../support/due-oracle.ts';

import { lastDues, nextDue, nextDues } from '../../src/digests/digest.ts';
import { duesByTheClock } from '../support/due-oracle.ts';

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

/** Zones with summer time in the north and the south, of half an hour, from midnight, and in a month that moves; some off the hour. */
const ZONES = [
  'UTC',
  'Europe/Paris',
  'America/New_York',
  'America/Santiago',
  'Asia/Kolkata',
  'Asia/Tokyo',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Africa/Cairo',
  'Africa/Casablanca',
];

/** Times that are skipped and that come twice somewhere, and days that not every month has. */
const PLANS: readonly Plan[] = [
  { cron: '0 9 * * *', time: '09:00', isDay: () => true },
  { cron: '30 2 * * *', time: '02:30', isDay: () => true },
  { cron: '0 0 * * *', time: '00:00', isDay: () => true },
  { cron: '45 1 * * 0', time: '01:45', isDay: ({ weekday }) => weekday === 0 },
  { cron: '0 9 31 * *', time: '09:00', isDay: ({ day }) => day === 31 },
  { cron: '15 23 L * *', time: '23:15', isDay: ({ isLast }) => isLast },
];

const [from, until] = [Date.UTC(2026, 10, 23), Date.UTC(2031, 10, 23)];

test.each(ZONES)('nextDue() in %s is what its clocks show, at each due time of five years', (timezone) => {
  for (const plan of PLANS) {
    const timing = { cron: plan.cron, timezone };
    const expected = duesByTheClock(plan, timezone, from, until);
    const dues: number[] = [];
    for (let at = nextDue(timing, new Date(from))!; at.getTime() <= until; at = nextDue(timing, at)!)
      dues.push(at.getTime());
    const iso = (moments: readonly number[]) => moments.map((moment) => new Date(moment).toISOString());
    expect(iso(dues), plan.cron).toEqual(iso(expected));
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
