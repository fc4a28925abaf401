import { describe, expect, test } from 'vitest';

import { bold, escapeText, oneLine, plain, unescapeText } from '../../../src/slack/blocks/limits.ts';

describe('oneLine(text)', () => {
  test.each([
    ['a\nb\tc', 'a b c'],
    ['\u202eevil\u202c', 'evil'],
    ['a\u0000\u0007b', 'a b'],
    ['مبيعات', 'مبيعات'],
    ['\ud800', '\ufffd'],
  ])('%j → %j', (text, expected) => expect(oneLine(text)).toBe(expected));
});

describe('escapeText(text, limit)', () => {
  test.each([
    ['<!channel> & co', 100, '&lt;!channel&gt; &amp; co'],
    ['&&&&', 12, '&amp;&amp;…'],
    ['&amp;', 100, '&amp;amp;'],
  ])('%s, %i → %s', (text, limit, expected) => {
    const escaped = escapeText(text, limit);
    expect(escaped).toBe(expected);
    if (!escaped.endsWith('…')) expect(unescapeText(escaped)).toBe(text);
  });
});

describe('bold(text) and plain(text)', () => {
  test.each([
    ['$4M & more', { type: 'mrkdwn', text: '*$4M &amp; more*', verbatim: true }],
    ['product_line of 12:30', { type: 'mrkdwn', text: '*product_line of 12:30*', verbatim: true }],
    [':100:: 1', { type: 'plain_text', text: ':100:: 1', emoji: false }],
    ['*Bald* Inc', { type: 'plain_text', text: '*Bald* Inc', emoji: false }],
    ['_a_', { type: 'plain_text', text: '_a_', emoji: false }],
    ['#general @here www.example.com', { type: 'mrkdwn', text: '*#general @here www.example.com*', verbatim: true }],
    ['2 * 3', { type: 'plain_text', text: '2 * 3', emoji: false }],
    [' \n ', { type: 'plain_text', text: '–', emoji: false }],
  ])('%j', (text, expected) => expect(bold(text, 100)).toEqual(expected));

  test('a plain text shows :names: as they are', () => {
    expect(plain(':owl:', 100)).toEqual({ type: 'plain_text', text: ':owl:', emoji: false });
  });
});
