import type { Answer } from '../answer/answer.ts';
import type { AnswerContext } from '../answer/context.ts';
import type { AnswerFacts } from '../digests/conditions.ts';
import type { DigestAnswers, DigestBot } from '../digests/deliver.ts';
import type { Digest } from '../digests/digest.ts';
import type { Publish } from './answer-pictures.ts';
import type { AnsweringOptions } from './answering.ts';
import type { Askers } from './askers.ts';
import type { Message } from './blocks/answer.ts';
import type { PictureSource } from './blocks/answer-view.ts';
import type { MessageRef } from './blocks/state.ts';
import type { Channels } from './channels.ts';
import type { SlackClients } from './clients.ts';
import type { KeyedQueue } from './keyed-queue.ts';
import type { MessageCache } from './message-cache.ts';
import type { Messages } from './messages.ts';

import { answer } from '../answer/answer.ts';
import { answeredEntry } from '../answer/audit.ts';
import { spanOf } from '../calendar/span.ts';
import { periodParam } from '../catalogue/param.ts';
import { isSubscription } from '../digests/subscriptions.ts';
import { valuesOf } from '../question/request.ts';
import { openPublishing } from './answer-pictures.ts';
import { answerMessage } from './blocks/answer.ts';
import { answerViewOf, isTable } from './blocks/answer-view.ts';
import { digestMessage } from './blocks/digest.ts';
import { noticeMessage } from './blocks/notice.ts';
import { reasonOf } from './clients.ts';
import { inNameOfOwner, ownerOf } from './digest-access.ts';
import { isTemporary, sentenceOf } from './digest-refusals.ts';
import { isRefusedContent } from './error-message.ts';
import { findPost } from './find-post.ts';

/** The answers of a digest, in the order of its questions. */
export type AnsweredDigest = DigestAnswers & { readonly answers: readonly Answer[] };

/** What posting digests needs. */
export type DigestPostOptions = AnsweringOptions & {
  readonly messages: Messages;
  readonly channels: Channels;
  /** Posts to one channel one after the other, as Slack takes one message a second there. */
  readonly queue: KeyedQueue;
  readonly clients: Pick<SlackClients, 'background'>;
  readonly cache: MessageCache;
  readonly askers: Askers;
};

/** An answer that several digests share is kept so long. */
const SHARED_MS = 60_000;

/** Answers the questions of digests and posts them, each digest as one message that is whole from the beginning. */
export function openDigestPosts(options: DigestPostOptions): DigestBot<AnsweredDigest> {
  const { channels, messages, cache, clients, askers, log } = options;
  const shared = new Map<string, Promise<Answer>>();
  const publish = openPublishing(options);

  /** The answer to a question at a moment; digests that ask the same share it. */
  const ask = (
    question: string,
    digest: Digest,
    now: Date,
    asker: { owner: string; channel: string },
  ): Promise<Answer> => {
    const { name, timezone } = digest;
    const key = JSON.stringify([question, timezone, now, asker.owner]);
    const known = shared.get(key);
    if (known) return known;
    const asked = { person: `digest ${name}`, channel: asker.channel, isDigest: true };
    const context = { ...inTimezone(options.answerContext, timezone), asked };
    const answering = answer(question, context, { now, signal: new AbortController().signal });
    shared.set(key, answering);
    const forget = () => void setTimeout(() => shared.delete(key), SHARED_MS).unref();
    answering.then(forget, () => shared.delete(key));
    return answering;
  };

  return {
    answer: async (digest, { now, signal }) => {
      await checkChannel(digest, channels);
      const channel = await channels.idOf(digest.channel);
      const owner = askers.keyOf(ownerOf({ digest, channel }));
      const answers = await inNameOfOwner({ digest, channel, askers }, () =>
        Promise.all(digest.questions.map((question) => ask(question, digest, now, { owner, channel }))),
      );
      signal.throwIfAborted();
      for (const answered of answers) recordAnswer(answered, digest, options);
      const calendar = inTimezone(options.answerContext, digest.timezone).calendar;
      return { answers, facts: answers.map((answered) => factsOf(answered, now, calendar)) };
    },
    post: (digest, answered, { runId, notes }) =>
      postDigest(digest, answered.answers, { runId, notes }, { ...options, publish }),
    find: async ({ channel }, runId, since) => findPost(clients, await channels.idOf(channel), runId, since),
    remove: messages.remove,
    notify: async (target, lines) => {
      await messages.post(target, noticeMessage(lines, cache.newNonce())).catch((error) => {
        log.warn({ channel: target, reason: reasonOf(error) }, 'a notice could not be posted');
      });
    },
    isTemporary,
  };
}

/** Throws a UserError when nothing can be posted in the digest's channel, before any query runs for it. */
async function checkChannel(digest: Digest, channels: Channels): Promise<void> {
  try {
    await channels.checkJoined(await channels.idOf(digest.channel));
  } catch (error) {
    throw sentenceOf(error, digest);
  }
}

/** The context with another time zone, which decides which day is today. */
function inTimezone(context: AnswerContext, timezone: string): AnswerContext {
  return { ...context, calendar: { ...context.calendar, timezone } };
}

function factsOf({ table, asOf, query, request }: Answer, now: Date, calendar: AnswerContext['calendar']): AnswerFacts {
  const param = periodParam(query);
  const [period] = (param && valuesOf(request, param)) ?? [];
  return { rows: table.rows, asOf, periodEnd: period === undefined ? undefined : spanOf(period, now, calendar).end };
}

function recordAnswer(answered: Answer, { name, channel }: Digest, { audit, now, log }: DigestPostOptions): void {
  if (answered.pictureFailure)
    log.error({ error: answered.pictureFailure, digest: name }, 'a picture could not be drawn');
  audit(answeredEntry(answered, { person: `digest ${name}`, channel }, now())).catch((error) => {
    log.error({ error }, 'the audit could not be written');
  });
}

/** Posts the answers with their pictures at once: a message is never left half done. Without its pictures when Slack refuses them. */
async function postDigest(
  digest: Digest,
  answers: readonly Answer[],
  { runId, notes }: { runId: string; notes: readonly string[] },
  options: DigestPostOptions & { readonly publish: Publish },
): Promise<MessageRef> {
  const { messages, queue, publish, log } = options;
  const sources = await Promise.all(answers.map(publish));
  const marks = { runId, notes, ...(isSubscription(digest) && { digest: digest.name }) };
  const write = async (shown: readonly (PictureSource | undefined)[]): Promise<MessageRef> => {
    const message =
      answers.length === 1
        ? await singleMessage(answers[0]!, shown[0], marks, options)
        : severalMessage(digest.name, answers, shown, marks, options);
    const ref = await queue(digest.channel, () => messages.post(digest.channel, message));
    if (answers.length === 1) remember(ref, answers[0]!, shown[0], marks, options);
    return ref;
  };
  try {
    return await write(sources).catch((error) => {
      if (!isRefusedContent(error)) throw error;
      log.warn({ error, digest: digest.name }, 'Slack refused a digest with its pictures');
      return write([]);
    });
  } catch (error) {
    throw sentenceOf(error, digest);
  }
}

/** `digest` is the subscription that a message comes from; missing for those that stand in git. */
type Marks = { readonly runId: string; readonly notes: readonly string[]; readonly digest?: string };

function singleMessage(
  answered: Answer,
  source: PictureSource | undefined,
  marks: Marks,
  { cache }: DigestPostOptions,
): Message {
  const { query, request } = answered;
  return answerMessage(viewOf(answered, source, marks.notes), {
    query,
    request,
    state: stateOf(answered, marks),
    nonce: cache.newNonce(),
  });
}

function severalMessage(
  name: string,
  answers: readonly Answer[],
  sources: readonly (PictureSource | undefined)[],
  { runId, notes }: Marks,
  { cache }: DigestPostOptions,
): Message {
  const parts = answers.map((answered, index) => ({
    view: viewOf(answered, sources[index], []),
    text: answered.text,
  }));
  return digestMessage(name, parts, { runId, notes, nonce: cache.newNonce() });
}

function remember(
  ref: MessageRef,
  answered: Answer,
  source: PictureSource | undefined,
  marks: Marks,
  { cache }: DigestPostOptions,
): void {
  cache.put(ref, { view: viewOf(answered, source, marks.notes), state: stateOf(answered, marks) }, answered);
}

function viewOf(answered: Answer, source: PictureSource | undefined, notes: readonly string[]) {
  const isMissing = !source && !isTable(answered) && (answered.picture ?? answered.pictureFailure) !== undefined;
  return answerViewOf(answered, source, [...notes, ...(isMissing ? [NOT_SHOWN] : [])]);
}

function stateOf({ text, table }: Answer, { runId, digest }: Marks) {
  return { text, executionId: table.executionId, runId, ...(digest && { digest }) };
}

const NOT_SHOWN = 'The picture could not be shown. More → Show as table has every number.';
