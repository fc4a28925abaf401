import { expect, test } from 'vitest';

import type { AnswerContext } from '../../../src/answer/context.ts';

import { understand } from '../../../src/answer/understand.ts';
import { digestTitle } from '../../../src/slack/digests/digest-title.ts';
import { visitsContext } from '../../support/context.ts';

/** Late on Sunday in UTC, and Monday in Auckland. */
const DUE = new Date('2026-11-22T20:00:00Z');

const title = async (questions: readonly string[], timezone = 'UTC', given: Partial<AnswerContext> = {}) => {
  const context = { ...visitsContext({}), ...given };
  const answers = await Promise.all(questions.map((question) => understand(question, context, { now: DUE })));
  return digestTitle({ name: 'monday-visits', timezone }, answers, { dueAt: DUE, context });
};

test.each([
  ['one period of all', ['visits last week', 'visits last week'], 'UTC', 'Monday visits · Last week (9 – 15 Nov 2026)'],
  [
    'that period by its own clocks',
    ['visits last week'],
    'Pacific/Auckland',
    'Monday visits · Last week (16 – 22 Nov 2026)',
  ],
  ['the day for several', ['visits last week', 'visits 2025'], 'UTC', 'Monday visits · 22 Nov 2026'],
  ['that day by its own clocks', ['visits today', 'visits 2025'], 'Pacific/Auckland', 'Monday visits · 23 Nov 2026'],
])('digestTitle() has the name and %s', async (_, questions, timezone, expected) => {
  expect(await title(questions, timezone)).toBe(expected);
});

test('digestTitle() writes dates as the locale has them', async () => {
  expect(await title(['visits last week', 'visits 2025'], 'UTC', { look: { locale: 'en-US' } })).toBe(
    'Monday visits · Nov 22, 2026',
  );
});
