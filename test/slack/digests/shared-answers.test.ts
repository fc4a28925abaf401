import { expect, test } from 'vitest';

import { inTimezone, openSharedAnswers } from '../../../src/slack/digests/shared-answers.ts';
import { tableOf } from '../../charts/demo.ts';
import { MONDAY } from '../../support/claimed-delivery.ts';
import { visitsContext } from '../../support/context.ts';

const OPTIONS = { now: new Date('2026-11-23T09:00:00Z'), owner: 'U1', channel: 'C1' };

/** Shared answers whose statements have no rows, and how many were run. */
function open(isBroken = false) {
  const asked: unknown[] = [];
  const context = visitsContext({
    run: async ({ parameters }) => {
      asked.push(parameters);
      if (isBroken) throw new Error('no network');
      return tableOf(['Site', 'Visits: bigint'], []);
    },
    draw: async () => ({ png: new Uint8Array(), width: 0, height: 0 }),
  });
  return { asked, ask: openSharedAnswers(context) };
}

test('digests that ask the same at the same moment and with the same rights share the answer', async () => {
  const { ask, asked } = open();
  const [one, two] = await Promise.all([
    ask('visits', MONDAY, OPTIONS),
    ask('visits', { ...MONDAY, name: 'other' }, { ...OPTIONS, channel: 'C2' }),
  ]);
  expect(one).toBe(two);
  expect(asked).toHaveLength(1);
  expect(one.facts.periodStart).toBe('2026-10-01');
});

test.each([
  ['owner', MONDAY, { ...OPTIONS, owner: 'U2' }],
  ['moment', MONDAY, { ...OPTIONS, now: new Date('2026-11-24T09:00:00Z') }],
  ['locale', MONDAY, { ...OPTIONS, look: { locale: 'de-DE' } }],
  ['time zone', { ...MONDAY, timezone: 'Asia/Tokyo' }, OPTIONS],
])('another %s has an answer of its own', async (_, digest, options) => {
  const { ask, asked } = open();
  await ask('visits', MONDAY, OPTIONS);
  await ask('visits', digest, options);
  expect(asked).toHaveLength(2);
});

test('who hopes for newer data shares an answer that is under way, and none that is there', async () => {
  const { ask, asked } = open();
  const again = { ...OPTIONS, isAgain: true };
  await ask('visits', MONDAY, OPTIONS);
  const [one, two] = await Promise.all([ask('visits', MONDAY, again), ask('visits', MONDAY, again)]);
  expect(one).toBe(two);
  expect(asked).toHaveLength(2);
  expect(await ask('visits', MONDAY, OPTIONS), 'the newer one counts for the others').toBe(one);
});

test('an answer that failed is asked for again', async () => {
  const { ask, asked } = open(true);
  for (const _ of [1, 2]) await expect(ask('visits', MONDAY, OPTIONS)).rejects.toThrow('no network');
  expect(asked).toHaveLength(2);
});

test('inTimezone() changes nothing but which day is today', () => {
  const context = visitsContext();
  expect(inTimezone(context, 'Asia/Tokyo').calendar).toEqual({ ...context.calendar, timezone: 'Asia/Tokyo' });
  expect(context.calendar.timezone).toBe('UTC');
});
