import sharp from 'sharp';
import { afterEach, expect, test } from 'vitest';

import type { Seen, Workspace } from '../../support/workspace.ts';

import {
  answerTable,
  controlIds,
  filledModal,
  find,
  isAnswer,
  openWorkspace,
  wordsOf,
} from '../../support/workspace.ts';

let workspace: Workspace | undefined;

afterEach(async () => {
  await workspace?.close();
  workspace = undefined;
});

const isUnderReview = (message: Seen) => isAnswer(message) && wordsOf(message).includes('Under review');

const isDoubt = (message: Seen) => controlIds(message).includes('review/right');

/** Opens the details of an answer and uses one of their buttons. */
async function useDetails({ use, until, post }: Workspace, answer: Seen, action: string): Promise<void> {
  await use(answer, 'more', 'details');
  const modal = await until(filledModal);
  const block = modal.blocks.find(({ elements = [] }) => elements.some(({ action_id }) => action_id === action))!;
  await post('act', { view: modal.id, block: block.block_id, action });
}

test.each([
  ['changed in place', { isPublic: true }],
  ['posted anew', { isPublic: false }],
])('a number that looks wrong is under review until its owner has looked: %s', async (_, options) => {
  workspace = await openWorkspace(options);
  const { type, until, use, scene, post } = workspace;
  await type('/owl sales by country');
  const answer = await until(({ messages }) => messages.find(isAnswer));
  await useDetails(workspace, answer, 'doubt');
  await until(({ messages }) => messages.find(isUnderReview));
  const doubt = await until(({ messages }) => messages.find(isDoubt));
  expect(doubt.thread_ts).toBe(answer.ts);
  expect(wordsOf(doubt)).toMatch(
    /thinks that this number looks wrong\. #analytics, please have a look.*Data to 31 Oct 2026/,
  );

  await use(doubt, 'review/right');
  await until(({ messages }) =>
    messages.find((message) => wordsOf(message).includes('The owner says whether it is right')),
  );
  expect((await scene()).messages.some(isUnderReview)).toBe(true);

  const [block, button] = find(doubt, 'review/corrected');
  const by = { person: 'tomas', channel: doubt.channel, ts: doubt.ts };
  await post('act', { ...by, block: block.block_id, action: button.action_id });
  await until(({ messages }) => messages.find((message) => wordsOf(message).includes('corrected it')));
  await until(({ messages }) => messages.some(isAnswer) && !messages.some(isUnderReview));
  expect(workspace.audit.length).toBe(2);
});

test('a filter keeps the mark of a doubted number, and nobody is asked twice', async () => {
  workspace = await openWorkspace({ isPublic: true });
  const { type, until, use } = workspace;
  await type('/owl sales by country');
  await useDetails(workspace, await until(({ messages }) => messages.find(isAnswer)), 'doubt');
  const doubted = await until(({ messages }) => messages.find(isUnderReview));
  await use(doubted, 'filter/sales/by', '=city');
  await until(({ messages }) =>
    messages.find((message) => isUnderReview(message) && wordsOf(message).includes('by city')),
  );
  const changed = await until(({ messages }) =>
    messages.find((message) => isUnderReview(message) && wordsOf(message).includes('by city')),
  );
  await useDetails(workspace, changed, 'doubt');
  await until(({ messages }) =>
    messages.find(({ ephemeral, text }) => ephemeral && text.includes('has asked that already')),
  );
  expect((await workspace.scene()).messages.filter(isDoubt)).toHaveLength(1);
});

test('details refresh the answer', async () => {
  workspace = await openWorkspace({ isPublic: true });
  await workspace.type('/owl sales by country');
  const answer = await workspace.until(({ messages }) => messages.find(isAnswer));
  await useDetails(workspace, answer, 'refresh');
  await workspace.until(({ messages }) => {
    const now = messages.find(isAnswer);
    return now && now.blocks?.[0]?.block_id !== answer.blocks?.[0]?.block_id;
  });
  expect(workspace.audit.length).toBe(2);
});

test('a CSV that is too large has the rows that fit, and says so', async () => {
  const rows = Array.from({ length: 60_000 }, (_, index) => [`a country with a long name ${index}`, '1']);
  workspace = await openWorkspace({
    isPublic: true,
    run: async (statement) => ({ ...(await answerTable(statement)), rows }),
  });
  await workspace.type('/owl sales');
  const answer = await workspace.until(({ messages }) => messages.find(isAnswer));
  await workspace.use(answer, 'more', 'csv');
  const posted = await workspace.until(({ messages }) =>
    messages.find(({ ts, thread_ts }) => thread_ts === answer.ts && ts !== answer.ts),
  );
  expect(posted.text).toMatch(/It has the first 2\d,\d{3} of 60,000 rows, as a file here may have 1 MB/);
  expect(posted.files).toMatchObject([{ title: 'sales.csv' }]);
});

test('the comment of a CSV shows a title as it is, with nothing in it that Slack would act on', async () => {
  workspace = await openWorkspace({
    isPublic: true,
    run: async (statement) => {
      const table = await answerTable(statement);
      const columns = table.columns.map((column) => ({
        ...column,
        name: column.name.replace('Sales', 'R&D <!channel>'),
      }));
      return { ...table, columns };
    },
  });
  await workspace.type('/owl sales');
  const answer = await workspace.until(({ messages }) => messages.find(isAnswer));
  await workspace.use(answer, 'more', 'csv');
  const posted = await workspace.until(({ messages }) =>
    messages.find(({ ts, thread_ts }) => thread_ts === answer.ts && ts !== answer.ts),
  );
  expect(posted.text).toContain('R&amp;D &lt;!channel&gt; by country');
});

test('details draw the picture three times as large and put it into the thread', async () => {
  const scales: (number | undefined)[] = [];
  workspace = await openWorkspace({
    isPublic: true,
    draw: async (_, { scale } = {}) => {
      scales.push(scale);
      const side = 8 * (scale ?? 2);
      const png = await sharp({ create: { width: side, height: side, channels: 3, background: '#fff' } })
        .png()
        .toBuffer();
      return { png, width: side, height: side };
    },
  });
  await workspace.type('/owl sales by country');
  const answer = await workspace.until(({ messages }) => messages.find(isAnswer));
  await useDetails(workspace, answer, 'print');
  const posted = await workspace.until(({ messages }) =>
    messages.find(({ ts, thread_ts }) => thread_ts === answer.ts && ts !== answer.ts),
  );
  expect(posted.text).toContain('48 × 48 pixels');
  expect(posted.files).toMatchObject([{ title: 'sales.png' }]);
  expect(scales).toEqual([undefined, 6]);
  expect(workspace.audit.length, 'nothing was asked again').toBe(1);
});

test('a table has no picture for print', async () => {
  workspace = await openWorkspace({ isPublic: true });
  await workspace.type('/owl sales by country as table');
  await useDetails(workspace, await workspace.until(({ messages }) => messages.find(isAnswer)), 'print');
  await workspace.until(({ messages }) =>
    messages.find((message) => wordsOf(message).includes('A table has no picture: use More → Show as chart first')),
  );
});
