import { expect, test } from 'vitest';

import { runClickStorm } from '../support/click-storm.ts';

test('whoever clicks when, every message ends as its last click asked', async () => {
  const { wrong, clicks } = await runClickStorm({ people: 8, messages: 6, clicks: 80 });
  expect(wrong).toEqual([]);
  expect(clicks).toBeGreaterThanOrEqual(80);
});
