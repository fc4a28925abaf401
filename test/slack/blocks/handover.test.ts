import { expect, test } from 'vitest';

import { checkView } from '../../../src/local/slack/rules/surface.ts';
import { formatOffer, handoverForm, handoverMessage, parseOffer } from '../../../src/slack/blocks/handover.ts';

const OFFER = { name: 'weekly-sales', from: 'U1', to: 'U2' };

test('parseOffer(formatOffer(offer)) = offer', () => {
  expect(parseOffer(formatOffer(OFFER))).toEqual(OFFER);
  expect([parseOffer(''), parseOffer('weekly U1')]).toEqual([undefined, undefined]);
});

test('handoverForm() is what Slack takes', () => expect(checkView(handoverForm('weekly', 'Sales'))).toEqual([]));

test('handoverMessage() says who offers what, and makes no mention of what was typed', () => {
  const { text } = handoverMessage(OFFER, { words: 'sales <!channel>', where: '#sales', when: 'weekly', nonce: 'n' });
  expect(text).toBe('<@U1> would like to hand “sales &lt;!channel&gt;” over to you.');
});
