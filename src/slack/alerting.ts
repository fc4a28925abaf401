import type { BotContext } from './bot-context.ts';
import type { ChatCommand } from './chat-commands.ts';
import type { Requester } from './requester.ts';

import { readReadings } from '../answer/alert-readings.ts';
import { readAlert } from '../answer/alert-text.ts';
import { alertSentence, alertTerms } from '../answer/alert-words.ts';
import { breachesOf } from '../digests/alert-rule.ts';
import { cronOf } from '../digests/when.ts';
import { UserError } from '../error.ts';
import { madeAlertMessage } from './blocks/alert.ts';
import { timezoneOf } from './subscription-forms.ts';

const WHEN = 'every hour';

/** Makes an alert for the place where a person is, and reads it back to everybody there, with what it would say now. */
export async function makeAlert(
  context: BotContext,
  { text, when = WHEN, isFresh }: ChatCommand & { kind: 'alert' },
  requester: Requester,
): Promise<void> {
  const { answerContext, subscriptions, messages, cache, now } = context;
  const { user, channel, thread } = requester;
  const cron = cronOf(when);
  if (cron === undefined)
    throw new UserError(`"${when}" is no time that comes round: write every hour, or every weekday at 8:30`);
  const timezone = await timezoneOf(user, context);
  const local = { ...answerContext, calendar: { ...answerContext.calendar, timezone } };
  const alert = await readAlert(text, local, { now: now() });
  const signal = new AbortController().signal;
  const { readings } = await readReadings(alert, local, { now: now(), signal });
  const subscription = await subscriptions.add(
    { questions: [text], channel, cron, when, timezone, owner: user, onlyIf: isFresh ? ['fresh'] : [], isAlert: true },
    now(),
  );
  const read = { sentence: alertSentence(alert), terms: alertTerms(alert), isEach: alert.isEach };
  const current = { readings, breaches: breachesOf(alert.rule, readings, []) };
  const said = madeAlertMessage(subscription, { ...read, ...current, now: now(), nonce: cache.newNonce() });
  await messages.post(channel, said, { thread });
}
