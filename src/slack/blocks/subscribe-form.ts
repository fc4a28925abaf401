import type { types } from '@slack/bolt';

import type { Condition } from '../../digests/digest.ts';
import type { DigestConditions } from './condition-inputs.ts';

import { writeDate } from '../../calendar/date-text.ts';
import { today, WEEKDAYS } from '../../calendar/day.ts';
import { CONDITIONS, nextDues } from '../../digests/digest.ts';
import { cronOf, weeklyOf, whenOf } from '../../digests/when.ts';
import { formWords, subscribeFormWords, subscriptionWords } from '../words.ts';
import { conditionInputs, readConditions } from './condition-inputs.ts';
import { BLOCK_LIMITS, plain } from './limits.ts';

/** The callback id of the form that creates or changes a subscription. */
export const SUBSCRIBE_FORM = 'subscribe';

/** The ids of the inputs at which an error can be shown. */
export const SUBSCRIBE_INPUTS = { days: 'schedule/days', time: 'schedule/time' } as const;

const PLACE = 'schedule/place';

/** What a form for a subscription is opened with, and keeps until it is submitted. */
export type SubscriptionDraft = {
  /** The id of the channel in which it was opened. */
  readonly channel: string;
  /** The question's canonical text. */
  readonly text: string;
  /** The question as the form shows it. */
  readonly words: string;
  /** The IANA name of the time zone of the person's profile. */
  readonly timezone: string;
  /** The name of the subscription that is changed; missing for a new one. */
  readonly name?: string | undefined;
  /** The schedule of the subscription that is changed: a cron expression in `timezone`, and the same in words. */
  readonly cron?: string | undefined;
  readonly when?: string | undefined;
  readonly onlyIf?: readonly Condition[] | undefined;
  /** The day that the data must reach, as `isWatermark` takes it. */
  readonly fresh?: string | undefined;
  /** Whether it is an alert, which has no conditions but may wait for fresh data. */
  readonly isAlert?: boolean | undefined;
  /** Whether the form was opened in a direct message, where there is no channel to post to. */
  readonly isDirect?: boolean | undefined;
};

/** The schedule, place and conditions that were chosen in a form. */
export type SubscriptionChoice = DigestConditions & {
  readonly place: 'channel' | 'direct';
  /** A cron expression, and the same in words. */
  readonly cron: string;
  readonly when: string;
};

/** The inputs of the submitted form, by block id and action id. */
export type ScheduleEntries = Readonly<Record<string, Readonly<Record<string, ScheduleEntry>> | undefined>>;

type ScheduleEntry = {
  readonly selected_time?: string | null | undefined;
  readonly selected_option?: { readonly value?: string | undefined } | null | undefined;
  readonly selected_options?: readonly { readonly value?: string | undefined }[] | undefined;
};

const DEFAULT_CRON = '0 9 * * 1';

/** Monday first; the values count from Sunday, 0, as cron does. */
const DAYS = WEEKDAYS.map((text, index) => ({
  text: plain(text, BLOCK_LIMITS.optionText),
  value: String((index + 1) % 7),
}));

/** Makes the form, filled from the draft; `chosen` is what was chosen in it so far, for the preview of its dates. */
export function subscribeForm(
  draft: SubscriptionDraft,
  { now, chosen, locale }: { now: Date; chosen?: ScheduleEntries | undefined; locale?: string | undefined },
): types.ModalView {
  const isNew = draft.name === undefined;
  const weekly = weeklyOf(draft.cron ?? DEFAULT_CRON);
  return {
    type: 'modal',
    callback_id: SUBSCRIBE_FORM,
    private_metadata: formatDraft(draft),
    title: plain(isNew ? subscribeFormWords.subscribe : subscribeFormWords.edit, BLOCK_LIMITS.modalTitle),
    submit: plain(isNew ? subscribeFormWords.subscribe : subscribeFormWords.save, BLOCK_LIMITS.modalTitle),
    close: plain(formWords.cancel, BLOCK_LIMITS.modalTitle),
    blocks: [
      { type: 'section', text: plain(draft.words, 1000) },
      ...(isNew && !draft.isDirect ? [placeInput()] : []),
      daysInput(weekly?.days, draft.when),
      timeInput(weekly?.time, draft.timezone),
      { type: 'context', elements: [plain(previewOf(draft, { now, chosen, locale }), 300)] },
      ...conditionInputs({ onlyIf: draft.onlyIf ?? [], fresh: draft.fresh }, draft.isAlert ? ['fresh'] : CONDITIONS),
    ],
  };
}

/** Reads the draft from a form's private metadata; undefined when `subscribeForm` did not write it. */
export function parseDraft(metadata: string): SubscriptionDraft | undefined {
  try {
    const draft = JSON.parse(metadata) as SubscriptionDraft;
    return typeof draft?.text === 'string' && typeof draft.channel === 'string' ? draft : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a draft is short enough for a form's private metadata. */
export function fitsForm(draft: SubscriptionDraft): boolean {
  return formatDraft(draft).length <= BLOCK_LIMITS.metadata;
}

/** Reads a submitted form, or returns which of its inputs is wrong and why. */
export function readSubscribeForm(
  draft: SubscriptionDraft,
  entries: ScheduleEntries,
): SubscriptionChoice | { readonly block: string; readonly message: string } {
  const timing = timingOf(draft, entries);
  if ('block' in timing) return timing;
  const place = entries[PLACE]?.[PLACE]?.selected_option?.value;
  return {
    ...timing,
    place: place === 'direct' || draft.isDirect ? 'direct' : 'channel',
    ...readConditions(entries),
  };
}

/**
 * Writes the next three moments of a schedule in a time zone, the parts of their dates in the order of a language: `Mon 30 Nov
 * 09:00 · Mon 7 Dec 09:00 · Mon 14 Dec 09:00`.
 */
export function nextWords(timing: { cron: string; timezone: string }, now: Date, locale?: string): string {
  const part = (moment: Date, options: Intl.DateTimeFormatOptions) =>
    moment.toLocaleString('en-GB', { ...options, timeZone: timing.timezone });
  const format = (moment: Date) => {
    const [, month, day] = today(moment, timing.timezone).split('-').map(Number);
    const date = writeDate({ day: day!, month: month! }, locale);
    return `${part(moment, { weekday: 'short' })} ${date} ${part(moment, { hour: '2-digit', minute: '2-digit' })}`;
  };
  return nextDues(timing, now, 3).map(format).join(' · ');
}

function formatDraft(draft: SubscriptionDraft): string {
  return JSON.stringify(draft);
}

function timingOf(
  draft: SubscriptionDraft,
  entries: ScheduleEntries,
): Pick<SubscriptionChoice, 'cron' | 'when'> | { readonly block: string; readonly message: string } {
  const { days: daysId, time: timeId } = SUBSCRIBE_INPUTS;
  const days = (entries[daysId]?.[daysId]?.selected_options ?? []).map(({ value }) => Number(value));
  const time = entries[timeId]?.[timeId]?.selected_time ?? undefined;
  const isKept = draft.cron !== undefined && weeklyOf(draft.cron) === undefined;
  if (days.length === 0 && isKept) return { cron: draft.cron, when: draft.when ?? '' };
  if (days.length === 0) return { block: daysId, message: subscribeFormWords.oneDay };
  if (time === undefined) return { block: timeId, message: subscribeFormWords.oneTime };
  const when = whenOf({ days, time });
  return { when, cron: cronOf(when) ?? draft.cron ?? DEFAULT_CRON };
}

function previewOf(
  draft: SubscriptionDraft,
  { now, chosen, locale }: { now: Date; chosen: ScheduleEntries | undefined; locale: string | undefined },
): string {
  const timing = chosen ? timingOf(draft, chosen) : { cron: draft.cron ?? DEFAULT_CRON };
  if ('block' in timing) return timing.message;
  return subscriptionWords.next(nextWords({ cron: timing.cron, timezone: draft.timezone }, now, locale));
}

function placeInput(): types.InputBlock {
  const options = [
    { text: plain(subscribeFormWords.intoChannel, BLOCK_LIMITS.optionText), value: 'channel' },
    { text: plain(subscribeFormWords.toMe, BLOCK_LIMITS.optionText), value: 'direct' },
  ];
  return {
    type: 'input',
    block_id: PLACE,
    label: plain(subscribeFormWords.place, BLOCK_LIMITS.inputLabel),
    element: { type: 'radio_buttons', action_id: PLACE, options, initial_option: options[0]! },
  };
}

/** The days of the week; left empty, what comes on other days keeps coming `otherwise`. */
function daysInput(days: readonly number[] | undefined, otherwise: string | undefined): types.InputBlock {
  const initial = DAYS.filter(({ value }) => days?.includes(Number(value)));
  return {
    type: 'input',
    block_id: SUBSCRIBE_INPUTS.days,
    dispatch_action: true,
    optional: days === undefined,
    label: plain(subscribeFormWords.days, BLOCK_LIMITS.inputLabel),
    ...(days === undefined && {
      hint: plain(subscribeFormWords.daysHint(otherwise ?? subscribeFormWords.asBefore), BLOCK_LIMITS.inputLabel),
    }),
    element: {
      type: 'multi_static_select',
      action_id: SUBSCRIBE_INPUTS.days,
      placeholder: plain(subscribeFormWords.weekdays, BLOCK_LIMITS.placeholder),
      options: DAYS,
      ...(initial.length > 0 && { initial_options: initial }),
    },
  };
}

function timeInput(time: string | undefined, timezone: string): types.InputBlock {
  return {
    type: 'input',
    block_id: SUBSCRIBE_INPUTS.time,
    dispatch_action: true,
    optional: time === undefined,
    label: plain(subscribeFormWords.time, BLOCK_LIMITS.inputLabel),
    hint: plain(subscribeFormWords.clocks(timezone.replaceAll('_', ' ')), BLOCK_LIMITS.inputLabel),
    element: {
      type: 'timepicker',
      action_id: SUBSCRIBE_INPUTS.time,
      timezone,
      ...(time !== undefined && { initial_time: time }),
    },
  };
}
