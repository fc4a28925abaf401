import { afterEach, expect, test } from 'vitest';

import type { Digest } from '../../../src/digests/digest.ts';
import type { Workspace } from '../../support/workspace.ts';

import { UserError } from '../../../src/error.ts';
import { answerTable, isAnswer, openWorkspace, wordsOf } from '../../support/workspace.ts';

let workspace: Workspace | undefined;

afterEach(async () => {
  await workspace?.close();
  workspace = undefined;
});

const monday: Digest = {
  name: 'monday',
  questions: ['sales last week'],
  channel: '#sales',
  cron: '0 9 * * 1',
  timezone: 'UTC',
  onlyIf: [],
};

const options = () => ({ now: new Date(), signal: new AbortController().signal });

async function postOf(digest: Digest, notes: readonly string[] = []) {
  const { digests } = workspace!.bot;
  return digests.post(digest, await digests.answer(digest, options()), { runId: 'run-1', notes });
}

test.each([
  ['pictures uploaded', {}],
  ['pictures on our own host', { isPublic: true }],
])('post() brings the answer whole, with its filters, and find() finds it by its run: %s', async (_, settings) => {
  workspace = await openWorkspace({ digests: [monday], ...settings });
  const { bot, until, use } = workspace;
  const since = new Date(Date.now() - 60_000);
  expect(await bot.digests.find(monday, 'run-1', since)).toBeUndefined();
  const { ts } = await postOf(monday, ['Late: the data ends on 20 Nov 2026.']);
  const posted = await until(({ messages }) => messages.find(isAnswer));
  expect(posted.ts).toBe(ts);
  expect(posted.blocks?.map(({ type }) => type)).toContain('image');
  expect(wordsOf(posted)).toContain('Late: the data ends on 20 Nov 2026.');
  expect(await bot.digests.find(monday, 'run-1', since)).toMatchObject({ ts });
  await use(posted, 'more', 'refresh');
  const refreshed = await until(({ messages }) =>
    messages.find((message) => isAnswer(message) && !message.text.includes('Late')),
  );
  expect(await bot.digests.find(monday, 'run-1', since)).toMatchObject({ ts: refreshed.ts });
});

test.each([
  ['pictures uploaded', {}],
  ['pictures on our own host', { isPublic: true }],
])(
  'edit() shows other answers in the message that was posted, and reply() writes into its thread: %s',
  async (_, settings) => {
    workspace = await openWorkspace({ digests: [monday], ...settings });
    const { bot, until, scene } = workspace;
    const posted = await postOf(monday, ['Late: the data ends on 20 Nov 2026.']);
    const answers = await bot.digests.answer(monday, { ...options(), isAgain: true });
    const delivery = {
      id: 'run-1',
      digest: 'monday',
      dueAt: new Date(),
      state: 'posted' as const,
      attempt: 1,
      failures: 0,
      channel: posted.channel,
      message: posted.ts,
    };
    const marks = { runId: 'run-2', notes: ['Updated: the data that was missing is there now.'] };
    const edited = await bot.digests.edit(monday, answers, { delivery, ...marks });
    const shown = await until(({ messages }) =>
      messages.find((message) => isAnswer(message) && wordsOf(message).includes('Updated: the data')),
    );
    expect(edited).toEqual({ channel: posted.channel, ts: shown.ts });
    expect((await scene()).messages.filter(isAnswer)).toHaveLength(1);
    expect(await bot.digests.find(monday, 'run-2', new Date(0))).toMatchObject({ ts: shown.ts });
    const standing = { ...delivery, id: 'run-2', message: shown.ts };
    for (const id of ['moved-1', 'moved-1', 'moved-2']) {
      await bot.digests.reply(standing, 'Later data changed what was posted here.', id);
    }
    await bot.digests.reply(
      { ...delivery, id: 'run-9', message: '1.1' },
      'Later data changed what is gone.',
      'moved-3',
    );
    const replies = (await scene()).messages.filter(({ text }) => text.startsWith('Later data'));
    expect(replies, 'once for an id').toHaveLength(2);
    const reply = await until(({ messages }) => messages.find(({ text }) => text.startsWith('Later data')));
    expect(reply.thread_ts).toBe(shown.ts);
    const gone = { ...delivery, id: 'run-9', message: '1.1' };
    expect(await bot.digests.edit(monday, answers, { delivery: gone, ...marks })).toBeUndefined();
  },
);

test('what is declared for a channel by its name still comes there once the channel is renamed', async () => {
  workspace = await openWorkspace({ digests: [monday] });
  const first = await postOf(monday);
  await workspace.post('rename', { channel: 'sales', name: 'revenue' });
  const { digests } = await workspace.another(); // one that has not seen the channel by its old name
  const again = await digests.post(monday, await digests.answer(monday, options()), { runId: 'run-2', notes: [] });
  expect(again.channel).toBe(first.channel);
  expect(await digests.find(monday, 'run-2', new Date(0))).toMatchObject(again);
  const renamed = { ...monday, channel: '#revenue' };
  expect(
    (await digests.post(renamed, await digests.answer(renamed, options()), { runId: 'run-3', notes: [] })).channel,
  ).toBe(first.channel);
});

test('post() brings several answers as one message', async () => {
  workspace = await openWorkspace({ digests: [monday] });
  const several: Digest = { ...monday, questions: ['sales last week', 'sales units this year'] };
  const { ts } = await postOf(several);
  const posted = await workspace.until(({ messages }) => messages.find((message) => message.ts === ts));
  expect(posted.blocks?.filter(({ type }) => type === 'image').length).toBe(2);
  expect(wordsOf(posted)).toMatch(/Monday · \d{1,2} [A-Z][a-z]{2} \d{4}/); // of two periods, the day
  expect(wordsOf(posted)).toMatch(/Last week \(.*This year \(/s);
  await workspace.use(posted, 'ask/thread/1');
  const details = await workspace.until(({ messages }) =>
    messages.find((each) => isAnswer(each) && each.thread_ts === ts && each.ts !== ts),
  );
  expect(wordsOf(details)).toContain('This year');
  expect(await workspace.bot.digests.find(several, 'run-1', new Date(0))).toMatchObject({ ts });
  await workspace.bot.digests.remove({ channel: posted.channel, ts });
  await workspace.until(({ messages }) => messages.find(({ text }) => text === 'This message was deleted.')); // its thread stays
});

test.each([
  ['draws two charts where no file can be uploaded', 'files.getUploadURLExternal', 'missing_scope', 9, [2, 1]],
  ['draws two charts in the place of pictures that are refused', 'chat.postMessage', 'invalid_blocks', 1, [2, 1]],
  ['says it in words when charts are refused, too', 'chat.postMessage', 'invalid_blocks', 2, [0, 3]],
])('post() of several answers: Slack %s', async (_, method, error, times, [drawn, inWords]) => {
  workspace = await openWorkspace({ digests: [monday] });
  const several: Digest = {
    ...monday,
    questions: ['sales last week', 'sales this year by city', 'sales units this year'],
  };
  await workspace.fault({ method, error, times });
  const { ts } = await postOf(several);
  const posted = await workspace.until(({ messages }) => messages.find((message) => message.ts === ts));
  expect(posted.blocks?.filter(({ type }) => type === 'data_visualization').length).toBe(drawn);
  expect(wordsOf(posted).match(/Slack draws the chart instead\./g)?.length ?? 0).toBe(drawn);
  expect(wordsOf(posted).match(/“Ask by itself” shows every number\./g)?.length ?? 0).toBe(inWords);
});

test('answer() takes the days by the clocks of the digest, and asks what digests share once', async () => {
  const asked: (readonly string[])[] = [];
  workspace = await openWorkspace({
    run: async (statement) => {
      asked.push(statement.parameters);
      return answerTable(statement);
    },
  });
  const now = new Date('2026-11-23T02:00:00Z');
  const at = (timezone: string, name = 'monday') =>
    workspace!.bot.digests.answer({ ...monday, name, timezone, questions: ['sales yesterday'] }, { ...options(), now });
  await Promise.all([at('UTC'), at('Pacific/Honolulu'), at('Pacific/Kiritimati'), at('UTC', 'another')]);
  const days = asked.map((parameters) => parameters.find((parameter) => parameter.startsWith('DATE')));
  expect(days.sort()).toEqual(["DATE '2026-11-21'", "DATE '2026-11-22'", "DATE '2026-11-22'"]);
});

test('post() says what its owner can mend, and isTemporary() tells outages from mistakes', async () => {
  workspace = await openWorkspace({ digests: [monday] });
  const { isTemporary } = workspace.bot.digests;
  const error = await postOf({ ...monday, channel: '#nowhere' }).catch((reason) => reason);
  expect(error).toBeInstanceOf(UserError);
  expect(error.message).toMatch(/#nowhere: invite it there/);
  expect(isTemporary(error)).toBe(false);
  expect(isTemporary(new TypeError('a bug'))).toBe(false);
  expect(isTemporary(new UserError('Athena is away', { isTemporary: true }))).toBe(true);
  const away = await openWorkspace({ digests: [monday] });
  const answers = await away.bot.digests.answer(monday, options());
  await away.close();
  const failure = await away.bot.digests.post(monday, answers, { runId: 'r', notes: [] }).catch((reason) => reason);
  expect(isTemporary(failure)).toBe(true);
});
