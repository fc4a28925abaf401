import type { BlockAction } from '@slack/bolt';
import { expect, test } from 'vitest';

import {
  clickedMessage,
  clickedPrivately,
  turnOf,
  understandShown,
} from '../../../src/slack/listeners/clicked-answer.ts';
import { visitsContext } from '../../support/context.ts';

const click = (given: object) => given as unknown as BlockAction;

const channel = { id: 'C1', name: 'sales' };

test('clickedMessage() is the message with its thread, unless it begins that thread', () => {
  const message = { ts: '1.1', thread_ts: '0.1', text: 'Sales' };
  expect(clickedMessage(click({ channel, message }))).toEqual({
    ref: { channel: 'C1', ts: '1.1', thread: '0.1' },
    message,
  });
  const first = { ts: '1.1', thread_ts: '1.1' };
  expect(clickedMessage(click({ channel, message: first }))?.ref).toEqual({ channel: 'C1', ts: '1.1' });
  expect(clickedMessage(click({ view: {} }))).toBe(undefined);
});

test('turnOf() is one for all clicks on a message, and none elsewhere', () => {
  expect(turnOf(click({ channel, container: { message_ts: '1.1' } }))).toBe('C1/1.1');
  expect(turnOf(click({ channel, container: {} }))).toBe(undefined);
  expect(turnOf(click({ container: { view_id: 'V1' } }))).toBe(undefined);
});

test('clickedPrivately() is the address and the rendering of a message that one person sees', () => {
  const container = { message_ts: '1.1', is_ephemeral: true };
  const actions = [{ block_id: 'filters/nonce' }];
  expect(clickedPrivately(click({ channel, container, actions }))).toEqual({
    ref: { channel: 'C1', ts: '1.1' },
    nonce: 'nonce',
  });
  expect(clickedPrivately(click({ channel, container, actions: [] }))?.nonce).toBe('');
  expect(clickedPrivately(click({ channel, container: { message_ts: '1.1' }, actions }))).toBe(undefined);
});

test('understandShown() does not tell somebody with restricted access what they may not see', async () => {
  expect((await understandShown('visits', visitsContext())).query.name).toBe('visits');
  await expect(understandShown('unicorns', visitsContext())).rejects.toThrow('unicorns');
  await expect(understandShown('unicorns', visitsContext({ contact: '#data' }))).rejects.toThrow(
    'you may not ask what this answer shows: ask #data for more',
  );
});
