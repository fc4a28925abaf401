import { expect, test } from 'vitest';

import { wordsOfDigest } from '../../../src/slack/digests/digest-words.ts';
import { visitsContext } from '../../support/context.ts';

const NOW = new Date('2026-11-27T12:00:00Z');

const words = (
  questions: readonly [string, ...string[]],
  given: Parameters<typeof visitsContext>[0] = {},
  isAlert?: true,
) => wordsOfDigest({ questions, isAlert }, visitsContext(given), NOW);

test('the questions of a digest are in words, one after the other', async () =>
  expect(await words(['visits', 'visits country=France period=2025'])).toBe(
    'Visits by site · Last month; Visits by site · 2025 · Country: France',
  ));

test('an alert says when it tells', async () =>
  expect(await words(['visits yesterday < 5'], {}, true)).toMatch(/^Tell when .*visits.* below 5/i));

test('an alert that is not understood any more is shown as typed, but not to somebody with restricted access', async () => {
  expect(await words(['unicorns < 5'], {}, true)).toBe('unicorns < 5');
  expect(await words(['unicorns < 5'], { contact: '#data' }, true)).toBe('an alert that you may not read');
});
