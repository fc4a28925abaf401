import { expect, test } from 'vitest';

import { checkView } from '../../../src/local/slack/rules/surface.ts';
import { failedView, sentenceView, waitingView } from '../../../src/slack/blocks/modals.ts';

test.each([
  waitingView('Explain this number'),
  waitingView('x'.repeat(100)),
  failedView('Filters', 'y'.repeat(9000)),
  sentenceView('Details', 'Thank you.'),
])('a modal of one sentence is what Slack takes', (view) => expect(checkView(view)).toEqual([]));

test('sentenceView() has nothing to cancel', () =>
  expect(sentenceView('Details', 'Thank you.').close).toMatchObject({ text: 'Close' }));

test('failedView() shows as text what a message would have escaped', () =>
  expect(failedView('Filters', 'no city is called &lt;here&gt; &amp; now').blocks).toMatchObject([
    { text: { type: 'plain_text', text: 'no city is called <here> & now' } },
  ]));
