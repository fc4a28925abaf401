import { expect, test } from 'vitest';

import { checkView } from '../../../src/local/slack/rules/surface.ts';
import { askForm, parseAbout, readAskForm } from '../../../src/slack/blocks/ask-form.ts';

const ABOUT = { channel: 'C1', ts: '1.2' };

test('askForm() is what Slack takes, and asks for a channel unless it is about a message', () => {
  for (const form of [
    askForm({ example: 'sales' }),
    askForm({ about: ABOUT, text: 'x'.repeat(900), example: 'sales' }),
  ])
    expect(checkView(form)).toEqual([]);
  expect(askForm({ example: 'sales' }).blocks).toHaveLength(2);
  expect(askForm({ about: ABOUT, example: 'sales' }).blocks).toHaveLength(1);
});

test('what it was opened about comes back', () =>
  expect(parseAbout(askForm({ about: ABOUT, example: 'sales' }).private_metadata!)).toEqual(ABOUT));

test.each(['', '{', '{}', 'C1 1.2', '{"channel":"","ts":"1"}'])('parseAbout(%j) is undefined', (metadata) =>
  expect(parseAbout(metadata)).toBeUndefined(),
);

test('readAskForm() reads the question and where its answer goes', () =>
  expect(
    readAskForm(
      {
        'ask/question': { 'ask/question': { value: 'sales &gt; 5' } },
        'ask/channel': { 'ask/channel': { selected_conversation: 'C2' } },
      },
      '',
    ),
  ).toEqual({ question: 'sales > 5', channel: 'C2', about: undefined }));
