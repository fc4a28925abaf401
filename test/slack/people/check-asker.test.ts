import { expect, test } from 'vitest';

import { checkAsker } from '../../../src/slack/people/check-asker.ts';
import { MONDAY } from '../../support/claimed-delivery.ts';
import { visitsContext } from '../../support/context.ts';

const world = { answerContext: visitsContext(), now: () => new Date('2026-11-27T12:00:00Z') };

test.each([
  { ...MONDAY, questions: ['visits', 'visits country=France'] },
  { ...MONDAY, questions: ['visits yesterday < 5'], isAlert: true },
] as const)('checkAsker() lets pass what can be asked: $questions', (digest) =>
  expect(checkAsker(digest, world)).resolves.toBe(undefined),
);

test.each([
  { ...MONDAY, questions: ['visits', 'unicorns'] },
  { ...MONDAY, questions: ['visits yesterday'], isAlert: true },
] as const)('checkAsker() rejects what cannot: $questions', (digest) =>
  expect(checkAsker(digest, world)).rejects.toThrow(/./),
);
