import { webApi as slack } from '@slack/bolt';

import type { Answer } from '../answer/answer.ts';
import type { AnswerContext } from '../answer/context.ts';
import type { AnswerFacts } from '../digests/conditions.ts';
import type { DigestAnswers, DigestBot } from '../digests/deliver.ts';
import type { Digest } from '../digests/digest.ts';
import type { AnsweringOptions } from './answering.ts';
import type { Askers } from './askers.ts';
import type { Message } from './blocks/answer.ts';
import type { PictureSource } from './blocks/answer-view.ts';
import type { MessageRef } from './blocks/state.ts';
import type { Channels } from './channels.ts';
import type { SlackClients } from './clients.ts';
import type { MessageCache } from './message-cache.ts';
import type { Messages } from './messages.ts';

import { answer } from '../answer/answer.ts';
import { answeredEntry } from '../answer/audit.ts';
import { spanOf } from '../calendar/span.ts';
import { periodParam } from '../catalogue/param.ts';
import { isSubscription } from '../digests/subscriptions.ts';
import { UserError } from '../error.ts';
import { valuesOf } from '../question/request.ts';
import { answerMessage } from './blocks/answer.ts';
import { answerViewOf, isTable } from './blocks/answer-view.ts';
import { digestMessage } from './blocks/digest.ts';
import { noticeMessage } from './blocks/notice.ts';
import { codeOf, NotInConversation, reasonOf } from './clients.ts';
import { inNameOfOwner, ownerOf } from './digest-access.ts';
import { isRefusedContent } from './error-message.ts';
import { findPost } from './find-post.ts';

/** The answers of a digest, in the order of its questions. */
export type AnsweredDigest = DigestAnswers & { readonly answers: readonly Answer[] };

/** What posting digests needs. */
export type DigestPostOptions = AnsweringOptions & {
  readonly messages: Messages;
  readonly channels: Channels;
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

  /** The answer to a question at a moment; digests that ask the same share it. */
  const ask = (question: string, { timezone }: Digest, now: Date, owner: string): Promise<Answer> => {
    const key = JSON.stringify([question, timezone, now, owner]);
    const known = shared.get(key);
    if (known) return known;
    const context = inTimezone(options.answerContext, timezone);
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
        Promise.all(digest.questions.map((question) => ask(question, digest, now, owner))),
      );
      signal.throwIfAborted();
      for (const answered of answers) recordAnswer(answered, digest, options);
      const calendar = inTimezone(options.answerContext, digest.timezone).calendar;
      return { answers, facts: answers.map((answered) => factsOf(answered, now, calendar)) };
    },
    post: (digest, answered, { runId, notes }) => postDigest(digest, answered.answers, { runId, notes }, options),
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
    await channels.checkWritable(await channels.idOf(digest.channel));
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
  options: DigestPostOptions,
): Promise<MessageRef> {
  const { messages, log } = options;
  const sources = await Promise.all(answers.map((answered) => publish(answered, options)));
  const marks = { runId, notes, ...(isSubscription(digest) && { digest: digest.name }) };
  const write = async (shown: readonly (PictureSource | undefined)[]): Promise<MessageRef> => {
    const message =
      answers.length === 1
        ? await singleMessage(answers[0]!, shown[0], marks, options)
        : severalMessage(digest.name, answers, shown, marks, options);
    const ref = await messages.post(digest.channel, message);
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

/** Where Slack finds an answer's picture; undefined when there is none to show or it cannot be shown. */
async function publish(answered: Answer, { pictures, log }: DigestPostOptions): Promise<PictureSource | undefined> {
  if (!answered.picture || isTable(answered)) return undefined;
  return pictures.publish(answered.picture).catch((error) => {
    log.warn({ error }, 'a picture could not be published');
    return undefined;
  });
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

/** https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const ABSENT = new Map([
  ['not_in_channel', 'the bot is not in %: invite it there with /invite, or '],
  ['channel_not_found', 'the bot does not see %: invite it there with /invite, or '],
  ['is_archived', '% is archived: '],
  ['restricted_action', '% does not let the bot post: allow it there, or '],
]);

/** Slack's refusal of a channel as a sentence for the digest's owner, with what that one can do; any other error as it is. */
function sentenceOf(error: unknown, digest: Digest): unknown {
  const sentence = ABSENT.get(refusalOf(error) ?? '');
  if (!sentence) return error;
  const place = digest.channel.startsWith('#') ? digest.channel : 'its channel';
  const remedy = isSubscription(digest) ? 'stop this subscription' : 'name another channel in digests.yml';
  return new UserError(`${sentence.replace('%', place)}${remedy}`, { cause: error });
}

/** Slack's word for why nothing can be posted somewhere. */
function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof NotInConversation)) return codeOf(error);
  return error.isArchived ? 'is_archived' : 'not_in_channel';
}

/** Errors that Slack names and that pass by themselves. */
const PASSING = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'ratelimited']);

/** Whether an error passes by itself: Athena or Slack away, busy, or limiting. */
function isTemporary(error: unknown): boolean {
  if (error instanceof UserError) return error.isTemporary;
  const code = codeOf(error);
  if (code !== undefined) return PASSING.has(code);
  return error instanceof slack.SlackError;
}
