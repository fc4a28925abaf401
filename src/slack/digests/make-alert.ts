import type { Subscription } from '../../digests/subscriptions.ts';
import type { BotContext } from '../bot-context.ts';
import type { ChatCommand } from '../listeners/chat-commands.ts';
import type { Requester } from '../people/requester.ts';

import { readAlert } from '../../answer/alerts/alert-text.ts';
import { alertSentence, alertTerms } from '../../answer/alerts/alert-words.ts';
import { breachesOf } from '../../digests/alert-rule.ts';
import { cronOf } from '../../digests/when.ts';
import { UserError } from '../../error.ts';
import { madeAlertMessage, stoppedMessage } from '../blocks/alert.ts';
import { alertWords } from '../words.ts';
import { inTimezone } from './shared-answers.ts';
import { timezoneOf } from './subscription-forms.ts';

const WHEN = 'every hour';

/** Creates an alert in the place where a person is, and confirms it there with what it would report now. */
export async function makeAlert(
  context: BotContext,
  { text, when = WHEN, isFresh }: ChatCommand & { kind: 'alert' },
  requester: Requester,
): Promise<void> {
  const { answerContext, askers, alertPosts, subscriptions, messages, cache, now } = context;
  const { user, channel, thread } = requester;
  const cron = cronOf(when);
  if (cron === undefined) throw new UserError(alertWords.unreadTime(when));
  const timezone = await timezoneOf(user, context);
  const alert = await readAlert(text, inTimezone(answerContext, timezone), { now: now() });
  const asked: Omit<Subscription, 'name' | 'isPaused' | 'since'> = {
    questions: [text],
    channel,
    cron,
    when,
    timezone,
    owner: user,
    onlyIf: isFresh ? ['fresh'] : [],
    isAlert: true,
  };
  const draft: Subscription = { ...asked, name: 'new', isPaused: false };
  const signal = new AbortController().signal;
  const { rule, readings } = await alertPosts.read(draft, { now: now(), signal });
  const subscription = await subscriptions.add(asked, now());
  const { look: { locale } = {} } = await askers.contextFor({ user, channel });
  const read = { sentence: alertSentence(alert, locale), terms: alertTerms(alert, locale), isEach: alert.isEach };
  const current = { readings, breaches: breachesOf(rule, readings, []), locale };
  const said = madeAlertMessage(subscription, { ...read, ...current, now: now(), nonce: cache.newNonce() });
  await messages.post(channel, said, { thread });
}

/** Updates the message of a raised alert when it is stopped. */
export async function endAlert(
  { name, timezone }: Subscription,
  { alerts, messages, cache }: BotContext,
  by: string,
): Promise<void> {
  const { kept } = await alerts.read(name);
  await alerts.remove(name);
  if (!kept.message || !kept.words || kept.state.since === undefined) return;
  await messages.update(kept.message, stoppedMessage(kept.words, { by, name, timezone, nonce: cache.newNonce() }));
}
