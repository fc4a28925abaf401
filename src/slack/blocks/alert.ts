import type { types } from '@slack/bolt';

import type { Breach } from '../../digests/alert-state.ts';
import type { AlertWords, KeptAlert } from '../../digests/check-alert.ts';
import type { Subscription } from '../../digests/subscriptions.ts';
import type { Message } from './message.ts';

import { nextDue } from '../../digests/digest.ts';
import { cronOf } from '../../digests/when.ts';
import { formatChange } from '../../text/number.ts';
import { alertWords } from '../words.ts';
import { askInThreadButton } from './ask-button.ts';
import { ACTIONS } from './filter-ids.ts';
import { BLOCK_LIMITS, bold, escapeText, mrkdwn, oneLine, plain } from './limits.ts';
import { momentMarkup } from './moment.ts';
import { subscriptionButton } from './subscription-buttons.ts';

/** What people can do with a raised alert. */
export const ALERT_CHANGES = ['acknowledge', 'snooze', 'assign'] as const;

/** One of the changes of a raised alert. */
export type AlertChange = (typeof ALERT_CHANGES)[number];

/** How long an alert can be snoozed, in words and hours, by the value of the menu's option. */
export const SNOOZES: ReadonlyMap<string, { readonly words: string; readonly hours: number }> = new Map([
  ['1h', { words: alertWords.oneHour, hours: 1 }],
  ['1d', { words: alertWords.oneDay, hours: 24 }],
  ['1w', { words: alertWords.oneWeek, hours: 168 }],
]);

/** So many rows that are beyond the limit are named. */
const MOST = 12;

/** What an alert's message shows beside the alert. */
export type AlertMessageOptions = {
  /** The name under which the alert is stored. */
  readonly name: string;
  readonly timezone: string;
  readonly runId?: string | undefined;
  readonly nonce: string;
};

/** Makes the message of a raised alert: what is beyond its limit, since when, who looks after it, and buttons for what can be done. */
export function alertMessage(kept: KeptAlert, words: AlertWords, options: AlertMessageOptions): Message {
  const { nonce, timezone } = options;
  const { breaches, since } = kept.state;
  const headline = firingWords(words, breaches);
  const listed = words.isEach ? breachList(breaches, words.locale) : undefined;
  const status = statusOf(kept, since, timezone);
  return {
    text: escapeText(oneLine(headline), BLOCK_LIMITS.messageText),
    blocks: [
      { type: 'section', block_id: `headline/${nonce}`, text: bold(headline, 1000) },
      ...(listed
        ? [{ type: 'section' as const, block_id: `rows/${nonce}`, text: plain(listed, BLOCK_LIMITS.sectionText) }]
        : []),
      { type: 'context', block_id: `status/${nonce}`, elements: [status] },
      { type: 'actions', block_id: `alert/${nonce}`, elements: controls(kept, words, options) },
    ],
    ...metadata(options),
  };
}

/** Makes the message of an alert that is over, in place of `alertMessage`. */
export function recoveredMessage(
  words: AlertWords,
  { ended, since, now }: { readonly ended: readonly Breach[]; readonly since: number; readonly now: Date },
  options: AlertMessageOptions,
): Message {
  const { nonce, timezone } = options;
  const headline = (words.isEach ? alertWords.overForEach : alertWords.over)(words.title, words.limit);
  const [from, to] = [momentMarkup(new Date(since), timezone), momentMarkup(now, timezone)];
  const was = alertWords.was(escapeText(oneLine(breachList(ended, words.locale)), 1000), from, to);
  const ask = askInThreadButton(words.question, 0, alertWords.showNumbers);
  return {
    text: escapeText(oneLine(headline), BLOCK_LIMITS.messageText),
    blocks: [
      { type: 'section', block_id: `headline/${nonce}`, text: bold(headline, 1000) },
      { type: 'context', block_id: `status/${nonce}`, elements: [mrkdwn(was)] },
      ...(ask ? [{ type: 'actions' as const, block_id: `alert/${nonce}`, elements: [ask] }] : []),
    ],
    ...metadata(options),
  };
}

/** Makes the message of an alert that was stopped while it was raised. */
export function stoppedMessage(words: AlertWords, options: AlertMessageOptions & { readonly by: string }): Message {
  const headline = alertWords.noLonger(words.title, words.limit);
  return {
    text: escapeText(oneLine(headline), BLOCK_LIMITS.messageText),
    blocks: [
      { type: 'section', block_id: `headline/${options.nonce}`, text: bold(headline, 1000) },
      {
        type: 'context',
        block_id: `status/${options.nonce}`,
        elements: [mrkdwn(alertWords.stoppedBy(options.by))],
      },
    ],
  };
}

/** Makes a reply in an alert's thread: what is new, or that it is still raised. `to` is whom it mentions. */
export function alertReply(
  kind: 'added' | 'remind',
  { words, breaches, to }: { words: AlertWords; breaches: readonly Breach[]; to: readonly string[] },
  { runId, nonce }: { readonly runId: string; readonly nonce: string },
): Message {
  const text = (kind === 'added' ? alertWords.nowAlso : alertWords.still)(
    words.limit,
    breachList(breaches, words.locale),
  );
  return {
    text: escapeText(text, BLOCK_LIMITS.messageText),
    blocks: [
      {
        type: 'section',
        block_id: `reply/${nonce}`,
        text: to.length === 0 ? plain(text, 1000) : mrkdwn(`${mentions(to)} ${escapeText(text, 1000)}`),
      },
    ],
    ...metadata({ runId, nonce }),
  };
}

function firingWords(words: AlertWords, breaches: readonly Breach[]): string {
  const { title, limit, isEach, locale } = words;
  if (isEach) return alertWords.headlineOfEach(title, limit, breaches.length);
  return alertWords.headline(title, limit, breachList(breaches, locale));
}

/** `France $812 (−32% against $1,204), Spain $90`. */
function breachList(breaches: readonly Breach[], locale: string | undefined): string {
  const shown = breaches.slice(0, MOST).map(({ name, shown: number, shownBaseline, value, baseline }) => {
    const change = formatChange(value ?? null, baseline ?? null, { locale });
    const against = change && shownBaseline ? alertWords.against(change, shownBaseline) : '';
    return `${name ? `${name} ` : ''}${number}${against}`;
  });
  return `${shown.join(', ')}${breaches.length > MOST ? alertWords.more(breaches.length - MOST) : ''}`;
}

function statusOf({ state }: KeptAlert, since: number | undefined, timezone: string): types.MrkdwnElement {
  const { acknowledgedBy, assignee, snoozedUntil, toldAt = 0, breaches } = state;
  const people = [...new Set(breaches.flatMap((breach) => breach.people ?? []))];
  const isSnoozed = snoozedUntil !== undefined && snoozedUntil > toldAt;
  const parts = [
    since !== undefined && alertWords.since(momentMarkup(new Date(since), timezone)),
    people.length > 0 && alertWords.for(mentions(people)),
    assignee !== undefined && alertWords.lookedAfterBy(assignee),
    acknowledgedBy !== undefined && alertWords.acknowledgedBy(acknowledgedBy),
    isSnoozed && alertWords.silentUntil(momentMarkup(new Date(snoozedUntil), timezone)),
  ];
  return mrkdwn(parts.filter((part) => part !== false).join(' · '));
}

function controls(
  { state }: KeptAlert,
  { question }: AlertWords,
  { name }: AlertMessageOptions,
): types.ActionsBlockElement[] {
  const id = (change: AlertChange) => `${ACTIONS.alert}/${change}/${name}`;
  const acknowledge: types.Button = {
    type: 'button',
    action_id: id('acknowledge'),
    text: plain(alertWords.acknowledge, BLOCK_LIMITS.buttonText),
  };
  const ask = askInThreadButton(question, 0, alertWords.showNumbers);
  return [
    ...(state.acknowledgedBy === undefined ? [acknowledge] : []),
    {
      type: 'static_select',
      action_id: id('snooze'),
      placeholder: plain(alertWords.silence, BLOCK_LIMITS.placeholder),
      options: [...SNOOZES].map(([value, { words }]) => ({ text: plain(words, BLOCK_LIMITS.optionText), value })),
    },
    { type: 'users_select', action_id: id('assign'), placeholder: plain(alertWords.assign, BLOCK_LIMITS.placeholder) },
    ...(ask ? [ask] : []),
  ];
}

function mentions(people: readonly string[]): string {
  return people.map((person) => `<@${person}>`).join(' ');
}

function metadata({ runId, nonce }: Pick<AlertMessageOptions, 'runId' | 'nonce'>): {
  metadata?: types.MessageMetadata;
} {
  if (runId === undefined) return {};
  return { metadata: { event_type: 'owlpost_answer', event_payload: { nonce, run_id: runId } } };
}

/** Makes a reply that says who is asked to look after an alert, and by whom. */
export function assignedReply({ to, by }: { to: string; by: string }, nonce: string): Message {
  const text = alertWords.assigned(to, by);
  return { text, blocks: [{ type: 'section', block_id: `reply/${nonce}`, text: mrkdwn(text) }] };
}

/** Makes the confirmation of a new alert: what it reports, when it is checked, its terms, and its present state. */
export function madeAlertMessage(
  { name, owner, when, timezone, channel }: Subscription,
  { sentence, terms, now, nonce, ...state }: MadeAlert,
): Message {
  const told = escapeText(oneLine(sentence), 900);
  const said = /^[CG]/.test(channel) ? alertWords.tellChannel(told, owner) : alertWords.tellYou(told);
  const due = nextDue({ cron: cronOf(when) ?? '', timezone }, now);
  const next = due ? alertWords.next(momentMarkup(due, timezone)) : '';
  const lines = [...terms, nowWords(state)];
  return {
    text: said,
    blocks: [
      {
        type: 'section',
        block_id: `made/${nonce}`,
        text: mrkdwn(said),
        accessory: subscriptionButton('stop', name),
      },
      {
        type: 'context',
        block_id: `terms/${nonce}`,
        elements: [mrkdwn(`${alertWords.checked(escapeText(when), timezone)}${next}`), plain(lines.join(' '), 1500)],
      },
    ],
  };
}

/** What is known of an alert when it is created. */
export type MadeAlert = {
  readonly sentence: string;
  readonly terms: readonly string[];
  readonly isEach: boolean;
  readonly readings: readonly Breach[];
  /** What is beyond the limit now; undefined when there is no number to compare. */
  readonly breaches: readonly Breach[] | undefined;
  /** The language tag for numbers; missing where there is none. */
  readonly locale?: string | undefined;
  readonly now: Date;
  readonly nonce: string;
};

function nowWords({
  isEach,
  readings,
  breaches,
  locale,
}: Omit<MadeAlert, 'sentence' | 'terms' | 'now' | 'nonce'>): string {
  if (breaches === undefined) return alertWords.noNumber;
  if (!isEach) return alertWords.now(breachList(readings, locale));
  return breaches.length === 0 ? alertWords.nowNone : alertWords.nowOfEach(breachList(breaches, locale));
}
