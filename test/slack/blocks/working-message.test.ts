import { expect, test } from 'vitest';

import { controlsOf } from '../../../src/slack/blocks/message.ts';
import { parseState } from '../../../src/slack/blocks/state.ts';
import { workingMessage } from '../../../src/slack/blocks/working-message.ts';

test.each([
  [{}, 'Looking up sales by month …'],
  [{ progress: ' It is running.' }, 'Looking up sales by month … It is running.'],
  [
    { progress: ' It is running.', isPrivate: true },
    'Looking up sales by month … The answer comes below, for you alone. It is running.',
  ],
])('workingMessage() of %j', (options, expected) =>
  expect(workingMessage({ text: 'sales by month', asker: 'U1' }, { nonce: 'n', ...options }).text).toBe(expected),
);

test('its Cancel button carries the question and who asked it', () => {
  const [cancel] = workingMessage({ text: 'sales', asker: 'U1' }, { nonce: 'n' }).blocks.flatMap(controlsOf);
  expect(cancel).toMatchObject({ type: 'button', text: { text: 'Cancel' } });
  expect(parseState((cancel as { value: string }).value)).toMatchObject({ text: 'sales', asker: 'U1' });
});
