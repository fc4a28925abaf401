import { expect, test } from 'vitest';

import type { SubscriptionDraft } from '../../../src/slack/blocks/subscribe-form.ts';

import { checkView } from '../../../src/local/slack/rules/surface.ts';
import { conditionWords } from '../../../src/slack/blocks/condition-inputs.ts';
import { handoverForm } from '../../../src/slack/blocks/handover.ts';
import {
  fitsForm,
  nextWords,
  parseDraft,
  readSubscribeForm,
  subscribeForm,
} from '../../../src/slack/blocks/subscribe-form.ts';

const now = new Date('2026-11-23T12:00:00Z');

const draft: SubscriptionDraft = { channel: 'C0123456', text: 'sales', words: 'Sales', timezone: 'Europe/Berlin' };

const drafts: readonly (readonly [string, SubscriptionDraft])[] = [
  ['a new one', draft],
  ['a new one in a direct message', { ...draft, isDirect: true }],
  [
    'one that is edited',
    { ...draft, name: 'subscription-0000abcd', cron: '30 7 * * 1-5', onlyIf: ['fresh', 'changed'] },
  ],
  ['one that comes every month', { ...draft, name: 'a', cron: '0 9 L * *', when: 'every month on the last day at 9' }],
  ['an alert', { ...draft, name: 'a', cron: '0 * * * *', when: 'every hour', onlyIf: ['fresh'], isAlert: true }],
  ['hostile words', { ...draft, words: `*<!channel>* ${'w'.repeat(4000)}`, text: 's'.repeat(1000) }],
];

test.each(drafts)('the form of %s stays within what Slack takes, and carries its draft', (_, given) => {
  const view = subscribeForm({ ...given, words: given.words.slice(0, 1500) }, { now });
  expect(checkView(view)).toEqual([]);
  expect(parseDraft(view.private_metadata ?? '')?.text).toBe(given.text);
});

test('an alert is offered fresh data alone', () => {
  const view = JSON.stringify(subscribeForm(drafts[4]![1], { now }));
  expect(view).toContain('the data is up to date');
  expect(view).not.toContain('the numbers have changed');
});

test.each([
  [{}, { block: 'schedule/days', message: 'Choose one day at least.' }],
  [{ days: ['1'] }, { block: 'schedule/time', message: 'Choose a time.' }],
  [
    { days: ['0', '6'], time: '23:59' },
    { place: 'channel', cron: '59 23 * * 6,0', when: 'every Saturday and Sunday at 23:59', onlyIf: [] },
  ],
])('what is chosen, %j, is read', ({ days, time }: { days?: readonly string[]; time?: string }, expected) => {
  const entries = {
    'schedule/days': { 'schedule/days': { selected_options: (days ?? []).map((value) => ({ value })) } },
    'schedule/time': { 'schedule/time': { selected_time: time } },
  };
  expect(readSubscribeForm(draft, entries)).toEqual(expected);
});

test('a draft that a form cannot carry is told before it is opened', () => {
  expect(fitsForm(draft)).toBe(true);
  expect(fitsForm({ ...draft, text: 's'.repeat(3000) })).toBe(false);
  expect(parseDraft('no draft')).toBeUndefined();
  expect(parseDraft('{}')).toBeUndefined();
});

test('dates are those of the time zone, over the change of its clocks', () => {
  const spring = new Date('2027-03-25T12:00:00Z');
  expect(nextWords({ cron: '30 2 * * *', timezone: 'Europe/Berlin' }, spring)).toBe(
    'Fri 26 Mar 02:30 · Sat 27 Mar 02:30 · Sun 28 Mar 03:00',
  );
  expect(nextWords({ cron: '0 9 1 9 *', timezone: 'America/New_York' }, spring, 'en-US')).toMatch(
    /^Wed Sep 1 09:00 · /,
  );
  expect(conditionWords({ onlyIf: ['fresh', 'not empty'] })).toBe(
    'the data is up to date and there is something to show',
  );
});

test('the form that hands over stays within what Slack takes', () => {
  expect(checkView(handoverForm('subscription-0000abcd', `*<!channel>* ${'w'.repeat(4000)}`))).toEqual([]);
});
