import type { AlertAction, Breach } from '../../digests/alert-state.ts';
import type { AlertBot, AlertReport, AlertWords, KeptAlert } from '../../digests/check-alert.ts';
import type { Digest } from '../../digests/digest.ts';
import type { Message } from '../blocks/message.ts';
import type { People } from '../people/people.ts';
import type { DigestPostOptions } from './digest-posts.ts';

import { readReadings } from '../../answer/alerts/alert-readings.ts';
import { readAlert } from '../../answer/alerts/alert-text.ts';
import { alertTitle, limitWords } from '../../answer/alerts/alert-words.ts';
import { HOUR_MS } from '../../calendar/durations.ts';
import { formatRequest } from '../../question/request.ts';
import { factsOf } from '../answers/answer-facts.ts';
import { alertMessage, alertReply, recoveredMessage } from '../blocks/alert.ts';
import { noticeMessage } from '../blocks/notice.ts';
import { findPost, hasDuplicate, hasReply } from '../messages/find-post.ts';
import { alertWords } from '../words.ts';
import { withPeople } from './alert-people.ts';
import { checkChannel } from './channel-check.ts';
import { inNameOfOwner, ownerOf } from './digest-access.ts';
import { recordAnswer } from './digest-posts.ts';
import { postOnce } from './post-once.ts';
import { inTimezone } from './shared-answers.ts';

/** What posting alerts needs. */
export type AlertPostOptions = DigestPostOptions & { readonly people: People };

/** Creates what asks the questions of alerts with their owners' rights, and posts the outcome in their channels. */
export function openAlertPosts(options: AlertPostOptions): AlertBot {
  const { channels, askers } = options;
  return {
    read: async (digest, { now, signal }) => {
      await checkChannel(digest, channels);
      const channel = await channels.idOf(digest.channel);
      const asked = { person: `digest ${digest.name}`, channel, isDigest: true };
      const { look } = await askers.contextFor(ownerOf({ digest, channel }));
      const context = { ...inTimezone(options.answerContext, digest.timezone), asked, ...(look && { look }) };
      return inNameOfOwner({ digest, channel, askers }, async () => {
        const alert = await readAlert(digest.questions[0], context, { now });
        const { readings: found, answers } = await readReadings(alert, context, { now, signal });
        const readings = await withPeople(found, alert, { digest, channel, now, signal, context }, options);
        for (const answered of answers) recordAnswer(answered, digest, options);
        const { remindHours, isEach, rule } = alert;
        return {
          rule,
          readings,
          words: {
            title: alertTitle(alert, look?.locale),
            limit: limitWords(alert, look?.locale),
            question: formatRequest(alert.request),
            isEach,
            locale: look?.locale,
          },
          facts: [factsOf(answers[0], now, context.calendar)],
          remindMs: remindHours === undefined ? undefined : remindHours * HOUR_MS,
        };
      });
    },
    report: async (digest, kept, run) =>
      kept.words ? report(digest, kept, kept.words, run, options) : { message: kept.message },
    withdraw: async (posted, runId) => {
      const { clients, messages } = options;
      if (await hasDuplicate(clients, posted, runId)) await messages.remove(posted);
    },
  };
}

type Pending = KeptAlert & { readonly pending: AlertAction };

async function report(
  digest: Digest,
  kept: Pending,
  words: AlertWords,
  { runId, isRepeated }: { runId: string; isRepeated: boolean },
  options: DigestPostOptions,
): Promise<AlertReport> {
  const { messages, channels, clients, cache, now } = options;
  const { pending, message } = kept;
  const { breaches } = kept.state;
  const nonce = cache.newNonce();
  const rendering = { name: digest.name, timezone: digest.timezone, runId, nonce };
  const reply = async (content: Message): Promise<AlertReport> => {
    const isReported = message && isRepeated && (await hasReply(clients, message, runId));
    if (!message || isReported) return { message };
    return { message, posted: await messages.post(message.channel, content, { thread: message.ts }) };
  };
  const to = (rows: readonly Breach[]) => peopleToTell(rows, kept.state.assignee, digest);
  switch (pending.kind) {
    case 'none':
      return { message };
    case 'fire': {
      const channel = await channels.idOf(digest.channel);
      const since = new Date((kept.state.since ?? now().getTime()) - HOUR_MS); // clocks differ
      const found = isRepeated ? await findPost(clients, channel, runId, since) : undefined;
      if (found) return { message: found };
      const posted = await messages.post(channel, alertMessage(kept, words, rendering));
      return { message: posted, posted };
    }
    case 'change':
      if (message) await messages.update(message, alertMessage(kept, words, rendering));
      if (pending.added.length === 0) return { message };
      return reply(alertReply('added', { words, breaches: pending.added, to: to(pending.added) }, { runId, nonce }));
    case 'remind':
      if (message) await messages.update(message, alertMessage(kept, words, rendering));
      return reply(alertReply('remind', { words, breaches, to: to(breaches) }, { runId, nonce }));
    case 'recover':
      if (message) await messages.update(message, recoveredMessage(words, { ...pending, now: now() }, rendering));
      return { message };
    case 'blank': {
      const notice = noticeMessage([alertWords.blank(words.title, words.limit)], nonce, runId);
      const since = new Date((kept.checked ?? now().getTime()) - HOUR_MS); // clocks differ
      const { ref, isNew } = await postOnce(notice, { target: digest.owner ?? digest.channel, runId, since }, options);
      return { message, ...(isNew && { posted: ref }) };
    }
  }
}

/** Whom a reply is for: who looks after the alert, else whom the data names, else its owner. */
function peopleToTell(breaches: readonly Breach[], assignee: string | undefined, digest: Digest): readonly string[] {
  if (assignee !== undefined) return [assignee];
  const named = [...new Set(breaches.flatMap(({ people = [] }) => people))];
  const owner = ownerOf({ digest, channel: digest.channel }).user;
  return named.length > 0 || owner === undefined ? named : [owner];
}
