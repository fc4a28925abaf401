import { webApi } from '@slack/bolt';
import { expect, test } from 'vitest';

import { createUpdateQueue } from '../../../src/slack/messages/update-queue.ts';

const ref = { channel: 'C1', ts: '1.1' };

const message = (text: string) => ({ text, blocks: [] });

/** A queue whose sends and waits are released by hand. */
function openQueue() {
  const sent: string[] = [];
  const sends: (() => void)[] = [];
  const waits: number[] = [];
  const ends: (() => void)[] = [];
  let refusal: Error | undefined;
  let time = 0;
  const { update, hasRoom } = createUpdateQueue(
    async ({ ts }, { text }) => {
      if (refusal) throw refusal;
      sent.push(`${ts} ${text}`);
      await new Promise<void>((resolve) => sends.push(resolve));
    },
    {
      now: () => time,
      wait: (ms) =>
        new Promise<void>((resolve) => {
          waits.push(ms);
          ends.push(() => {
            time += ms;
            resolve();
          });
        }),
    },
  );
  return {
    update,
    hasRoom,
    pass: (ms: number) => {
      time += ms;
    },
    sent,
    waits,
    refuse: (error: Error | undefined) => {
      refusal = error;
    },
    finishSend: () => sends.shift()?.(),
    finishWait: () => ends.shift()?.(),
  };
}

/** Lets everything run that does not wait for the test. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('of the changes that wait for one message only the newest is sent; other messages do not wait', async () => {
  const { update, sent, finishSend } = openQueue();
  const [first, second, third] = [update(ref, message('1')), update(ref, message('2')), update(ref, message('3'))];
  void update({ ...ref, ts: '2.2' }, message('other'));
  expect(await second).toBe(false);
  finishSend();
  expect(await first).toBe(true);
  await settle();
  finishSend();
  finishSend();
  expect(await third).toBe(true);
  expect(sent).toEqual(['1.1 1', '2.2 other', '1.1 3']);
});

test('when Slack says to wait, answers wait as long and progress is left out', async () => {
  const { update, sent, waits, refuse, finishWait, finishSend } = openQueue();
  refuse(new webApi.WebAPIRateLimitedError(20));
  expect(await update(ref, message('progress'), { isProgress: true })).toBe(false);
  const answer = update(ref, message('answer'));
  await settle();
  expect(waits).toEqual([20_000]);
  expect(await update({ ...ref, ts: '2.2' }, message('progress'), { isProgress: true })).toBe(false);
  refuse(undefined);
  finishWait();
  await settle();
  finishSend();
  expect(await answer).toBe(true);
  expect(sent).toEqual(['1.1 answer']);
});

test('an answer that waits is left out when a newer one comes', async () => {
  const { update, sent, refuse, finishWait, finishSend } = openQueue();
  refuse(new webApi.WebAPIRateLimitedError(5));
  const old = update(ref, message('old'));
  await settle();
  const newer = update(ref, message('newer'));
  refuse(undefined);
  finishWait();
  expect(await old).toBe(false);
  await settle();
  finishWait();
  await settle();
  finishSend();
  expect(await newer).toBe(true);
  expect(sent).toEqual(['1.1 newer']);
});

test('another refusal rejects, and the next change is sent', async () => {
  const { update, sent, refuse, finishSend } = openQueue();
  refuse(new Error('message_not_found'));
  await expect(update(ref, message('1'))).rejects.toThrow('message_not_found');
  refuse(undefined);
  const next = update(ref, message('2'));
  finishSend();
  await next;
  expect(sent).toEqual(['1.1 2']);
});

test('there is room for forty changes a minute, and for none while Slack says to wait', async () => {
  const { update, hasRoom, pass, finishSend, refuse } = openQueue();
  expect([hasRoom(40), hasRoom(41)]).toEqual([true, false]);
  for (let change = 1; change <= 38; change++) {
    const sent = update({ ...ref, ts: `${change}.0` }, message('done'));
    await settle();
    finishSend();
    await sent;
  }
  expect([hasRoom(2), hasRoom(3)]).toEqual([true, false]);
  const shown = update({ ...ref, ts: '39.0' }, message('progress'), { isProgress: true });
  await settle();
  finishSend();
  expect(await shown).toBe(true);
  const leftOut = update({ ...ref, ts: '40.0' }, message('progress'), { isProgress: true });
  expect(await leftOut, 'no room for its answer').toBe(false);
  pass(60_001);
  expect(hasRoom(40)).toBe(true);
  refuse(new webApi.WebAPIRateLimitedError(5));
  void update(ref, message('late'));
  await settle();
  expect(hasRoom(1)).toBe(false);
});
