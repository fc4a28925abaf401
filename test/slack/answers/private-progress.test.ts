import { afterEach, expect, test } from 'vitest';

import type { Seen, Workspace } from '../../support/workspace.ts';

import { UserError } from '../../../src/error.ts';
import { holdRun } from '../../support/held-run.ts';
import { controlIds, find, openWorkspace, wordsOf } from '../../support/workspace.ts';

let workspace: Workspace | undefined;

afterEach(async () => {
  await workspace?.close();
  workspace = undefined;
});

const isOwn = (message: Seen) => message.ephemeral && controlIds(message).includes('share');

const isWorking = (message: Seen) => message.ephemeral && controlIds(message).includes('cancel');

/** A private answer by country, in a workspace where questions by city are held back. */
async function openOwn() {
  const held = holdRun(({ sql }) => sql.includes('AS "City"'));
  workspace = await openWorkspace({ isPublic: true, run: held.run });
  await workspace.type('/owl sales just me');
  const own = await workspace.until(({ messages }) => messages.find(isOwn));
  return { ...workspace, ...held, own };
}

test('a slow change of a private answer shows that it is worked on in its place, and then the answer', async () => {
  const { own, use, until, release, scene } = await openOwn();
  await use(own, 'filter/sales/by', '=city');
  const working = await until(({ messages }) => messages.find(isWorking));
  expect(working.ts).toBe(own.ts);
  expect(wordsOf(working)).toContain('Updating … It usually takes 1 s.');
  expect(working.text, 'the answer before stays in view').toBe(own.text);
  expect(find(working, 'filter/sales/by')[1].initial_option?.value).toBe('=city');
  expect((await scene('tomas')).messages.filter(({ ephemeral }) => ephemeral)).toEqual([]);
  release();
  const answer = await until(({ messages }) =>
    messages.find((message) => isOwn(message) && !isWorking(message) && wordsOf(message).includes('Sales by city')),
  );
  expect(answer.ts).toBe(own.ts);
});

test('a later click on it adds to the one that still runs', async () => {
  const { own, use, until, release } = await openOwn();
  await use(own, 'filter/sales/by', '=city');
  const working = await until(({ messages }) => messages.find(isWorking));
  await use(working, 'filter/sales/period', 'vs:last year');
  release();
  const both = await until(({ messages }) =>
    messages.find((message) => isOwn(message) && wordsOf(message).includes('vs last year')),
  );
  release();
  expect(wordsOf(both)).toContain('by city');
});

test('Cancel brings back what stood there', async () => {
  const { own, use, until, count, asked } = await openOwn();
  await use(own, 'filter/sales/by', '=city');
  const working = await until(({ messages }) => messages.find(isWorking));
  expect([count(), asked().length]).toEqual([1, 1]);
  await use(working, 'cancel');
  const restored = await until(({ messages }) =>
    messages.find((message) => isOwn(message) && !controlIds(message).includes('cancel')),
  );
  expect(restored.ts).toBe(own.ts);
  expect(find(restored, 'filter/sales/by')[1].initial_option?.value).toBe('=country');
  await use(restored, 'filter/sales/period', 'vs:last year');
  await until(({ messages }) =>
    messages.find((message) => isOwn(message) && wordsOf(message).includes('vs last year')),
  );
});

test('a change that fails brings back what stood there, and says why', async () => {
  const { own, use, until, fail } = await openOwn();
  await use(own, 'filter/sales/by', '=city');
  await until(({ messages }) => messages.find(isWorking));
  fail(new UserError('the lake is closed: come back tomorrow'));
  await until(({ messages }) => messages.find((message) => wordsOf(message).includes('The lake is closed')));
  const { messages } = await workspace!.scene();
  expect(messages.filter(isWorking)).toEqual([]);
  expect(messages.filter(isOwn)).toHaveLength(1);
});

test('a slow private question is said to be looked up, to its asker alone, and can be cancelled there', async () => {
  const { run, count } = holdRun(() => true);
  workspace = await openWorkspace({ isPublic: true, run });
  const { type, until, use, scene } = workspace;
  await type('/owl sales by city just me');
  const working = await until(({ messages }) => messages.find(isWorking));
  expect(working.text).toBe(
    'Looking up Sales by city · Last 12 months · Top: 10 … The answer comes below, for you alone.',
  );
  expect((await scene('tomas')).messages.filter(isWorking)).toEqual([]);
  expect(count()).toBe(1);
  await use(working, 'cancel');
  const cancelled = await until(({ messages }) => messages.find(({ text }) => text === 'Cancelled.'));
  expect([cancelled.ts, cancelled.ephemeral]).toEqual([working.ts, true]);
  expect(find(cancelled, 'ask/')[1].value).toBe('sales by city just me');
});
