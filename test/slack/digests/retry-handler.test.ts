import { afterEach, expect, test } from 'vitest';

import type { AnswerContext } from '../../../src/answer/context.ts';
import type { Digest } from '../../../src/digests/digest.ts';
import type { Seen, Workspace } from '../../support/workspace.ts';

import { openScheduler } from '../../../src/digests/scheduler.ts';
import { UserError } from '../../../src/error.ts';
import { FINANCE_CATALOGUE } from '../../support/finance-catalogue.ts';
import { openForge } from '../../support/forged.ts';
import { answerTable, controlIds, find, isAnswer, openWorkspace, wordsOf } from '../../support/workspace.ts';

let workspace: Workspace;

afterEach(() => workspace.close());

const MINUTE = 60_000;

const monday: Digest = {
  name: 'monday',
  questions: ['sales by country'],
  channel: '#sales',
  cron: '0 9 * * 1',
  timezone: 'UTC',
  owner: 'U0JONAS004',
  onlyIf: [],
};

const isNotice = (message: Seen) => controlIds(message).includes('retry');

/** A workspace in which Athena is away until `mend`, and 40 minutes have passed since `monday` was due. */
async function openLate(own: Partial<AnswerContext> = {}, failure = new UserError('Athena cannot be reached')) {
  let isAway = true;
  workspace = await openWorkspace({
    digests: [monday],
    own,
    run: async (statement) => {
      if (isAway) throw failure;
      return answerTable(statement);
    },
  });
  const { bot, deliveries, until, slack } = workspace;
  let now = new Date('2026-11-23T08:59:00Z');
  const scheduler = openScheduler({
    digests: () => [monday],
    ledger: deliveries,
    bot: bot.digests,
    log: { info() {}, warn() {}, error() {} },
    now: () => now,
  });
  bot.onRetry(scheduler.wake);
  for (let minutes = 0; minutes < 40; minutes++) {
    await scheduler.tick();
    now = new Date(now.getTime() + MINUTE);
  }
  const notice = await until(({ messages }) => messages.find(isNotice));
  const click = (person: string, message = notice) => {
    const [block, { action_id }] = find(message, 'retry');
    const place = { channel: message.channel, ts: message.ts };
    return workspace.post('act', { person, ...place, block: block.block_id, action: action_id });
  };
  const forge = openForge({ eventsUrl: () => bot.eventsUrl, signingSecret: slack.signingSecret });
  const mend = () => {
    isAway = false;
  };
  return { ...workspace, notice, click, forge, mend, pass: scheduler.tick };
}

const stateOf = async () => (await workspace.deliveries.list()).map(({ state }) => state);

test('a notice in the channel says that a digest is late, and somebody else has it tried again with a click', async () => {
  const away = new UserError('Athena cannot be reached', { isTemporary: true });
  const { notice, click, mend, until, scene } = await openLate({}, away);
  expect(wordsOf(notice)).toContain('“Monday” is late: Athena cannot be reached.');
  const told = await until(({ messages }) => messages.find(({ text }) => text.startsWith('“Monday”, due ')), 'jonas');
  expect(told.channel).toMatch(/^D/);
  mend();
  await click('tomas');
  const posted = await until(({ messages }) => messages.find(isAnswer));
  expect(posted.channel).toBe(notice.channel);
  await until(({ messages }) => !messages.some(({ ts }) => ts === notice.ts));
  expect((await scene()).messages.filter(isAnswer)).toHaveLength(1);
  expect(await stateOf()).toEqual(['posted']);
});

test('what has failed says so, and says anew what came of another attempt', async () => {
  const { notice, click, mend, until } = await openLate();
  expect(wordsOf(notice)).toContain('“Monday” was not posted: Athena cannot be reached.');
  await click('tomas');
  const again = await until(({ messages }) =>
    messages.find((message) => isNotice(message) && message.blocks![0]!.block_id !== notice.blocks![0]!.block_id),
  );
  expect(again.ts).toBe(notice.ts);
  expect(await stateOf()).toEqual(['failed']);
  mend();
  await click('tomas', again);
  await until(({ messages }) => messages.find(isAnswer));
  await until(({ messages }) => !messages.some(({ ts }) => ts === notice.ts));
});

test('a payload made by hand gains nothing: not elsewhere, not for another delivery, not once it has come', async () => {
  const { notice, forge, mend, until, pass, scene, calls } = await openLate();
  mend();
  const [, { value }] = find(notice, 'retry');
  const user = 'U0TOMAS002';
  const posts = async () => (await calls()).filter(({ method }) => method === 'chat.postMessage').length;
  const before = await posts();
  const refused = async (channel: string, ts: string, given: string | undefined) => {
    await forge.click({ user, channel }, { action_id: 'retry', value: given }, [], ts);
  };
  await refused('C0PRODUCT1', notice.ts, value);
  await refused(notice.channel, '1700000000.000001', value);
  await refused(notice.channel, notice.ts, 'another');
  await refused(notice.channel, notice.ts, undefined);
  const isRefusal = ({ text }: Seen) => text.startsWith('This does not come any more');
  await until(({ messages }) => messages.filter(isRefusal).length >= 3, 'tomas');
  await pass();
  expect(await stateOf()).toEqual(['failed']);
  expect(await posts()).toBe(before);
  await refused(notice.channel, notice.ts, value);
  await until(({ messages }) => messages.find(isAnswer));
  await until(({ messages }) => !messages.some(({ ts }) => ts === notice.ts));
  await refused(notice.channel, notice.ts, value);
  await until(({ messages }) => messages.filter(isRefusal).length >= 4, 'tomas');
  await pass();
  expect((await scene()).messages.filter(isAnswer)).toHaveLength(1);
});

test('only those who may ask the question themselves have it tried again', async () => {
  const { click, mend, until, pass } = await openLate({ catalogue: () => FINANCE_CATALOGUE });
  mend();
  await click('mira');
  await until(({ messages }) =>
    messages.find(({ text, ephemeral }) => ephemeral && text.includes('may not ask anything here')),
  );
  await pass();
  expect(await stateOf()).toEqual(['failed']);
  await click('jonas');
  await until(({ messages }) => messages.find(isAnswer), 'jonas');
});
