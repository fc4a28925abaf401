import { expect, test } from 'vitest';

import type { NoticeWords } from '../../../src/digests/deliver.ts';

import { checkMessageBlocks } from '../../../src/local/slack/rules/surface.ts';
import { deliveryNotice } from '../../../src/slack/blocks/delivery-notice.ts';

const shown = {
  subject: 'Monday sales',
  timezone: 'Europe/Paris',
  isAlert: false,
  delivery: { id: 'run-1', dueAt: new Date('2026-11-23T08:00:00Z') },
  id: 'notice-1',
  nonce: 'n',
};

const until = new Date('2026-11-23T14:00:00Z');

test.each<[NoticeWords, boolean, string]>([
  [{ kind: 'late', reason: 'Athena is away.', until }, false, 'is late: Athena is away.'],
  [{ kind: 'failed', reason: 'no query is called sales.' }, false, 'was not posted: no query is called sales.'],
  [{ kind: 'failed', reason: 'no query is called sales.' }, true, 'could not be checked: no query is called sales.'],
  [{ kind: 'retried', reason: 'U2' }, false, 'is tried again.'],
])('deliveryNotice(%j) of an alert: %s', (words, isAlert, sentence) => {
  const message = deliveryNotice(words, { ...shown, isAlert });
  expect(message.text).toBe(`“Monday sales” ${sentence}`);
  expect(JSON.stringify(message.blocks).includes('"Retry"')).toBe(words.kind !== 'retried');
  expect(message.metadata?.event_payload).toEqual({ nonce: 'n', run_id: 'notice-1' });
});

test('deliveryNotice() has its moments by the clock of whoever reads them', () => {
  const contextOf = (words: NoticeWords) => JSON.stringify(deliveryNotice(words, shown).blocks[1]);
  expect(contextOf({ kind: 'late', reason: 'Athena is away.', until })).toMatch(
    /Due <!date\^1795420800\^[^|]*\|23 Nov 2026, 09:00 \(Europe\/Paris\)> · tried again until <!date\^1795442400/,
  );
  expect(contextOf({ kind: 'failed', reason: 'gone' })).toMatch(/Due <!date\^1795420800[^·]*$/);
  expect(contextOf({ kind: 'retried', reason: 'U2' })).toMatch(/Due <!date\^1795420800.*asked by <@U2>/);
});

test('a notice stays within what Slack takes, and mentions nobody that its words name', () => {
  const long = { ...shown, subject: `<!channel> ${'s'.repeat(4000)}` };
  for (const kind of ['late', 'failed'] as const) {
    const { blocks } = deliveryNotice({ kind, reason: `<!here> ${'r'.repeat(4000)}`, until }, long);
    expect(checkMessageBlocks(blocks)).toEqual([]);
    expect(JSON.stringify(blocks[0])).not.toContain('mrkdwn');
    expect(JSON.stringify(blocks.slice(1))).not.toMatch(/!channel|!here/);
  }
});
