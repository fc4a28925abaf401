import { afterAll, expect, test } from 'vitest';

import { openGuardedEngine } from '../support/guarded.ts';
import { askHostile } from '../support/hostile-texts.ts';
import { tamper } from '../support/tampered-payloads.ts';
import { tries } from '../support/thorough.ts';

/** `npm run storm -- hostile` does the same with a hundred thousand texts and ten thousand payloads. */
const TEXTS = tries(700, 7000);

const PAYLOADS = 150;

const SEED = 20261127;

const TIMEOUT_MS = 180_000;

const engine = await openGuardedEngine();

afterAll(() => engine.close());

test(`of ${TEXTS} hostile texts, none tells an outsider what is guarded`, { timeout: TIMEOUT_MS }, async () => {
  const { answered, refused, leaks } = await askHostile(engine, { runs: TEXTS, seed: SEED });
  expect(leaks).toEqual([]);
  expect(Math.min(answered, refused)).toBeGreaterThan(TEXTS / 100);
});

test(`of ${PAYLOADS} tampered payloads, none makes the bot tell it, or fall`, { timeout: TIMEOUT_MS }, async () => {
  const figures = await tamper(engine, { runs: PAYLOADS, seed: SEED + 1 });
  expect(figures).toEqual({ sent: PAYLOADS, unanswered: 0, isStanding: true, leaks: [] });
});
