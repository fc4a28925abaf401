import { expect, test } from 'vitest';

import { openRunningQueries, STOP_REASONS } from '../../../src/slack/answers/running.ts';

test('a later run at a message stops an earlier one', () => {
  const runs = openRunningQueries();
  const [first, second] = [runs.begin('a'), runs.begin('b')];
  first.take('C/1');
  second.take('C/1');
  expect(first.signal.reason).toBe(STOP_REASONS.newer);
  expect(second.signal.aborted).toBe(false);
  first.end();
  expect(runs.find('C/1')?.text).toBe('b');
  second.end();
  expect(runs.find('C/1')).toBeUndefined();
});

test('cancel() stops what runs at a message, wherever it was moved to', () => {
  const runs = openRunningQueries();
  const job = runs.begin('a');
  job.take('C/1');
  runs.move('C/1', 'C/2');
  expect(runs.cancel('C/1')).toBe(false);
  expect(runs.cancel('C/2')).toBe(true);
  expect(job.signal.reason).toBe(STOP_REASONS.cancelled);
});

test('move() leaves a run alone that was begun where the message stands now', () => {
  const runs = openRunningQueries();
  const [earlier, later] = [runs.begin('a'), runs.begin('b')];
  earlier.take('C/1');
  later.take('C/2'); // somebody has clicked on what was posted anew before that was known
  runs.move('C/1', 'C/2');
  expect([later.signal.aborted, runs.find('C/2')?.text]).toEqual([false, 'b']);
});

test('stopAll() stops those without a message too, and an outer signal stops its own', () => {
  const runs = openRunningQueries();
  const outer = new AbortController();
  const [free, tied] = [runs.begin('a'), runs.begin('b', outer.signal)];
  outer.abort('lost');
  expect([free.signal.aborted, tied.signal.reason]).toEqual([false, 'lost']);
  runs.stopAll();
  expect(free.signal.reason).toBe(STOP_REASONS.stopping);
});

test('usualMs() is the median of the last nine runs', () => {
  const running = openRunningQueries();
  expect(running.usualMs('sales')).toBeUndefined();
  for (const elapsed of [90_000, 3000, 1000, 2000]) running.took('sales', elapsed);
  expect(running.usualMs('sales')).toBe(3000);
  for (let count = 0; count < 9; count++) running.took('sales', 500);
  expect(running.usualMs('sales')).toBe(500);
  expect(running.usualMs('orders')).toBeUndefined();
});
