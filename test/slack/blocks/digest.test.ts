import { expect, test } from 'vitest';

import type { AnswerView } from '../../../src/slack/blocks/answer-view.ts';

import { checkMessageBlocks, isTooLong } from '../../../src/local/slack/rules/surface.ts';
import { digestMessage } from '../../../src/slack/blocks/digest.ts';

const VIEW: AnswerView = {
  title: 'Sales by country',
  headline: '$4.2M in all; USA leads',
  understood: 'Sales by country · Last year',
  picture: { source: { slack_file: { id: 'F0123456789' } }, alt: 'Bars' },
  notes: ['Some rows are left out.'],
  receipt: '10 rows',
};

const OPTIONS = { runId: 'run-1', notes: [], nonce: 'n' };

test('digestMessage() has each answer with a button that asks it, and carries the run id', () => {
  const { text, blocks, metadata } = digestMessage('Monday · Last week', [{ view: VIEW, text: 'sales' }], OPTIONS);
  expect(text).toBe('Monday · Last week · $4.2M in all; USA leads');
  expect(blocks.map(({ block_id = '' }) => block_id.replace('/n', ''))).toEqual([
    'title',
    'line-0',
    'headline-0',
    'understood-0',
    'picture-0',
    'notes-0',
    'receipt-0',
  ]);
  expect(blocks[2]).toMatchObject({ accessory: { action_id: 'ask/thread/0', text: { text: 'Ask by itself' } } });
  expect(metadata?.event_payload).toEqual({ nonce: 'n', run_id: 'run-1' });
});

test('digestMessage() says of each answer by itself how it differs from the last one', () => {
  const parts = ['sales', 'orders', 'units'].map((text, index) => {
    return { view: VIEW, text, change: index === 1 ? undefined : `Since it was last sent: ${text} 1 → 2.` };
  });
  const { blocks } = digestMessage('Monday', parts, OPTIONS);
  const notesOf = (index: number) => JSON.stringify(blocks.find(({ block_id }) => block_id === `notes-${index}/n`));
  expect(notesOf(0)).toContain('Since it was last sent: sales 1 → 2.');
  expect(notesOf(1)).not.toContain('Since');
  expect(notesOf(2)).toContain('Since it was last sent: units 1 → 2.');
});

test('digestMessage() leaves out what an answer has not, and ends with the notes of them all', () => {
  const { picture, ...bare } = { ...VIEW, understood: '', notes: [], receipt: '' };
  const { blocks } = digestMessage('monday', [{ view: bare, text: 'x'.repeat(3000) }], {
    ...OPTIONS,
    notes: ['Late.', 'Old.'],
  });
  expect(blocks.map(({ block_id }) => block_id)).toEqual(['title/n', 'line-0/n', 'headline-0/n', 'notes/n']);
  expect(blocks[2]).not.toHaveProperty('accessory'); // its question is too long for a button
  expect(JSON.stringify(blocks[3])).toContain('Late. Old.');
});

test.each([1, 2, 3, 4, 6, 8])('digestMessage() of %i long answers is what Slack takes', (count) => {
  const long = 'x<&'.repeat(2000);
  const view = { ...VIEW, headline: long, understood: long, notes: [long, long], receipt: long };
  const parts = Array.from({ length: count }, () => ({ view, text: 'sales' }));
  const { blocks } = digestMessage(long, parts, { ...OPTIONS, notes: [long] });
  expect(checkMessageBlocks(blocks)).toEqual([]);
  expect(isTooLong(blocks as never)).toBe(false);
});
