import { expect, test } from 'vitest';

import type { NoticeWords } from '../../../src/digests/deliver.ts';

import { checkMessageBlocks } from '../../../src/local/slack/rules/surface.ts';
import { deliveryNotice } from '../../../src/slack/blocks/delivery-notice.ts';

const shown = {
  subject: 'monday-sales',
  timezone: 'Europe/Paris',
  isAlert: false,
  delivery: { id: 'run-1', dueAt: new Date('2026-11-23T08:00:00Z') },
  id: 'notice-1',
  nonce: 'n',
};

const until = new Date('2026-11-23T14:00:00Z');

test.each<[NoticeWords, boolean, string]>([
  [
    { kind: 'late', reason: 'Athena is away.', until },
    false,
    'is late: Athena is away. It is tried again until Mon 23 Nov 15:00 (Europe/Paris).',
  ],
  [{ kind: 'failed', reason: 'no query is called sales.' }, false, 'was not posted: no query is called sales.'],
  [{ kind: 'failed', reason: 'no query is called sales.' }, true, 'could not be checked: no query is called sales.'],
  [{ kind: 'retried', reason: 'U2' }, false, 'is tried again.'],
])('deliveryNotice(%j) of an alert: %s', (words, isAlert, sentence) => {
  const message = deliveryNotice(words, { ...shown, isAlert });
  expect(message.text).toBe(`“monday-sales”, due Mon 23 Nov 09:00 (Europe/Paris), ${sentence}`);
  expect(JSON.stringify(message.blocks).includes('"Retry"')).toBe(words.kind !== 'retried');
  expect(message.metadata?.event_payload).toEqual({ nonce: 'n', run_id: 'notice-1' });
});

test('a notice stays within what Slack takes, and mentions nobody that its words name', () => {
  const long = { ...shown, subject: `<!channel> ${'s'.repeat(4000)}` };
  for (const kind of ['late', 'failed'] as const) {
    const { blocks } = deliveryNotice({ kind, reason: `<!here> ${'r'.repeat(4000)}`, until }, long);
    expect(checkMessageBlocks(blocks)).toEqual([]);
    expect(JSON.stringify(blocks)).not.toContain('mrkdwn');
  }
});
