import { expect, test } from 'vitest';

import type { Answer } from '../../../src/answer/answer.ts';
import type { WireMessage } from '../../../src/slack/blocks/answer-view.ts';
import type { MessageState } from '../../../src/slack/messages/message-cache.ts';

import { openMessageCache } from '../../../src/slack/messages/message-cache.ts';

const ref = { channel: 'C1', ts: '1.1' };

const answer = { text: 'sales', table: { rows: [] } } as unknown as Answer;

const current: MessageState = {
  view: { title: '', headline: 'ours', understood: '', notes: [], receipt: '' },
  state: { text: 'sales' },
};

/** A message as Slack sends it: with a headline, and a question in its Filters button. */
function wire(nonce: string, headline: string, text: string): WireMessage {
  const filters = { type: 'button', action_id: 'filters', value: JSON.stringify({ text }) };
  return { text: headline, blocks: [{ type: 'actions', block_id: `controls/${nonce}`, elements: [filters] }] as never };
}

test('read() gives what this process remembers of its own renderings', () => {
  const cache = openMessageCache();
  cache.put(ref, current, answer);
  expect(cache.read(ref)).toBe(current);
  expect(cache.read(ref, wire(cache.newNonce(), 'other', 'sales by=city'))).toBe(current);
});

test('read() gives what the message carries when another process wrote it, and remembers that', () => {
  const cache = openMessageCache();
  cache.put(ref, current, answer);
  const message = wire('theirs', 'theirs &amp; new', 'sales by=city');
  expect(cache.read(ref, message)).toMatchObject({
    view: { headline: 'theirs & new' },
    state: { text: 'sales by=city' },
  });
  expect(cache.read(ref)?.state.text).toBe('sales by=city');
});

test('read() gives nothing for a message without a question', () => {
  expect(openMessageCache().read(ref, { text: 'hello', blocks: [] })).toBeUndefined();
  expect(openMessageCache().read(ref)).toBeUndefined();
});

test('locate() follows a message from one place to the next', () => {
  const cache = openMessageCache();
  const [second, third] = [
    { ...ref, ts: '1.2' },
    { ...ref, ts: '1.3' },
  ];
  cache.move(ref, second);
  cache.move(second, third);
  cache.move(third, third);
  expect(cache.locate(ref)).toEqual(third);
  expect(cache.locate(third)).toEqual(third);
});

test('answers are kept within a number of characters, not of answers', () => {
  const cache = openMessageCache();
  const rows = Array.from({ length: 1000 }, () => ['x'.repeat(10_000)]);
  const large = { ...answer, table: { rows } } as unknown as Answer; // ten million characters
  const refs = [1, 2, 3, 4, 5].map((index) => ({ channel: 'C1', ts: String(index) }));
  for (const ref of refs) cache.put(ref, current, large);
  expect(refs.filter((ref) => cache.answerAt(ref)).map(({ ts }) => ts)).toEqual(['3', '4', '5']);
  cache.put(refs[0]!, current, {
    ...large,
    table: { rows: [...rows, ...rows, ...rows, ...rows] },
  } as unknown as Answer);
  expect(cache.answerAt(refs[0]!)).toBeUndefined();
});
