import { afterEach, expect, test } from 'vitest';

import type { Seen, Workspace } from '../../support/workspace.ts';

import { holdRun } from '../../support/held-run.ts';
import { controlIds, find, isAnswer, openWorkspace, wordsOf } from '../../support/workspace.ts';

let workspace: Workspace | undefined;

afterEach(async () => {
  await workspace?.close();
  workspace = undefined;
});

const latest = (messages: Seen[], test: (message: Seen) => boolean) => messages.findLast(test);

const has = (action: string) => (message: Seen) => controlIds(message).some((id) => id.startsWith(action));

test('a slow question shows that it is worked on, and Cancel ends it', async () => {
  const { run, count } = holdRun(() => true);
  workspace = await openWorkspace({ run });
  const { type, until, use } = workspace;
  await type('/owl sales');
  const working = await until(({ messages }) => latest(messages, has('cancel')));
  expect(working.text).toBe('Looking up Sales by country · Last 12 months · Top: 10 …');
  await use(working, 'cancel');
  const cancelled = await until(({ messages }) =>
    messages.find(({ ts, text }) => ts === working.ts && text === 'Cancelled.'),
  );
  expect(find(cancelled, 'ask/')[1].value).toBe('sales');
  expect(count()).toBe(1);
});

test('a slow question says how long it usually takes', async () => {
  let isHolding = false;
  const { run, release } = holdRun(() => isHolding);
  workspace = await openWorkspace({ run, isPublic: true });
  const { type, until, use } = workspace;
  await type('/owl sales');
  const first = await until(({ messages }) => messages.find(isAnswer));
  isHolding = true;
  await use(first, 'filter/sales/by', '=city');
  const pending = await until(({ messages }) => latest(messages, has('cancel')));
  expect(wordsOf(pending)).toContain('Updating … It usually takes 1 s.');
  await type('/owl sales by city last month', 'marketing');
  await until(({ messages }) => messages.find(({ text }) => text.endsWith('… It usually takes 1 s.')));
  isHolding = false;
  release();
  await until(({ messages }) => messages.filter(isAnswer).length === 2);
});

test('a slow question says how much Athena has read so far', async () => {
  const { run, release, asked } = holdRun(() => true);
  workspace = await openWorkspace({ run, isPublic: true });
  const { type, until } = workspace;
  await type('/owl sales');
  const first = await until(({ messages }) => latest(messages, has('cancel')));
  const [by] = asked();
  by?.onProgress?.({ executionId: 'e-1', isQueued: false, scannedBytes: 1_200_000_000 });
  const later = await until(({ messages }) => messages.find(({ text }) => text.endsWith('It has read 1.2 GB so far.')));
  expect(later.ts).toBe(first.ts);
  release();
  const answer = await until(({ messages }) => messages.find(isAnswer));
  expect(answer.ts).toBe(first.ts);
});

test('a slow filter keeps the old answer in view; Cancel brings its filters back', async () => {
  const { run, release } = holdRun(
    ({ sql, parameters }) => sql.includes('AS "City"') && !parameters.includes("DATE '2026-10-01'"),
  );
  workspace = await openWorkspace({ run, isPublic: true });
  const { type, until, use } = workspace;
  await type('/owl sales');
  const first = await until(({ messages }) => messages.find(isAnswer));
  await use(first, 'filter/sales/by', '=city');
  const pending = await until(({ messages }) => latest(messages, has('cancel')));
  expect(wordsOf(pending)).toContain('Updating …');
  expect(pending.text).toBe(first.text);
  expect(pending.blocks?.some(({ type }) => type === 'image')).toBe(true);
  await use(pending, 'cancel');
  const restored = await until(({ messages }) => messages.find(isAnswer));
  expect(find(restored, 'filter/sales/by')[1].initial_option?.value).toBe('=country');
  release();
  expect((await workspace.scene()).messages.filter(isAnswer)).toHaveLength(1);
});

test('Cancel at another instance brings back what stood there, and the answer is not shown', async () => {
  const { run, release } = holdRun(
    ({ sql, parameters }) => sql.includes('AS "City"') && !parameters.includes("DATE '2026-10-01'"),
  );
  workspace = await openWorkspace({ run, isPublic: true });
  const { type, until, use, another } = workspace;
  await type('/owl sales');
  const first = await until(({ messages }) => messages.find(isAnswer));
  await use(first, 'filter/sales/by', '=city');
  const pending = await until(({ messages }) => latest(messages, has('cancel')));
  await another();
  await use(pending, 'cancel');
  const restored = await until(({ messages }) => messages.find(isAnswer));
  release();
  expect(find(restored, 'filter/sales/by')[1].initial_option?.value).toBe('=country');
  expect(restored.text).toBe(first.text);
});
