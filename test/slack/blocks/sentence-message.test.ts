import { describe, expect, test } from 'vitest';

import { CostError } from '../../../src/error.ts';
import { controlsOf } from '../../../src/slack/blocks/message.ts';
import { costMessage, sentenceCase, sentenceMessage } from '../../../src/slack/blocks/sentence-message.ts';

const labelsOf = ({ blocks }: { blocks: Parameters<typeof controlsOf>[0][] }) =>
  blocks.flatMap(controlsOf).map((control) => ('text' in control ? control.text.text : ''));

test.each([
  ['there is nothing', 'There is nothing.'],
  ['is it so?', 'Is it so?'],
  ['ÖPNV', 'ÖPNV.'],
  ['élan\nvital', 'Élan vital.'],
  ['', '.'],
])('sentenceCase(%j) → %s', (text, expected) => expect(sentenceCase(text)).toBe(expected));

describe('sentenceMessage(sentence, { ask, nonce })', () => {
  test('shows a sentence with at most five questions', () => {
    const message = sentenceMessage('What now?', { ask: ['a', 'b', 'c', 'd', 'e', 'f'], nonce: 'n' });
    expect(message.text).toBe('What now?');
    expect(labelsOf(message)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(message.blocks.map(({ block_id }) => block_id)).toEqual(['sentence/n', 'ask/n']);
  });

  test('nothing a person typed becomes a mention', () =>
    expect(sentenceMessage('hello <!channel>', { nonce: 'n' }).text).toBe('hello &lt;!channel&gt;'));

  test('without questions it has no buttons', () =>
    expect(sentenceMessage('Done.', { nonce: 'n' }).blocks).toHaveLength(1));
});

test('costMessage() offers to run the question and a cheaper one', () => {
  const error = new CostError('this reads 1,200.5 GB', {
    confirmable: 'sales period="all time"',
    cheaper: { text: 'sales period="last 30 days"', label: 'the last 30 days' },
  });
  const message = costMessage(error, { nonce: 'n' });
  expect(message.text).toBe('This reads 1,200.5 GB.');
  expect(labelsOf(message)).toEqual(['Run it', 'The last 30 days']);
  expect(costMessage(error, { nonce: 'n', locale: 'de-DE' }).text).toBe('This reads 1.200,5 GB.');
});
