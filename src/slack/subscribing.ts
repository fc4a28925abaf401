import type { Condition } from '../digests/digest.ts';
import type { SubscriptionChange } from './blocks/subscriptions.ts';
import type { BotContext } from './bot-context.ts';
import type { ChatCommand } from './chat-commands.ts';
import type { Handler } from './click-handlers.ts';
import type { Requester } from './requester.ts';

import { understand } from '../answer/understand.ts';
import { CONDITIONS } from '../digests/digest.ts';
import { cronOf } from '../digests/when.ts';
import { UserError } from '../error.ts';
import { formatRequest } from '../question/request.ts';
import { sentenceMessage } from './blocks/answer.ts';
import { digestsMessage, SUBSCRIPTION_CHANGES, subscribedMessage } from './blocks/subscriptions.ts';

const WHEN = 'write every Monday at 09:00, every weekday at 8:30 or every month on the 1st at 9';

/** Subscribes the place where a person is to a question, or to the last one asked there, and says so to everybody there. */
export async function subscribe(
  context: BotContext,
  { text, when, onlyIf }: ChatCommand & { kind: 'subscribe' },
  requester: Requester,
): Promise<void> {
  const { answerContext, lastQuestions, subscriptions, messages, cache, now } = context;
  const { user, channel, thread } = requester;
  if (when === undefined) throw new UserError(`it does not say when: ${WHEN}`);
  const cron = cronOf(when);
  if (cron === undefined) throw new UserError(`"${when}" is no time that comes round: ${WHEN}`);
  const asked = text ?? (await lastQuestions.find(requester));
  if (asked === undefined) throw new UserError('there is no answer here yet to subscribe to: ask a question first');
  const { request } = await understand(asked, answerContext, { now: now() });
  const given = {
    questions: [formatRequest(request)] as [string],
    channel,
    cron,
    when,
    timezone: await timezoneOf(user, context),
    owner: user,
    onlyIf: conditionsOf(onlyIf),
  };
  const subscription = await subscriptions.add(given, now());
  await messages.post(channel, subscribedMessage(subscription, { now: now(), nonce: cache.newNonce() }), { thread });
}

/** Shows a person what comes by itself: to this channel, and what is theirs elsewhere. */
export async function listSubscriptions(context: BotContext, requester: Requester): Promise<void> {
  const { subscriptions, digests, channels, command, cache, now, log } = context;
  const { user, channel } = requester;
  const own = (await subscriptions.refresh()).filter((each) => each.owner === user || each.channel === channel);
  const ids = await Promise.all(
    digests().map(async (digest) => {
      const id = await channels.idOf(digest.channel).catch((error) => log.debug({ error }, 'a channel was not found'));
      return id === channel ? [digest] : [];
    }),
  );
  const shown = { user, now: now(), command: command.get(), nonce: cache.newNonce() };
  await requester.reply(digestsMessage(own, ids.flat(), shown));
}

/** Pauses, resumes or stops a subscription; only its owner may. */
export const changeSubscription: Handler = async (context) => {
  const { action, subscriptions, deliveries, requester, cache, now } = context;
  const [word, name = ''] = (action.value ?? '').split(' ');
  const change = SUBSCRIPTION_CHANGES.find((each) => each === word);
  const found = (await subscriptions.refresh()).find((each) => each.name === name);
  if (!change || !found) throw new UserError('this subscription is stopped already');
  if (found.owner !== requester.user)
    throw new UserError('only who subscribed can change this: ask them, or subscribe yourself');
  if (change === 'stop') await subscriptions.remove(name);
  else if (change === 'pause') await subscriptions.pause(name);
  else await subscriptions.resume(name, now());
  if (change !== 'resume')
    await deliveries.skipOpen(name, `its subscription was ${ENDED[change]} before it was posted`);
  const sentence = `“${found.questions[0]}” ${SAID[change]}`;
  await requester.reply(sentenceMessage(sentence, { ask: [], nonce: cache.newNonce() }));
};

const SAID: Readonly<Record<SubscriptionChange, string>> = {
  pause: 'is paused.',
  resume: 'comes again.',
  stop: 'does not come any more.',
};

const ENDED = { pause: 'paused', stop: 'stopped' } as const;

/** The time zone of a person's profile; the bot's own where Slack does not tell. */
async function timezoneOf(user: string, { clients, answerContext, log }: BotContext): Promise<string> {
  try {
    const { user: info } = await clients.interactive.users.info({ user });
    return info?.tz || answerContext.calendar.timezone;
  } catch (error) {
    log.warn({ error }, 'Slack does not tell a time zone');
    return answerContext.calendar.timezone;
  }
}

/** `fresh and changed` as conditions. Throws a UserError for other words. */
function conditionsOf(words: string | undefined): readonly Condition[] {
  if (words === undefined) return [];
  return words.split(/,? and |, /).map((word) => {
    const condition = CONDITIONS.find((each) => each === word.trim().toLowerCase());
    if (!condition) throw new UserError(`only if takes ${CONDITIONS.join(', ')}, and "${word.trim()}" is none of them`);
    return condition;
  });
}
