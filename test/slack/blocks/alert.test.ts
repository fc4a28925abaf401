import { describe, expect, test } from 'vitest';

import type { AlertState, Breach } from '../../../src/digests/alert-state.ts';

import { checkMessageBlocks } from '../../../src/local/slack/rules/surface.ts';
import {
  alertMessage,
  alertReply,
  assignedReply,
  madeAlertMessage,
  recoveredMessage,
  stoppedMessage,
} from '../../../src/slack/blocks/alert.ts';

const options = { name: 'subscription-0000abcd', timezone: 'Europe/Berlin', runId: 'run', nonce: 'n' };

const since = Date.parse('2026-11-27T09:00:00Z');

const now = new Date('2026-11-27T12:00:00Z');

const words = { title: 'Sales · Yesterday', limit: 'below $1,000', question: 'sales', isEach: false };

const each = { ...words, title: 'Sales by country · Yesterday', isEach: true };

const total: Breach = { name: '', value: 812, shown: '$812' };

const compared: Breach = { name: 'France', value: 812, baseline: 1204, shown: '$812', shownBaseline: '$1,204' };

const hostile = `*bold* <!channel> &amp; :owl: \u202e${'x'.repeat(4000)}`;

const many: readonly Breach[] = Array.from({ length: 400 }, (_, index) => ({
  ...compared,
  name: `${hostile}${index}`,
}));

const firing = (breaches: readonly Breach[], state: Partial<AlertState> = {}) => ({
  state: { breaches, since, toldAt: since, blanks: 0, ...state },
});

const subscription = {
  name: options.name,
  questions: ['sales'] as const,
  channel: 'C0123456',
  cron: '0 * * * *',
  when: 'every hour',
  timezone: 'Europe/Berlin',
  owner: 'U1',
  onlyIf: [],
  isPaused: false,
};

const textOf = (message: unknown) => JSON.stringify(message);

describe('messages of alerts', () => {
  test('one number says what it is and what the limit is', () => {
    const message = alertMessage(firing([total]), words, options);
    expect(message.text).toBe('Sales · Yesterday is below $1,000: it is $812');
    expect(textOf(message)).toMatch(/Since <!date\^1795770000\^[^|]+\|27 Nov 2026, 10:00 \(Europe\/Berlin\)>/);
    expect(textOf(message)).toContain('Acknowledge');
  });

  test('rows are counted and named, with what they are compared with', () => {
    const message = alertMessage(firing([compared, { ...total, name: 'Spain' }]), each, options);
    expect(message.text).toBe('Sales by country · Yesterday: 2 are below $1,000');
    expect(textOf(message)).toContain('France $812 (−33% against $1,204), Spain $812');
  });

  test('it says who has seen it, who looks after it, and until when it is silent', () => {
    const state = { acknowledgedBy: 'U2', assignee: 'U3', snoozedUntil: since + 3_600_000 };
    const text = textOf(alertMessage(firing([total], state), words, options));
    expect(text).toMatch(
      /> · looked after by <@U3> · acknowledged by <@U2> · silent until <!date[^|]+\|27 Nov 2026, 11:00/,
    );
    expect(text).not.toContain('Acknowledge"');
  });

  test('when it is over it says what it was and how long', () => {
    const message = recoveredMessage(words, { ended: [total], since, now }, options);
    expect(message.text).toBe('Over: “Sales · Yesterday” is not below $1,000 any more');
    expect(textOf(message)).toMatch(
      /It was \$812, from <!date[^|]+\|27 Nov 2026, 10:00.+to <!date[^|]+\|27 Nov 2026, 13:00/,
    );
  });

  const longWords = { ...each, title: hostile, limit: hostile };

  test.each([
    ['fires', alertMessage(firing(many), longWords, options)],
    ['fires for one', alertMessage(firing([total]), { ...longWords, isEach: false }, options)],
    ['is over', recoveredMessage(longWords, { ended: many, since, now }, options)],
    ['was stopped', stoppedMessage(longWords, { ...options, by: 'U1' })],
    ['grows', alertReply('added', { words: longWords, breaches: many, to: ['U1', 'U2'] }, { runId: 'r', nonce: 'n' })],
    ['reminds', alertReply('remind', { words: longWords, breaches: many, to: [] }, { runId: 'r', nonce: 'n' })],
    ['is assigned', assignedReply({ to: 'U1', by: 'U2' }, 'n')],
    [
      'is made',
      madeAlertMessage(subscription, {
        sentence: hostile,
        terms: [hostile],
        isEach: true,
        readings: many,
        breaches: many,
        now,
        nonce: 'n',
      }),
    ],
  ])('an alert that %s stays within what Slack takes, whatever it is called', (_, { text, blocks }) => {
    expect(checkMessageBlocks(blocks)).toEqual([]);
    expect(text.length).toBeLessThanOrEqual(1000);
    expect(JSON.stringify(blocks).length).toBeLessThan(13_000);
    expect(`${text}${JSON.stringify(blocks.filter(({ type }) => type !== 'actions'))}`).not.toMatch(
      /"mrkdwn","text":"[^"]*<!channel>/,
    );
  });
});
