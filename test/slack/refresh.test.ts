import { afterEach, expect, test } from 'vitest';

import type { Run } from '../../src/answer/context.ts';
import type { Seen, Workspace } from '../support/workspace.ts';

import { openRunOnce } from '../../src/answer/runs/run-once.ts';
import { answerTable, find, isAnswer, openWorkspace, wordsOf } from '../support/workspace.ts';

let workspace: Workspace | undefined;

afterEach(async () => {
  await workspace?.close();
  workspace = undefined;
});

/** A bot whose statements run once; `state.ran` counts what Athena was asked. */
async function openReusing() {
  const state = { ran: 0 };
  const counting: Run = async (statement) => {
    state.ran += 1;
    return answerTable(statement);
  };
  const lookups = { column: async () => [], readAt: () => undefined };
  const { run, forget } = openRunOnce(counting, { keptMs: 3_600_000, lookups, believedMs: 0 });
  workspace = await openWorkspace({ isPublic: true, own: { run, forget } });
  return { state, ...workspace };
}

const isReused = (message: Seen) => isAnswer(message) && /from .*\d\d:\d\d, reused/.test(wordsOf(message));

test('who asks what was asked before gets its result, told so, and Refresh under More runs it anew', async () => {
  const { state, type, until, use, audit } = await openReusing();
  await type('/owl sales by country');
  const first = await until(({ messages }) => messages.find(isAnswer));
  expect(isReused(first)).toBe(false);
  await type('/owl sales by country');
  const second = await until(({ messages }) => messages.find(isReused));
  expect(state.ran).toBe(1);
  expect(find(second, 'more')[1].options?.map(({ value }) => value)).toContain('refresh');
  await use(second, 'more', 'refresh');
  await until(({ messages }) => !messages.some(isReused));
  expect(state.ran).toBe(2);
  expect(audit.map(({ isReused, scannedBytes, dollars }) => [isReused, scannedBytes > 0, dollars! > 0])).toEqual([
    [false, true, true],
    [true, false, false],
    [false, true, true],
  ]);
});

test('a filter that leads back to an earlier answer reads nothing', async () => {
  const { state, type, until, use } = await openReusing();
  await type('/owl sales in France');
  const answer = await until(({ messages }) => messages.find(isAnswer));
  await use(answer, 'remove/');
  const all = await until(({ messages }) =>
    messages.find((message) => isAnswer(message) && message.ts === answer.ts && wordsOf(message).includes('Germany')),
  );
  await type('/owl sales in France');
  await until(({ messages }) => messages.find(isReused));
  expect(all.ts).toBe(answer.ts);
  expect(state.ran).toBe(2);
});
