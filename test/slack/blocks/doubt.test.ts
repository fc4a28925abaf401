import { expect, test } from 'vitest';

import { checkMessageBlocks } from '../../../src/local/slack/rules/surface.ts';
import { doubtMessage, ownerPerson, parseDoubt, verdictMessage } from '../../../src/slack/blocks/doubt.ts';

const view = { title: '', headline: '', understood: '', notes: [], receipt: '12 rows' };

test.each([
  ['a channel', { channel: 'C1', ts: '1.2' }, '#analytics', '#analytics, please have a look.'],
  [
    'a person, in a thread',
    { channel: 'C1', ts: '1.2', thread: '1.0' },
    'U0123456',
    '<@U0123456>, please have a look.',
  ],
  ['nobody', { channel: 'C1', ts: '1.2' }, undefined, 'Whoever knows, please have a look.'],
  [
    'a name of two words',
    { channel: 'C1', ts: '1.2' },
    'the <!here> team',
    'the &lt;!here&gt; team, please have a look.',
  ],
])('doubtMessage() asks %s, and its buttons carry all', (_, ref, owner, words) => {
  const doubt = { ref, person: 'U1', owner };
  const { blocks } = doubtMessage(view, doubt, 'n');
  expect(checkMessageBlocks(blocks)).toEqual([]);
  expect(JSON.stringify(blocks)).toContain(words);
  const [right] = (blocks.find(({ type }) => type === 'actions') as { elements: { value: string }[] }).elements;
  expect(parseDoubt(right!.value)).toEqual(doubt);
  expect(checkMessageBlocks(verdictMessage('right', doubt, { by: 'U2', nonce: 'n' }).blocks)).toEqual([]);
});

test('parseDoubt() takes nothing else', () => {
  expect(parseDoubt('')).toBeUndefined();
  expect(ownerPerson('#analytics')).toBeUndefined();
});
