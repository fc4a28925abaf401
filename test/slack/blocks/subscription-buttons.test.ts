import { expect, test } from 'vitest';

import { parseChange, subscriptionBlock, subscriptionButton } from '../../../src/slack/blocks/subscription-buttons.ts';

test('a button says what it does to which subscription', () => {
  const { text, value } = subscriptionButton('stop', 'weekly-sales');
  expect(text.text).toBe('Stop');
  expect(parseChange(value!)).toEqual({ change: 'stop', name: 'weekly-sales' });
  expect(subscriptionButton('stop', 'weekly-sales', 'Unsubscribe').text.text).toBe('Unsubscribe');
});

test.each(['', 'stop', 'toString x', 'unknown weekly'])('parseChange(%j)', (value) =>
  expect(parseChange(value)?.name ?? '').toBe(''),
);

test('what came by itself is adjusted or stopped under it', () =>
  expect(subscriptionBlock('weekly', 'n').elements.map((element) => 'text' in element && element.text?.text)).toEqual([
    'Adjust',
    'Unsubscribe',
  ]));
