import { expect, test } from 'vitest';

import { plain } from '../../../src/slack/blocks/limits.ts';
import { actionsBlock, contextBlock, controlsOf, nonceOf, sectionBlock } from '../../../src/slack/blocks/message.ts';

const button = { type: 'button' as const, action_id: 'ask/0', text: plain('Ask', 75) };

test('blocks are named by their part and the rendering', () =>
  expect([
    sectionBlock('headline', 'n1', plain('Hello', 100)).block_id,
    contextBlock('receipt', 'n1', []).block_id,
    actionsBlock('controls', 'n1', [button]).block_id,
  ]).toEqual(['headline/n1', 'receipt/n1', 'controls/n1']));

test.each([
  [[{ block_id: 'headline/n1' }, { block_id: 'receipt/n1' }], 'n1'],
  [[{}, { block_id: 'receipt/n2' }], 'n2'],
  [[{ block_id: 'other' }], undefined],
  [undefined, undefined],
])('nonceOf(%j) → %s', (blocks, expected) => expect(nonceOf(blocks)).toBe(expected));

test('controlsOf() are the controls of a row, and what stands beside a section', () => {
  const section = sectionBlock('headline', 'n1', plain('Hello', 100));
  expect(controlsOf(actionsBlock('controls', 'n1', [button]))).toEqual([button]);
  expect(controlsOf({ ...section, accessory: button })).toEqual([button]);
  expect(controlsOf(section)).toEqual([]);
});
