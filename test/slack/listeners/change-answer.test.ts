import { afterEach, expect, test } from 'vitest';

import type { Seen, Workspace } from '../../support/workspace.ts';

import { holdRun } from '../../support/held-run.ts';
import { answerTable, controlIds, isAnswer, openWorkspace, wordsOf } from '../../support/workspace.ts';

let workspace: Workspace | undefined;

afterEach(async () => {
  await workspace?.close();
  workspace = undefined;
});

const latest = (messages: Seen[], test: (message: Seen) => boolean) => messages.findLast(test);

const has = (action: string) => (message: Seen) => controlIds(message).some((id) => id.startsWith(action));

test('a later filter adds to an earlier one that still runs, whose answer never appears', async () => {
  const { run, release } = holdRun(
    ({ sql, parameters }) => sql.includes('AS "City"') && !parameters.includes("DATE '2026-10-01'"),
  );
  workspace = await openWorkspace({ run });
  const { type, until, use } = workspace;
  await type('/owl sales');
  const first = await until(({ messages }) => messages.find(isAnswer));
  await use(first, 'filter/sales/by', '=city');
  const pending = await until(({ messages }) => latest(messages, has('cancel')));
  await use(pending, 'filter/sales/period', '=last month');
  const second = await until(({ messages }) => messages.find(isAnswer));
  expect(wordsOf(second)).toContain('Sales by city · Last month');
  release();
  const { messages } = await workspace.scene();
  expect(messages.filter(isAnswer).map(({ ts }) => ts)).toEqual([second.ts]);
});

test.each([
  ['changed in place', { isPublic: true }],
  ['posted anew', {}],
])('another instance serves the next click, and a slower one does not overwrite it: %s', async (_, options) => {
  const { run, release } = holdRun(
    ({ sql, parameters }) => sql.includes('AS "City"') && !parameters.includes("DATE '2026-10-01'"),
  );
  workspace = await openWorkspace({ run, ...options });
  const { type, until, use, another } = workspace;
  await type('/owl sales country=France');
  const first = await until(({ messages }) => messages.find(isAnswer));
  await use(first, 'filter/sales/by', '=city');
  const pending = await until(({ messages }) => latest(messages, has('cancel')));
  await another({ run: answerTable });
  await use(pending, 'filter/sales/period', '=last month');
  const second = await until(({ messages }) => messages.find(isAnswer));
  expect(second.blocks?.[1]).toMatchObject({
    elements: [{ text: expect.stringMatching(/^Sales by city · Last month .* Country: France/) }],
  });
  const looks = async () =>
    (await workspace!.calls()).filter(({ method }) => method === 'conversations.history').length;
  const before = await looks();
  release();
  while ((await looks()) === before); // the slower instance looks at what stands there, and leaves it
  await workspace.bot.stop();
  const { messages } = await workspace.scene();
  expect(messages.filter(isAnswer).map(({ ts, text }) => [ts, text])).toEqual([[second.ts, second.text]]);
});

test('a change by another instance is not forgotten by the one that answered first', async () => {
  workspace = await openWorkspace({ isPublic: true });
  const { type, until, use, another, slack, bot } = workspace;
  await type('/owl sales');
  const first = await until(({ messages }) => messages.find(isAnswer));
  await another();
  await use(first, 'filter/sales/by', '=city');
  const second = await until(({ messages }) =>
    messages.find((message) => isAnswer(message) && wordsOf(message).includes('Sales by city')),
  );
  slack.connect(bot.eventsUrl);
  await use(second, 'filter/sales/period', '=last month');
  await until(({ messages }) =>
    messages.find((message) => isAnswer(message) && wordsOf(message).includes('Sales by city · Last month')),
  );
});

test.each([
  ['changed in place', { isPublic: true }],
  ['posted anew', {}],
])('filters used all at once add up, and one answer remains: %s', async (_, options) => {
  let isHolding = false;
  const { run, release } = holdRun(() => isHolding);
  workspace = await openWorkspace({ run, ...options });
  const { type, until, use } = workspace;
  await type('/owl sales country=France period=2025');
  const first = await until(({ messages }) => messages.find(isAnswer));
  isHolding = true;
  await Promise.all([
    use(first, 'filter/sales/by', '=city'),
    use(first, 'filter/sales/period', '=last month'),
    use(first, 'remove/sales/country'),
    use(first, 'filter/sales/period', 'vs:last year'),
  ]);
  await until(({ messages }) => latest(messages, has('cancel')));
  isHolding = false;
  release();
  const words = ['Sales by city · Last month', 'vs last year'];
  await until(({ messages }) =>
    messages.find((message) => isAnswer(message) && words.every((word) => wordsOf(message).includes(word))),
  );
  await workspace.bot.stop();
  const { messages } = await workspace.scene();
  expect(messages.filter(({ ephemeral }) => !ephemeral).filter(({ blocks }) => blocks).length).toBe(1);
  expect(workspace.logged.filter(({ level }) => Number(level) >= 50)).toEqual([]);
});
