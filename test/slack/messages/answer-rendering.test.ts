import { afterEach, expect, test } from 'vitest';

import type { Seen, Workspace } from '../../support/workspace.ts';

import { controlIds, isAnswer, openWorkspace, wordsOf } from '../../support/workspace.ts';

let workspace: Workspace | undefined;

afterEach(async () => {
  await workspace?.close();
  workspace = undefined;
});

const hasBlock = (message: Seen, type: string) => message.blocks?.some((block) => block.type === type) ?? false;

const isNative = (message: Seen) => isAnswer(message) && hasBlock(message, 'data_visualization');

const isTable = (message: Seen) => hasBlock(message, 'table') || hasBlock(message, 'data_table');

/** What stands in place of a picture when files cannot be uploaded. */
const DRAWN = 'Slack draws the chart instead.';

const upload = { method: 'files.getUploadURLExternal', error: 'missing_scope', times: 9 };

test('Slack draws the chart where no file can be uploaded, and changes it in its place', async () => {
  workspace = await openWorkspace();
  const { fault, type, until, use, calls } = workspace;
  await fault(upload);
  await type('/owl sales by city');
  const first = await until(({ messages }) => messages.find(isNative));
  expect(wordsOf(first)).toContain(DRAWN);
  expect(first.blocks?.find(({ type: kind }) => kind === 'data_visualization')).toMatchObject({
    title: 'Sales by city',
    chart: { type: 'bar', axis_config: { x_label: 'City', y_label: 'Sales ($)' } },
  });
  await use(first, 'filter/sales/by', '=country');
  const second = await until(({ messages }) =>
    messages.find((each) => isNative(each) && wordsOf(each).includes('USA')),
  );
  expect(second.ts).toBe(first.ts);
  expect((await calls()).filter(({ method, ok }) => method === 'chat.update' && !ok)).toEqual([]);
});

test.each([
  ['could not be drawn', { isPublic: true, draw: () => Promise.reject(new Error('no picture')) }, undefined],
  [
    'is refused with its message',
    { isPublic: true },
    { method: 'chat.postMessage', error: 'invalid_blocks', holding: 'filter/', times: 1 },
  ],
])('Slack draws the chart of a picture that %s', async (_, options, refusal) => {
  workspace = await openWorkspace(options);
  const { fault, type, until } = workspace;
  if (refusal) await fault(refusal);
  await type('/owl sales by city');
  expect(wordsOf(await until(({ messages }) => messages.find(isNative)))).toContain(DRAWN);
});

test('a workspace that refuses such charts is shown the words, and is not asked again', async () => {
  workspace = await openWorkspace();
  const { fault, type, until, calls } = workspace;
  await fault(upload);
  await fault({ method: 'chat.postMessage', error: 'invalid_blocks', holding: 'filter/', times: 1 });
  await type('/owl sales by city');
  const words = await until(({ messages }) => messages.find(isAnswer));
  expect(wordsOf(words)).toContain('The picture could not be shown. More → Show as table has every number.');
  await type('/owl sales by country');
  await until(({ messages }) => messages.find((each) => isAnswer(each) && wordsOf(each).includes('Sales by country')));
  const posted = (await calls()).filter(({ method }) => method === 'chat.postMessage');
  const attempts = posted.filter(({ arguments: { blocks = '' } }) => blocks.includes('data_visualization'));
  expect([posted.length, attempts.length]).toEqual([3, 1]);
});

test('a picture that is late is not drawn twice', async () => {
  workspace = await openWorkspace();
  const { fault, type, until, calls } = workspace;
  await fault({ method: 'upload', delay: 3000, times: 1 });
  await type('/owl sales by city');
  await until(({ messages }) => messages.find((each) => isAnswer(each) && hasBlock(each, 'image')));
  const sent = (await calls()).map(({ arguments: { blocks = '' } }) => blocks);
  expect(sent.filter((blocks) => blocks.includes('data_visualization'))).toEqual([]);
});

test('an answer for one person has such a chart until it is posted; where it is refused, a table', async () => {
  workspace = await openWorkspace();
  const { fault, type, until, use } = workspace;
  await type('/owl sales by city just me');
  const own = await until(({ messages }) => messages.find(isNative));
  expect(own.ephemeral).toBe(true);
  expect(wordsOf(own)).toContain('Slack shows the picture once this is posted.');
  await use(own, 'share');
  await until(({ messages }) => messages.find((each) => isAnswer(each) && hasBlock(each, 'image')));
  await until(({ messages }) => !messages.some(({ ts }) => ts === own.ts));

  await fault({ method: 'response_url', status: 400, error: 'invalid_blocks', times: 1 });
  await fault({ method: 'chat.postEphemeral', error: 'invalid_blocks', times: 1 });
  await type('/owl sales by country just me');
  await until(({ messages }) => messages.find((each) => controlIds(each).includes('share') && isTable(each)));
  await type('/owl sales by city top 3 just me');
  const last = await until(({ messages }) =>
    messages.find((each) => wordsOf(each).includes('Top: 3') && controlIds(each).includes('share')),
  );
  expect(isTable(last)).toBe(true);
});

test('a digest has such a chart, too, and the words alone where it is refused', async () => {
  const timing = { cron: '0 9 * * 1', timezone: 'UTC', onlyIf: [] };
  const digest = { name: 'weekly', questions: ['sales by city'] as const, channel: 'C0SALES001', ...timing };
  workspace = await openWorkspace();
  const { fault, bot, until } = workspace;
  const post = async (runId: string) => {
    const answers = await bot.digests.answer(digest, { now: new Date(), signal: new AbortController().signal });
    const ref = await bot.digests.post(digest, answers, { runId, notes: [] });
    return until(({ messages }) => messages.find(({ ts }) => ts === ref.ts));
  };
  await fault(upload);
  expect(isNative(await post('one'))).toBe(true);
  await fault({ method: 'chat.postMessage', error: 'invalid_blocks', holding: 'filter/', times: 1 });
  const words = await post('two');
  expect([isAnswer(words), hasBlock(words, 'data_visualization')]).toEqual([true, false]);
});
