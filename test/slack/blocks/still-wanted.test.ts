import { describe, expect, test } from 'vitest';

import { DOUBTS } from '../../../src/digests/still-wanted.ts';
import { checkMessageBlocks } from '../../../src/local/slack/rules/surface.ts';
import { decidedMessage, parseDecision, wantedMessage } from '../../../src/slack/blocks/still-wanted.ts';

const digest = {
  name: 'monday-sales',
  subject: `<!channel> *bold* ${'w'.repeat(4000)}`,
  when: 'every day at 09:00',
  channel: '#sales',
  owner: 'U1',
  isOften: true,
  failure: `<!here> ${'f'.repeat(4000)}`,
};

const options = { by: 'U2', isOwner: false, isDeclared: true, nonce: 'n' };

const elementsOf = (message: { blocks: readonly object[] }) => JSON.stringify(message.blocks);

describe('wantedMessage() and decidedMessage()', () => {
  test.each(DOUBTS)('stay within what Slack takes, and mention nobody that the data names: %s', (doubt) => {
    const messages = [
      wantedMessage(doubt, digest, { id: 'id', nonce: 'n' }),
      ...(['keep', 'weekly', 'stop', 'back'] as const).map((decision) =>
        decidedMessage(decision, digest, { ...options, doubt }),
      ),
    ];
    for (const message of messages) {
      expect(checkMessageBlocks(message.blocks)).toEqual([]);
      expect(elementsOf(message)).not.toMatch(/<!(channel|here)>/);
    }
  });

  test('what comes weekly cannot come more rarely, and only what stands in git is had back', () => {
    expect(elementsOf(wantedMessage('unused', digest, { id: 'i', nonce: 'n' }))).toContain('Weekly');
    expect(elementsOf(wantedMessage('unused', { ...digest, isOften: false }, { id: 'i', nonce: 'n' }))).not.toContain(
      'Weekly',
    );
    const stopped = (isDeclared: boolean) =>
      elementsOf(decidedMessage('stop', digest, { ...options, doubt: 'unused', isDeclared }));
    expect(stopped(true)).toContain('Have it back');
    expect(stopped(false)).not.toContain('Have it back');
  });
});

test.each([
  ['keep unused monday-sales', { decision: 'keep', doubt: 'unused', name: 'monday-sales' }],
  ['stop everything monday-sales', undefined],
  ['toString unused monday-sales', undefined],
  ['', undefined],
])('parseDecision(%s)', (value, decision) => {
  expect(parseDecision(value)).toEqual(decision);
});
