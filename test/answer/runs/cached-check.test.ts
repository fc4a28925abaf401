import { expect, test } from 'vitest';

import { cachedCheck } from '../../../src/answer/runs/cached-check.ts';

test('a check is made again only when its outcome is no longer good', async () => {
  let [time, checks] = [0, 0];
  const check = cachedCheck(
    async () => (checks += 1),
    1000,
    () => time,
  );
  expect(await Promise.all([check(), check()])).toEqual([1, 1]);
  time = 999;
  expect(await check()).toBe(1);
  time = 1000;
  expect(await check()).toBe(2);
});
