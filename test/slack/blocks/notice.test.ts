import { expect, test } from 'vitest';

import { checkMessageBlocks, isTooLong } from '../../../src/local/slack/rules/surface.ts';
import { noticeMessage } from '../../../src/slack/blocks/notice.ts';

test.each([
  ['one line', ['sales.sql:1:1: <!channel> *x*']],
  ['many', Array.from({ length: 500 }, (_, index) => `q${index}.sql:1:1: ${'x'.repeat(500)}`)],
  ['nothing but odd characters', ['\u0000\u202E']],
])('noticeMessage() stays within what Slack takes: %s', (_, lines) => {
  const { blocks, text } = noticeMessage(lines, 'n');
  expect(checkMessageBlocks(blocks)).toEqual([]);
  expect(isTooLong(blocks as never)).toBe(false);
  expect(text).not.toContain('<');
});

test('noticeMessage() counts what it leaves out', () => {
  const { blocks } = noticeMessage(
    Array.from({ length: 10 }, (_, index) => `line ${index}`),
    'n',
  );
  expect(JSON.stringify(blocks)).toContain('And 2 more: the log has them all.');
});
