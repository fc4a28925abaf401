import { expect, test } from 'vitest';

import { controlsOf } from '../../../src/slack/blocks/message.ts';
import { parseState } from '../../../src/slack/blocks/state.ts';
import { usualWords, workingMessage } from '../../../src/slack/blocks/working-message.ts';

test.each([
  [undefined, ''],
  [999, ''],
  [1400, ' It usually takes 1 s.'],
  [12_600, ' It usually takes 13 s.'],
])('usualWords(%s) → %j', (usualMs, expected) => expect(usualWords(usualMs)).toBe(expected));

test.each([
  [undefined, 'Looking up sales by month …'],
  [1, 'Looking up sales by month … It is the next in the queue.'],
  [4, 'Looking up sales by month … It is number 4 in the queue.'],
])('workingMessage() at place %s of the queue', (queuePlace, expected) =>
  expect(workingMessage({ text: 'sales by month', asker: 'U1' }, { nonce: 'n', queuePlace }).text).toBe(expected),
);

test('its Cancel button carries the question and who asked it', () => {
  const [cancel] = workingMessage({ text: 'sales', asker: 'U1' }, { nonce: 'n' }).blocks.flatMap(controlsOf);
  expect(cancel).toMatchObject({ type: 'button', text: { text: 'Cancel' } });
  expect(parseState((cancel as { value: string }).value)).toMatchObject({ text: 'sales', asker: 'U1' });
});
