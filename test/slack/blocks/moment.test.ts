import { expect, test } from 'vitest';

import { momentMarkup } from '../../../src/slack/blocks/moment.ts';

const at = new Date('2026-11-30T08:00:30Z');

test.each([
  ['UTC', '30 Nov 2026, 08:00 (UTC)'],
  ['Europe/Berlin', '30 Nov 2026, 09:00 (Europe/Berlin)'],
  ['America/Los_Angeles', '30 Nov 2026, 00:00 (America/Los_Angeles)'],
])('a moment is the reader’s own, and else that of %s', (timezone, words) => {
  expect(momentMarkup(at, timezone)).toBe(`<!date^1796025630^{date_short_pretty}, {time}|${words}>`);
});
