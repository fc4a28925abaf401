import { expect, test } from 'vitest';

import { escapeSent, escapeText, unescapeText } from '../../../../src/local/slack/workspace/escape.ts';

test.each(['a <b> & c', '&amp;', '<@U1>'])('unescapeText() undoes escapeText(): %j', (text) =>
  expect(unescapeText(escapeText(text))).toBe(text),
);

test('escapeSent() makes entities of what is none yet, but keeps the markup of mrkdwn', () => {
  expect(escapeSent({ type: 'plain_text', text: 'a <b> & &lt;c' })).toEqual({
    type: 'plain_text',
    emoji: true,
    text: 'a &lt;b&gt; &amp; &lt;c',
  });
  expect(escapeSent({ type: 'mrkdwn', text: '<@U1> & co' })).toEqual({
    type: 'mrkdwn',
    verbatim: false,
    text: '<@U1> &amp; co',
  });
});

test('escapeSent() leaves the app’s own data and addresses, and what a person typed', () => {
  const own = {
    private_metadata: '{"a":"<&>"}',
    image_url: 'https://example.com/?a=1&b=2',
    state: { type: 'plain_text_input', value: '<typed> & so' },
  };
  expect(escapeSent(own)).toEqual(own);
  expect(escapeSent([{ value: 'a<b' }, null, 5])).toEqual([{ value: 'a&lt;b' }, null, 5]);
});
