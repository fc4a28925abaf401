import { expect, test } from 'vitest';

import type { Answer } from '../../src/answer/answer.ts';
import type { WireMessage } from '../../src/slack/blocks/answer-view.ts';
import type { Card } from '../../src/slack/message-cache.ts';

import { openBoard } from '../../src/slack/message-cache.ts';

const spot = { channel: 'C1', ts: '1.1' };

const answer = { text: 'sales', table: { rows: [] } } as unknown as Answer;

const card: Card = {
  shown: { title: '', headline: 'ours', understood: '', notes: [], receipt: '' },
  state: { text: 'sales' },
};

/** A message as Slack sends it: with a headline, and a question in its Refresh button. */
function wire(nonce: string, headline: string, text: string): WireMessage {
  const refresh = { type: 'button', action_id: 'refresh', value: JSON.stringify({ text }) };
  return { text: headline, blocks: [{ type: 'actions', block_id: `controls/${nonce}`, elements: [refresh] }] as never };
}

test('read() gives what this process remembers of its own renderings', () => {
  const board = openBoard();
  board.put(spot, card, answer);
  expect(board.read(spot)).toBe(card);
  expect(board.read(spot, wire(board.newNonce(), 'other', 'sales by=city'))).toBe(card);
});

test('read() gives what the message carries when another process wrote it, and remembers that', () => {
  const board = openBoard();
  board.put(spot, card, answer);
  const message = wire('theirs', 'theirs &amp; new', 'sales by=city');
  expect(board.read(spot, message)).toMatchObject({
    shown: { headline: 'theirs & new' },
    state: { text: 'sales by=city' },
  });
  expect(board.read(spot)?.state.text).toBe('sales by=city');
});

test('read() gives nothing for a message without a question', () => {
  expect(openBoard().read(spot, { text: 'hello', blocks: [] })).toBeUndefined();
  expect(openBoard().read(spot)).toBeUndefined();
});

test('locate() follows a message from one place to the next', () => {
  const board = openBoard();
  const [second, third] = [
    { ...spot, ts: '1.2' },
    { ...spot, ts: '1.3' },
  ];
  board.move(spot, second);
  board.move(second, third);
  board.move(third, third);
  expect(board.locate(spot)).toEqual(third);
  expect(board.locate(third)).toEqual(third);
});

test('answers of many rows are not kept', () => {
  const board = openBoard();
  const rows = Array.from({ length: 20_001 }, () => []);
  board.put(spot, card, { ...answer, table: { rows } } as unknown as Answer);
  expect(board.answerAt(spot)).toBeUndefined();
});
