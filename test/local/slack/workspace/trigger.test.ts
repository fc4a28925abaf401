import { expect, test } from 'vitest';

import type { Workspace } from '../../../../src/local/slack/workspace/workspace.ts';

import { issueTrigger, useTrigger } from '../../../../src/local/slack/workspace/trigger.ts';

function open() {
  const clock = { at: 1000 };
  const workspace = { triggers: new Map(), clock: { now: () => clock.at } } as unknown as Workspace;
  return { clock, workspace };
}

test('a trigger opens one modal for its person', () => {
  const { workspace } = open();
  const trigger = issueTrigger(workspace, 'U1');
  expect(useTrigger(workspace, trigger)).toBe('U1');
  expect(() => useTrigger(workspace, trigger)).toThrow('exchanged_trigger_id');
});

test('a trigger lasts three seconds', () => {
  const { workspace, clock } = open();
  const [kept, late] = [issueTrigger(workspace, 'U1'), issueTrigger(workspace, 'U1')];
  clock.at += 3000;
  expect(useTrigger(workspace, kept)).toBe('U1');
  clock.at += 1;
  expect(() => useTrigger(workspace, late)).toThrow('expired_trigger_id');
});

test('a trigger that was never issued, or long ago, is none', () => {
  const { workspace } = open();
  const first = issueTrigger(workspace, 'U1');
  for (const _ of Array(1000).keys()) issueTrigger(workspace, 'U1');
  for (const id of [first, 'made up']) expect(() => useTrigger(workspace, id)).toThrow('invalid_trigger_id');
});
