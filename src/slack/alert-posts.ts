import type { AlertAction } from '../digests/alert-state.ts';
import type { AlertBot, AlertWords, KeptAlert } from '../digests/check-alert.ts';
import type { Digest } from '../digests/digest.ts';
import type { Message } from './blocks/message.ts';
import type { MessageRef } from './blocks/state.ts';
import type { DigestPostOptions } from './digest-posts.ts';

import { readReadings } from '../answer/alert-readings.ts';
import { readAlert } from '../answer/alert-text.ts';
import { alertTitle, limitWords } from '../answer/alert-words.ts';
import { formatRequest } from '../question/request.ts';
import { factsOf } from './answer-facts.ts';
import { alertMessage, alertReply, recoveredMessage } from './blocks/alert.ts';
import { noticeMessage } from './blocks/notice.ts';
import { inNameOfOwner, ownerOf } from './digest-access.ts';
import { inTimezone } from './digest-answers.ts';
import { checkChannel, recordAnswer } from './digest-posts.ts';
import { findPost } from './find-post.ts';

const HOUR_MS = 3_600_000;

/** Creates what asks the questions of alerts with their owners' rights, and posts the outcome in their channels. */
export function openAlertPosts(options: DigestPostOptions): AlertBot {
  const { channels, askers } = options;
  return {
    read: async (digest, { now, signal }) => {
      await checkChannel(digest, channels);
      const channel = await channels.idOf(digest.channel);
      const asked = { person: `digest ${digest.name}`, channel, isDigest: true };
      const context = { ...inTimezone(options.answerContext, digest.timezone), asked };
      return inNameOfOwner({ digest, channel, askers }, async () => {
        const alert = await readAlert(digest.questions[0], context, { now });
        const { readings, answers } = await readReadings(alert, context, { now, signal });
        for (const answered of answers) recordAnswer(answered, digest, options);
        const { remindHours, isEach, rule } = alert;
        return {
          rule,
          readings,
          words: { title: alertTitle(alert), limit: limitWords(alert), question: formatRequest(alert.request), isEach },
          facts: [factsOf(answers[0], now, context.calendar)],
          remindMs: remindHours === undefined ? undefined : remindHours * HOUR_MS,
        };
      });
    },
    tell: async (digest, kept, run) => (kept.words ? tell(digest, kept, kept.words, run, options) : kept.message),
  };
}

type Pending = KeptAlert & { readonly pending: AlertAction };

async function tell(
  digest: Digest,
  kept: Pending,
  words: AlertWords,
  { runId, isRepeated }: { runId: string; isRepeated: boolean },
  options: DigestPostOptions,
): Promise<MessageRef | undefined> {
  const { messages, channels, clients, cache, now } = options;
  const { pending, message } = kept;
  const nonce = cache.newNonce();
  const rendering = { name: digest.name, timezone: digest.timezone, runId, nonce };
  const reply = (told: Message) => message && messages.post(message.channel, told, { thread: message.ts });
  const to = kept.state.assignee ?? ownerOf({ digest, channel: digest.channel }).user;
  switch (pending.kind) {
    case 'none':
      return message;
    case 'fire': {
      const channel = await channels.idOf(digest.channel);
      const since = new Date((kept.state.since ?? now().getTime()) - HOUR_MS); // clocks differ
      const found = isRepeated ? await findPost(clients, channel, runId, since) : undefined;
      return found ?? messages.post(channel, alertMessage(kept, words, rendering));
    }
    case 'change':
      if (message) await messages.update(message, alertMessage(kept, words, rendering));
      if (pending.added.length > 0) await reply(alertReply('added', { words, breaches: pending.added, to }, nonce));
      return message;
    case 'remind':
      if (message) await messages.update(message, alertMessage(kept, words, rendering));
      await reply(alertReply('remind', { words, breaches: kept.state.breaches, to }, nonce));
      return message;
    case 'recover':
      if (message) await messages.update(message, recoveredMessage(words, { ...pending, now: now() }, rendering));
      return message;
    case 'blank':
      await messages.post(digest.owner ?? digest.channel, noticeMessage([blankWords(words)], nonce));
      return message;
  }
}

function blankWords({ title, limit }: AlertWords): string {
  return `The alert for ${title} ${limit} found no number three times in a row: nothing is told until there is one again.`;
}
