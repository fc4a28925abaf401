import { expect, test } from 'vitest';

import type { SlackClients } from '../../../src/slack/connection/clients.ts';

import { findPost, hasDuplicate, hasReply } from '../../../src/slack/messages/find-post.ts';

const SINCE = new Date('2026-11-23T09:00:00Z');

const message = (ts: string, run_id?: string) => ({ ts, metadata: { event_payload: { nonce: 'n', run_id } } });

/** Clients that list these pages of messages, and remember what was asked for. */
function clientsOf(...pages: object[][]) {
  const calls: object[] = [];
  const list = async (asked: { cursor?: string }) => {
    calls.push(asked);
    const at = Number(asked.cursor ?? 0);
    return { messages: pages[at], response_metadata: { next_cursor: at + 1 < pages.length ? String(at + 1) : '' } };
  };
  const background = { conversations: { history: list, replies: list } };
  return { calls, clients: { background } as unknown as SlackClients };
}

test('findPost() reads page after page, from its moment on, up to the run', async () => {
  const { clients, calls } = clientsOf(
    [message('1.1', 'other'), { ts: '1.2' }],
    [message('1.3', 'run')],
    [message('1.4', 'run')],
  );
  expect(await findPost(clients, 'C1', 'run', SINCE)).toEqual({ channel: 'C1', ts: '1.3' });
  expect(calls).toMatchObject([{ channel: 'C1', oldest: '1795424400', include_all_metadata: true }, { cursor: '1' }]);
});

test('findPost() is undefined where the run is not, or only in the message besides', async () => {
  const { clients } = clientsOf([message('1.1', 'run')], []);
  expect(await findPost(clients, 'C1', 'none', SINCE)).toBe(undefined);
  expect(await findPost(clients, 'C1', 'run', SINCE, '1.1')).toBe(undefined);
});

test('hasReply() does not take the first message of a thread for a reply', async () => {
  const { clients } = clientsOf([message('1.1', 'run'), message('1.2', 'other')]);
  expect(await hasReply(clients, { channel: 'C1', ts: '1.1' }, 'run')).toBe(false);
  expect(await hasReply(clients, { channel: 'C1', ts: '1.1' }, 'other')).toBe(true);
  expect(await hasReply(clients, { channel: 'C1', ts: '1.1' }, 'other', '1.2')).toBe(false);
});

test('hasDuplicate() looks where the message stands: in its channel an hour back, or in its thread', async () => {
  const ts = `${SINCE.getTime() / 1000}.000100`;
  const doubled = clientsOf([message(ts, 'run'), message('1.2', 'run')]);
  expect(await hasDuplicate(doubled.clients, { channel: 'C1', ts }, 'run')).toBe(true);
  expect(Number((doubled.calls[0] as { oldest: string }).oldest)).toBeCloseTo(SINCE.getTime() / 1000 - 3600, 3);
  expect(await hasDuplicate(doubled.clients, { channel: 'C1', ts, thread: '0.1' }, 'run')).toBe(true);
  expect(doubled.calls[1]).toMatchObject({ channel: 'C1', ts: '0.1' });
  expect(await hasDuplicate(clientsOf([message(ts, 'run')]).clients, { channel: 'C1', ts }, 'run')).toBe(false);
});
