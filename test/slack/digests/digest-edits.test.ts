import { webApi } from '@slack/bolt';
import { expect, test } from 'vitest';

import type { Messages } from '../../../src/slack/messages/messages.ts';

import { findStanding, updateOf } from '../../../src/slack/digests/digest-edits.ts';

const REF = { channel: 'C1', ts: '1.1' };

const MESSAGE = { text: 'Sales', blocks: [] };

/** Messages whose update fails with Slack's word, if there is one. */
const messagesOf = (error?: string) =>
  ({
    update: async () => {
      if (error) throw new webApi.WebAPIPlatformError({ ok: false, error });
    },
    replace: async () => ({ channel: 'C1', ts: '2.2' }),
    find: async ({ ts }: { ts: string }) => (ts === '1.1' ? MESSAGE : undefined),
  }) as unknown as Messages;

test('updateOf() changes a message where it stands', async () => {
  const pictures = [{ image_url: 'https://owl.example.com/1.png' }, undefined];
  expect(await updateOf(REF, messagesOf())(MESSAGE, pictures)).toEqual(REF);
});

test('updateOf() posts anew what has a private picture, or is too old to be changed', async () => {
  const anew = { channel: 'C1', ts: '2.2' };
  expect(await updateOf(REF, messagesOf())(MESSAGE, [{ slack_file: { id: 'F1' } }])).toEqual(anew);
  expect(await updateOf(REF, messagesOf('edit_window_closed'))(MESSAGE, [])).toEqual(anew);
  await expect(updateOf(REF, messagesOf('internal_error'))(MESSAGE, [])).rejects.toThrow('internal_error');
});

test('findStanding() looks for the run when the message is gone, and nowhere for what was never posted', async () => {
  const delivery = {
    id: 'run',
    digest: 'monday',
    dueAt: new Date(0),
    state: 'posted',
    attempt: 1,
    failures: 0,
  } as const;
  const listed = { ts: '3.3', metadata: { event_payload: { run_id: 'run' } } };
  const background = { conversations: { history: async () => ({ messages: [listed] }) } };
  const options = { messages: messagesOf(), clients: { background } as never };
  expect(await findStanding(delivery, options)).toBe(undefined);
  expect(await findStanding({ ...delivery, channel: 'C1', message: '1.1' }, options)).toEqual(REF);
  expect(await findStanding({ ...delivery, channel: 'C1', message: '0.9' }, options)).toEqual({
    channel: 'C1',
    ts: '3.3',
  });
});
