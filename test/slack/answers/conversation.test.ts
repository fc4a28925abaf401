import { afterEach, expect, test } from 'vitest';

import type { Statement } from '../../../src/answer/statement.ts';
import type { Table } from '../../../src/table/table.ts';
import type { Workspace } from '../../support/workspace.ts';

import { answerTable, controlIds, filledModal, isAnswer, openWorkspace, wordsOf } from '../../support/workspace.ts';

let workspace: Workspace | undefined;

afterEach(async () => {
  await workspace?.close();
  workspace = undefined;
});

/** A run that answers when it is told to, for the statements that a test wants to hold back. */
function held(isHeld: (statement: Statement) => boolean) {
  const release: (() => void)[] = [];
  const asked: string[] = [];
  const run = (statement: Statement, signal: AbortSignal): Promise<Table> =>
    new Promise((resolve, reject) => {
      asked.push(statement.sql);
      const answer = () => resolve(answerTable(statement));
      signal.addEventListener('abort', () => reject(signal.reason));
      if (isHeld(statement)) release.push(answer);
      else answer();
    });
  return { run, asked, release: () => release.splice(0).map((answer) => answer()) };
}

test('a filter used after Cancel starts from what stands there again', async () => {
  const { run } = held(({ sql, parameters }) => sql.includes('AS "City"') && !parameters.includes("DATE '2026-10-01'"));
  workspace = await openWorkspace({ run, isPublic: true });
  const { type, until, use } = workspace;
  await type('/owl sales');
  const first = await until(({ messages }) => messages.find(isAnswer));
  await use(first, 'filter/sales/by', '=city');
  const pending = await until(({ messages }) => messages.find((message) => controlIds(message).includes('cancel')));
  await use(pending, 'cancel');
  const restored = await until(({ messages }) => messages.find(isAnswer));
  await use(restored, 'filter/sales/period', '=last month');
  const answered = await until(({ messages }) =>
    messages.find((message) => isAnswer(message) && wordsOf(message).includes('Last month')),
  );
  expect(wordsOf(answered)).toContain('Sales by country');
});

test.each([
  ['a public channel without the bot', 'lounge'],
  ['a private channel without the bot', 'board'],
])('no query starts where the bot cannot answer: %s', async (_, channel) => {
  const { run, asked } = held(() => false);
  workspace = await openWorkspace({ run });
  await workspace.type('/owl sales', channel);
  await workspace.until(({ messages }) => messages.find(({ ephemeral }) => ephemeral));
  expect(asked).toEqual([]);
});

test('a message that can be changed no more is answered anew', async () => {
  workspace = await openWorkspace({ isPublic: true });
  const { type, until, use, fault } = workspace;
  await type('/owl sales');
  const first = await until(({ messages }) => messages.find(isAnswer));
  await fault({ method: 'chat.update', error: 'edit_window_closed', times: 1 });
  await use(first, 'filter/sales/by', '=city');
  const second = await until(({ messages }) =>
    messages.find((message) => isAnswer(message) && wordsOf(message).includes('Sales by city')),
  );
  expect(second.ts).not.toBe(first.ts);
  await until(({ messages }) => messages.filter(isAnswer).length === 1);
});

test.each([
  ['a table', '/owl sales as table', { isPublic: true }, 'Slack did not take this table.'],
  ['a picture', '/owl sales', {}, 'The picture could not be shown.'],
])('the words and the CSV stand when Slack refuses %s, whatever its reason', async (_, text, options, words) => {
  workspace = await openWorkspace(options);
  const { type, until, use, fault } = workspace;
  const times = text.includes('table') ? 2 : 1;
  for (const method of ['chat.postMessage', 'chat.update']) // a slow answer takes the place of what says that it is worked on
    await fault({ method, error: 'fatal_error', holding: 'filter/', times });
  await type(text);
  const answer = await until(({ messages }) => messages.find(isAnswer));
  expect(answer.text).toContain('France');
  expect(wordsOf(answer)).toContain(words);
  await use(answer, 'more', 'csv');
  await until(({ messages }) => messages.find(({ files }) => files));
});

test('a workspace without tables that turn pages gets plain ones, and is asked once', async () => {
  workspace = await openWorkspace({ isPublic: true });
  const { type, until, fault, use } = workspace;
  await fault({ method: 'chat.postMessage', error: 'invalid_blocks', holding: 'filter/', times: 1 });
  await type('/owl sales as table');
  const answer = await until(({ messages }) => messages.find(isAnswer));
  expect(answer.blocks?.map(({ type: kind }) => kind)).toContain('table');
  await use(answer, 'filter/sales/by', '=city');
  const next = await until(({ messages }) =>
    messages.find((message) => isAnswer(message) && wordsOf(message).includes('by city')),
  );
  expect(next.blocks?.map(({ type: kind }) => kind)).toContain('table');
  expect(workspace.logged.filter(({ msg }) => msg === 'Slack refused an answer')).toHaveLength(1);
});

test('when Slack takes no block of an answer, its headline and the CSV stand', async () => {
  workspace = await openWorkspace();
  const { type, until, fault } = workspace;
  for (const method of ['chat.postMessage', 'chat.update'])
    await fault({ method, error: 'invalid_blocks', holding: 'filter/', times: 3 });
  await type('/owl sales as table');
  const file = await until(({ messages }) => messages.find(({ files }) => files));
  const { messages } = await workspace.scene();
  expect(messages.find(({ ts }) => ts === file.thread_ts)?.text).toContain('France');
});

test('a picture that no message shows any more is deleted', async () => {
  workspace = await openWorkspace();
  const { type, until, use } = workspace;
  await type('/owl sales');
  const first = await until(({ messages }) => messages.find(isAnswer));
  await use(first, 'filter/sales/by', '=city');
  await until(({ messages }) => messages.find((message) => isAnswer(message) && message.ts !== first.ts));
  await workspace.bot.stop();
  const calls = await workspace.calls();
  const methods = calls.filter(({ ok }) => ok).map(({ method }) => method);
  expect(methods.filter((method) => method === 'files.completeUploadExternal')).toHaveLength(2);
  expect(methods.filter((method) => method === 'files.delete')).toHaveLength(1);
});

test('whoever waits for their turn is told alone, and answered when it comes', async () => {
  const { run, release } = held(() => true);
  workspace = await openWorkspace({ run, isPublic: true });
  const { type, until } = workspace;
  for (let question = 1; question <= 8; question++) await type(`/owl sales top=${question}`);
  await type('/owl sales by city');
  const told = await until(({ messages }) => messages.find(({ text }) => text.startsWith('I am busy just now.')));
  expect(told).toMatchObject({
    ephemeral: true,
    text: 'I am busy just now. The answer to “sales by city” comes here as soon as it is there.',
  });
  const { messages } = await workspace.scene();
  expect(messages.filter(({ text }) => text.startsWith('Looking up'))).toHaveLength(8);
  const releasing = setInterval(release, 50);
  await until((scene) => scene.messages.find((message) => wordsOf(message).includes('Sales by city')));
  clearInterval(releasing);
}, 60_000);

test('while Slack puts updates off, forms of others open and answers are posted', async () => {
  workspace = await openWorkspace({ isPublic: true });
  const { type, until, use, fault } = workspace;
  await type('/owl sales');
  const first = await until(({ messages }) => messages.find(isAnswer));
  await fault({ method: 'chat.update', retryAfter: 2, times: 1 });
  await use(first, 'filter/sales/by', '=city');
  while (!(await workspace.calls()).some(({ method }) => method === 'chat.update'));
  await use(first, 'filters');
  await until(({ modals }) => modals?.at(-1));
  await type('/owl orders', 'marketing');
  await type('/owl sales by city', 'marketing');
  await until(({ messages }) => messages.find((message) => wordsOf(message).includes('Sales by city')));
});

test('every option of a menu can be chosen, also with what Slack sends back as entities', async () => {
  const values = async (_: unknown, { name }: { name: string }) => (name === 'country' ? ['R&D', '<b>', 'a%26b'] : []);
  const { run } = held(() => false);
  workspace = await openWorkspace({ isPublic: true, run, own: { values } });
  const { type, until, use, post } = workspace;
  await type('/owl sales');
  const answer = await until(({ messages }) => messages.find(isAnswer));
  await use(answer, 'filters');
  const { blocks } = await until(filledModal);
  const { element } = blocks.find(({ block_id }) => block_id === 'param/country') as unknown as {
    element: { options: { value: string; text: { text: string } }[] };
  };
  expect(element.options.map(({ value }) => value)).toEqual(['=R%26D', '=%3Cb%3E', '=a%2526b']);
  for (const { value, text } of element.options) {
    const form = await until(filledModal);
    await post('submit', { view: form.id, values: { 'param/country': { 'filter/sales/country': [value] } } });
    const now = await until(({ messages }) =>
      messages.find(
        (message) =>
          isAnswer(message) &&
          JSON.stringify(message.blocks?.[1]).includes(JSON.stringify(`Country: ${text.text}`).slice(1, -1)),
      ),
    );
    await use(now, 'filters');
  }
});
