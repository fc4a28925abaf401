import { expect, test } from 'vitest';

import type { Workspace } from '../../../../src/local/slack/workspace/workspace.ts';

import { countCall } from '../../../../src/local/slack/workspace/rate-limit.ts';

function open(hasRateLimits = true) {
  const clock = { at: 1000 };
  const workspace = { hasRateLimits, rateWindows: new Map(), clock: { now: () => clock.at } } as unknown as Workspace;
  return { clock, workspace };
}

test('a message may be posted once a second in each channel', () => {
  const { workspace, clock } = open();
  const post = (channel: string) => countCall(workspace, 'chat.postMessage', 'message', channel);
  expect([post('C1'), post('C1'), post('C2')]).toEqual([undefined, 1, undefined]);
  clock.at += 1000;
  expect(post('C1')).toBe(undefined);
});

test('other methods count together for all channels, each by itself', () => {
  const { workspace, clock } = open();
  const call = (method: string, channel: string) => countCall(workspace, method, 1, channel);
  expect(call('admin.list', 'C1')).toBe(undefined);
  clock.at += 500;
  expect([call('admin.list', 'C2'), call('admin.other', 'C1')]).toEqual([60, undefined]);
});

test('a call that was refused does not count', () => {
  const { workspace, clock } = open();
  const calls = () =>
    Array.from({ length: 25 }, () => countCall(workspace, 'users.list', 2, '')).filter((wait) => wait === undefined);
  expect(calls()).toHaveLength(20);
  clock.at += 60_000;
  expect(calls()).toHaveLength(20);
});

test('without limits nothing is counted', () => {
  const { workspace } = open(false);
  for (const _ of [1, 2, 3]) expect(countCall(workspace, 'chat.postMessage', 'message', 'C1')).toBe(undefined);
  expect(workspace.rateWindows.size).toBe(0);
});
