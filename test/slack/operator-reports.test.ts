import { afterEach, expect, test } from 'vitest';

import type { Workspace } from '../support/workspace.ts';

import { isAnswer, openWorkspace, wordsOf } from '../support/workspace.ts';

let workspace: Workspace | undefined;

afterEach(async () => {
  await workspace?.close();
  workspace = undefined;
});

/** A workspace whose operators sit in #ops, in which some questions were asked in #sales. */
async function openAsked(options: Parameters<typeof openWorkspace>[0] = {}) {
  workspace = await openWorkspace({ operators: '#ops', ...options });
  const { type, until } = workspace;
  await type('/owl sales by city');
  await until(({ messages }) => messages.find(isAnswer));
  await type('/owl sales of unicorns');
  await until(({ messages }) => messages.find((message) => wordsOf(message).includes('unicorns')));
  return workspace;
}

/** The texts of a table's rows. */
function tableOf(message: { readonly blocks?: readonly { readonly type: string }[] }): string[][] {
  const table = message.blocks?.find(({ type }) => type === 'table') as { rows?: { text: string }[][] } | undefined;
  return table?.rows?.map((row) => row.map(({ text }) => text)) ?? [];
}

test('the operators’ channel is told what each dataset cost by week, and who asks alone reads it', async () => {
  const { type, until } = await openAsked();
  await type('/owl what did owlpost cost by dataset and week', 'ops');
  const report = await until(({ messages }) => messages.find(({ text }) => text.startsWith('Since 28 Sep 2026')));
  expect(report.text).toBe('Since 28 Sep 2026 1 question was answered, 1.2 MB read for about under $0.01.');
  expect(report.ephemeral).toBe(true);
  expect(tableOf(report)).toEqual([
    ['Week of', 'Dataset', 'Questions', 'Read', 'Cost'],
    ['23 Nov 2026', 'sales', '1', '1.2 MB', 'under $0.01'],
  ]);
});

test('it is told what was asked in vain', async () => {
  const { type, until } = await openAsked();
  await type('/owl owlpost demand', 'ops');
  const report = await until(({ messages }) => messages.find(({ text }) => text.startsWith('Since 16 Nov 2026')));
  const [head, row, ...more] = tableOf(report);
  expect(head).toEqual(['Question', 'Asked', 'Answered']);
  expect(row).toEqual(['sales of unicorns', '1', expect.stringContaining('unicorns')]);
  expect(more).toEqual([]);
});

test.each([undefined, '#ops'])('no other channel is told (the operators’ one is %s)', async (operators) => {
  const { type, until } = await openAsked({ operators });
  await type('/owl owlpost demand');
  await until(({ messages }) =>
    messages.find(({ text }) => text.startsWith('What Owlpost costs and what is asked in vain is told in')),
  );
});

test('on Mondays what was asked in vain is posted for everybody there, once for all instances', async () => {
  let day = 24;
  const { bot, another, until, scene } = await openAsked({ now: () => new Date(Date.UTC(2026, 10, day, 12)) });
  const other = await another();
  await Promise.all([bot.postWeekly(), other.postWeekly()]);
  day = 30;
  await Promise.all([bot.postWeekly(), other.postWeekly()]);
  await bot.postWeekly();
  const isPosted = ({ text }: { text: string }) => text.startsWith('Since 23 Nov 2026');
  const report = await until(({ messages }) => messages.find(isPosted));
  expect(report.ephemeral).toBe(false);
  expect(tableOf(report)[1]?.[0]).toBe('sales of unicorns');
  expect((await scene()).messages.filter(isPosted).length).toBe(1);
});
