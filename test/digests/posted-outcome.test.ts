import { expect, test } from 'vitest';

import type { AnswerFacts } from '../../src/digests/conditions.ts';
import type { Digest } from '../../src/digests/digest.ts';

import { lateNote, outcomeOf, periodOf, postedFigures, restatedMs } from '../../src/digests/posted-outcome.ts';

const NOW = new Date('2026-11-27T09:00:00Z');

const DIGEST: Digest = {
  name: 'weekly',
  questions: ['sales'],
  channel: '#sales',
  cron: '0 9 * * 1',
  timezone: 'UTC',
  onlyIf: [],
};

const FACTS = [
  { periodStart: '2026-11-16', figures: [{ name: 'Sales', value: 5 }], rows: [['5']] },
  { rows: [] },
] as unknown as readonly AnswerFacts[];

test('figuresOf, periodOf and lateNote', () => {
  expect(postedFigures(FACTS)).toEqual([[{ name: 'Sales', value: 5 }], []]);
  expect([periodOf(FACTS), periodOf([])]).toEqual(['2026-11-16', undefined]);
  expect(lateNote('the data ends on 20 Nov')).toBe(
    'Late: the data ends on 20 Nov. This message changes when newer data is there.',
  );
});

test.each([
  [{}, undefined],
  [{ restatedBy: 0.05 }, 86_400_000],
  [{ restatedBy: 0.05, isLiving: true }, undefined],
])('restatedMs() of %j', (more, expected) => expect(restatedMs({ ...DIGEST, ...more })).toBe(expected));

test.each([
  ['on time', {}, undefined, undefined],
  ['on time, restated', { restatedBy: 0.05 }, undefined, '2026-11-28T09:00:00.000Z'],
  ['late', {}, 'the data is old', '2026-11-27T09:10:00.000Z'],
])('outcomeOf() a digest that is %s', (_, more, late, revisitAt) => {
  const outcome = outcomeOf(FACTS, { ...DIGEST, ...more }, { late, now: NOW });
  expect(outcome).toMatchObject({ state: 'posted', postedAt: NOW, period: '2026-11-16', late });
  expect(outcome.revisitAt?.toISOString()).toBe(revisitAt);
});
