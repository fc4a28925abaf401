import type { Answer } from '../../answer/answer.ts';
import type { AnswerContext } from '../../answer/context.ts';
import type { DigestAnswers, DigestBot, Marks } from '../../digests/deliver.ts';
import type { Digest } from '../../digests/digest.ts';
import type { AnsweringOptions } from '../answers/answering.ts';
import type { AnswerView, PictureSource } from '../blocks/answer-view.ts';
import type { MessageRef } from '../blocks/state.ts';
import type { SlackClients } from '../connection/clients.ts';
import type { KeyedQueue } from '../keyed-queue.ts';
import type { Publish } from '../messages/answer-pictures.ts';
import type { MessageCache } from '../messages/message-cache.ts';
import type { Messages } from '../messages/messages.ts';
import type { Operators } from '../operator-reports.ts';
import type { Askers } from '../people/askers.ts';
import type { Channels } from '../people/channels.ts';
import type { PutMessage } from './digest-edits.ts';

import { answeredEntry } from '../../answer/audit.ts';
import { traced } from '../../answer/traced.ts';
import { understandOrNothing } from '../../answer/understand.ts';
import { isSubscription } from '../../digests/subscriptions.ts';
import { digestMessage } from '../blocks/digest.ts';
import { noticeMessage } from '../blocks/notice.ts';
import { reasonOf } from '../connection/clients.ts';
import { openPublishing } from '../messages/answer-pictures.ts';
import { noteRefused, openAnswerRenderer } from '../messages/answer-rendering.ts';
import { isRefusedContent } from '../messages/error-message.ts';
import { findPost, hasReply } from '../messages/find-post.ts';
import { checkChannel } from './channel-check.ts';
import { inNameOfOwner, ownerOf } from './digest-access.ts';
import { findContact } from './digest-contact.ts';
import { findStanding, updateOf } from './digest-edits.ts';
import { showNotice } from './digest-notices.ts';
import { originOf } from './digest-origin.ts';
import { explainRefusal, isTemporary } from './digest-refusals.ts';
import { digestTitle } from './digest-title.ts';
import { partViewsOf } from './part-views.ts';
import { openSharedAnswers } from './shared-answers.ts';

/** The answers of a digest, in the order of its questions, the title above several of them, and what is said of where it comes from. */
export type AnsweredDigest = DigestAnswers & {
  readonly title: string;
  readonly answers: readonly Answer[];
  readonly origin?: readonly string[];
};

/** What digests are posted with. */
export type DigestPostOptions = AnsweringOptions & {
  readonly messages: Messages;
  readonly channels: Channels;
  /** Runs the posts to one channel one after the other, as Slack takes one message a second there. */
  readonly queue: KeyedQueue;
  readonly clients: Pick<SlackClients, 'background'>;
  readonly cache: MessageCache;
  readonly askers: Askers;
  /** Who is told about a digest without an owner. */
  readonly operators?: Operators | undefined;
};

/** Creates what answers the questions of digests and posts them. Each digest is one message, posted when it is complete. */
export function openDigestPosts(options: DigestPostOptions): DigestBot<AnsweredDigest> {
  const { channels, messages, queue, cache, clients, askers, log } = options;
  const ask = openSharedAnswers(options.answerContext);
  const publish = openPublishing(options);

  const say = async (lines: readonly string[], target: string): Promise<void> => {
    await messages.post(target, noticeMessage(lines, cache.newNonce()));
  };

  return {
    answer: async (digest, { now, signal, isAgain = false }) => {
      await checkChannel(digest, channels);
      const channel = await channels.idOf(digest.channel);
      const person = ownerOf({ digest, channel });
      const owner = askers.keyOf(person);
      const { look } = await askers.contextFor(person);
      const shared = await inNameOfOwner({ digest, channel, askers }, async () => {
        if (isAgain) await forgetData(digest, options.answerContext);
        return Promise.all(
          digest.questions.map((question) => ask(question, digest, { now, owner, channel, look, isAgain })),
        );
      });
      signal.throwIfAborted();
      for (const { answered } of shared) recordAnswer(answered, digest, options);
      const answers = shared.map(({ answered }) => answered);
      const title = digestTitle(digest, answers, { dueAt: now, context: { ...options.answerContext, look } });
      const origin = originOf(digest, person.user && (await askers.nameOf(person.user)));
      return { title, answers, facts: shared.map(({ facts }) => facts), locale: look?.locale, origin };
    },
    post: (digest, answered, marks) => {
      const post: PutMessage = (message) =>
        queue(digest.channel, () => traced('post', () => messages.post(digest.channel, message)));
      return placeDigest(digest, answered, marks, { ...options, publish, place: post });
    },
    edit: async (digest, answered, { delivery, ...marks }) => {
      const ref = await findStanding(delivery, options);
      return ref && placeDigest(digest, answered, marks, { ...options, publish, place: updateOf(ref, messages) });
    },
    reply: async (delivery, line, id) => {
      const ref = await findStanding(delivery, options);
      if (!ref || (await hasReply(clients, ref, id))) return;
      await messages.post(ref.channel, noticeMessage([line], cache.newNonce(), id), { thread: ref.ts });
    },
    find: async ({ channel }, runId, since) => findPost(clients, await channels.idOf(channel), runId, since),
    remove: messages.remove,
    findContact: (digest) => findContact(digest, options),
    showNotice: (digest, delivery, words) => showNotice(digest, delivery, words, options),
    localeOf: async (target) => {
      const isPerson = /^[UW]/.test(target);
      const { look } = isPerson ? await askers.contextFor({ user: target, isPrivate: true }) : options.answerContext;
      return look?.locale;
    },
    notify: (target, lines) =>
      say(lines, target).catch((error) => {
        log.warn({ channel: target, reason: reasonOf(error) }, 'a notice could not be posted');
      }),
    isTemporary,
  };
}

/** Forgets what is remembered of the data that a digest asks for. */
async function forgetData({ questions }: Digest, context: AnswerContext): Promise<void> {
  const understood = await Promise.all(questions.map((question) => understandOrNothing(question, context)));
  for (const each of understood) if (each) context.forget?.(each.query.name);
}

/** Adds an answer to a digest's question to the audit. */
export function recordAnswer(
  answered: Answer,
  { name, channel }: Digest,
  { audit, now, log }: DigestPostOptions,
): void {
  if (answered.pictureFailure)
    log.error({ error: answered.pictureFailure, digest: name }, 'a picture could not be drawn');
  audit(answeredEntry(answered, { person: `digest ${name}`, channel }, now())).catch((error) => {
    log.error({ error }, 'the audit could not be written');
  });
}

/** Places the answers with their pictures at once: a message is never left half done. Without its pictures when Slack refuses them. */
async function placeDigest(
  digest: Digest,
  answered: AnsweredDigest,
  { runId, notes, changes }: Marks,
  options: DigestPostOptions & { readonly publish: Publish; readonly place: PutMessage },
): Promise<MessageRef> {
  const { answers, origin = [] } = answered;
  const sources = await Promise.all(answers.map(options.publish));
  const marks = { runId, notes, changes, origin, ...(isSubscription(digest) && { digest: digest.name }) };
  const [first, ...others] = answers;
  try {
    if (first && others.length === 0) return await placeSingle(first, sources[0], marks, options);
    return await placeSeveral(digest, answered, sources, marks, options);
  } catch (error) {
    throw explainRefusal(error, digest);
  }
}

type PlacingOptions = DigestPostOptions & { readonly place: PutMessage };

/** Places as much of the only answer as Slack takes, but not its headline alone. */
async function placeSingle(
  answered: Answer,
  source: PictureSource | undefined,
  { notes: first, changes = [], origin, ...state }: PlacedMarks,
  { cache, place, log }: PlacingOptions,
): Promise<MessageRef> {
  const notes = [...first, ...changes.flatMap((change) => change ?? []), ...origin];
  const { extentsFor, render } = openAnswerRenderer(answered, { state, notes }, cache);
  const extents = extentsFor({ source }).filter((extent) => extent !== 'headline');
  for (const [index, extent] of extents.entries()) {
    const { message, ...shown } = render(extent, { source });
    try {
      const ref = await place(message, shown.view.picture ? [source] : []);
      noteRefused(extents.slice(0, index), extent, cache);
      cache.put(ref, shown, answered);
      return ref;
    } catch (error) {
      if (!isRefusedContent(error) || extent === extents.at(-1)) throw error;
      log.warn({ error, extent, digest: state.digest }, 'Slack refused a digest');
    }
  }
  throw new Error('no extent of a digest was placed');
}

/** Places several answers, with as much of their pictures as Slack takes. */
async function placeSeveral(
  { name }: Digest,
  { title, answers }: AnsweredDigest,
  sources: readonly (PictureSource | undefined)[],
  { runId, notes, changes = [], origin }: PlacedMarks,
  { cache, place, log }: PlacingOptions,
): Promise<MessageRef> {
  const attempts = partViewsOf(answers, sources, cache.takesNativeCharts());
  for (const [index, views] of attempts.entries()) {
    const parts = views.map((view, part) => ({ view, text: answers[part]!.text, change: changes[part] }));
    const message = digestMessage(title, parts, { runId, notes: [...notes, ...origin], nonce: cache.newNonce() });
    try {
      const ref = await place(
        message,
        views.map(({ picture }) => picture?.source),
      );
      const areRefused = attempts.slice(0, index).some(hasNativeChart) && !hasNativeChart(views);
      if (areRefused) cache.refuseNativeCharts();
      return ref;
    } catch (error) {
      if (!isRefusedContent(error) || views === attempts.at(-1)) throw error;
      log.warn({ error, digest: name }, 'Slack refused a digest');
    }
  }
  throw new Error('no part of a digest was placed');
}

function hasNativeChart(views: readonly AnswerView[]): boolean {
  return views.some(({ nativeChart }) => nativeChart !== undefined);
}

/** `digest` is the subscription that a message comes from; missing for those that stand in git. */
type PlacedMarks = Marks & { readonly origin: readonly string[]; readonly digest?: string };
