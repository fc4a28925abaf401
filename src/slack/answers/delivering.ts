import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

import type { Answer } from '../../answer/answer.ts';
import type { MessageMoves } from '../../answer/message-moves.ts';
import type { PictureSource } from '../blocks/answer-view.ts';
import type { AnswerState, MessageRef } from '../blocks/state.ts';
import type { KeyedQueue } from '../keyed-queue.ts';
import type { AnswerRenderer, Extent, Rendering, ShownPicture } from '../messages/answer-rendering.ts';
import type { MessageTarget } from '../messages/in-place.ts';
import type { Change } from '../messages/intents.ts';
import type { MessageCache } from '../messages/message-cache.ts';
import type { Messages } from '../messages/messages.ts';
import type { PictureHost } from '../messages/picture-host.ts';
import type { PendingAnswer } from './answering.ts';
import type { RunningQueries, RunningQuery } from './running.ts';

import { traced } from '../../answer/traced.ts';
import { toSpreadsheetCsv } from '../../table/csv.ts';
import { isTable } from '../blocks/answer-view.ts';
import { keyOf } from '../blocks/state.ts';
import { noteRefused, openAnswerRenderer } from '../messages/answer-rendering.ts';
import { isRefusedContent } from '../messages/error-message.ts';
import { inPlace, isRef } from '../messages/in-place.ts';
import { isFixed } from '../messages/messages.ts';
import { replaceMessage } from '../messages/moved-messages.ts';
import { picturePatience } from '../messages/update-room.ts';

/** Where an answer goes, and the run that it belongs to. */
export type AnswerDelivery = {
  readonly run: RunningQuery;
  readonly target: MessageTarget;
  readonly state: Omit<AnswerState, 'text'>;
  /** The nonce of the last rendering at the target that the run knows of. When another one stands there by now, nothing is written. */
  readonly carried?: string | undefined;
  /** The change that this answers, when it is known to all instances; then it alone decides whether anything newer has come. */
  readonly change?: Change | undefined;
  /** What a reader should know beside the answer's own notes. */
  readonly notes?: readonly string[];
};

/** What answers are delivered with. */
export type DeliveringOptions = {
  readonly messages: Messages;
  readonly pictures: PictureHost;
  readonly cache: MessageCache;
  readonly running: RunningQueries;
  /** Runs the writes to one place in the order in which they were asked for. */
  readonly queue: KeyedQueue;
  /** Where messages stand that other instances have posted anew. */
  readonly moves?: MessageMoves | undefined;
  readonly log: Logger;
};

/**
 * Posts a pending answer at its target and resolves to the message. When the picture is late, the text is shown
 * without it first; when Slack refuses a part of the answer, the rest is shown. Resolves to undefined, and writes
 * nothing, when the run was stopped or something newer stands at the target.
 */
export async function deliverAnswer(
  pending: PendingAnswer,
  delivery: AnswerDelivery,
  options: DeliveringOptions,
): Promise<MessageRef | undefined> {
  const answered = await pending.answering;
  const renderer = openAnswerRenderer(answered, delivery, options.cache);
  const picture = isTable(answered) || !answered.picture ? undefined : pending.picture;
  const { change } = delivery;
  let { carried } = delivery;
  const show = (target: MessageTarget, shown: ShownPicture) =>
    inPlace(target, options, async (now) => {
      if (delivery.run.signal.aborted) return undefined;
      if (isRef(now) && !(await isCurrent(now, carried, delivery, options))) return undefined;
      const placed = await traced('post', () => placeAnswer(now, renderer, { answered, shown, change }, options));
      if (!placed) return undefined;
      carried = placed.nonce;
      return placed.ref;
    });

  let target: MessageTarget | undefined = delivery.target;
  let source = await Promise.race([picture, sleep(picturePatience(options), 'late' as const, { ref: false })]);
  if (source === 'late') {
    target = await show(target, { isLate: true });
    source = await picture;
  }
  const ref = target && (await show(target, { source }));
  if (source && !showsPicture(ref, source, options.cache)) await options.pictures.remove(source);
  return ref;
}

/** Whether nothing newer than a delivery has come to its message. */
async function isCurrent(
  now: MessageRef,
  carried: string | undefined,
  { change }: AnswerDelivery,
  { messages }: DeliveringOptions,
): Promise<boolean> {
  if (change) return change.isLatest();
  return carried === undefined || messages.carries(now, carried);
}

/** An answer that is written with its picture, for which change of its message. */
type Placing = Pick<AnswerDelivery, 'change'> & { readonly answered: Answer; readonly shown: ShownPicture };

/**
 * Writes as much of an answer as Slack takes, remembers it, and adds the CSV where no control could fetch it. Resolves to
 * undefined when something newer came while it waited to be written.
 */
async function placeAnswer(
  now: MessageTarget,
  renderer: AnswerRenderer,
  placing: Placing,
  options: DeliveringOptions,
): Promise<{ ref: MessageRef; nonce: string } | undefined> {
  const { answered } = placing;
  const { cache, running, messages, pictures, log } = options;
  const written = await writeWhatIsTaken(now, renderer, placing, options);
  if (!written) return undefined;
  const { ref, extent, rendering } = written;
  const before = isRef(now) ? cache.read(now)?.view.picture?.source : undefined;
  cache.put(ref, { view: rendering.view, state: rendering.state }, answered);
  if (isRef(now)) {
    cache.move(now, ref);
    running.move(keyOf(now), keyOf(ref));
    const isReplaced = before && keyOf(now) === keyOf(ref) && !showsPicture(ref, before, cache);
    if (isReplaced) await pictures.remove(before);
  }
  if (extent === 'headline') {
    const file = {
      name: `${answered.query.name}.csv`,
      bytes: Buffer.from(toSpreadsheetCsv(answered.table)),
      comment: '',
    };
    await messages.attach(ref, file).catch((error) => log.error({ error }, 'a CSV could not be attached'));
  }
  return { ref, nonce: rendering.nonce };
}

/** Writes the first extent of an answer that Slack takes, and remembers what the workspace does not show yet. */
async function writeWhatIsTaken(
  now: MessageTarget,
  { extentsFor, render }: AnswerRenderer,
  { shown, change }: Placing,
  options: DeliveringOptions,
): Promise<{ ref: MessageRef; extent: Extent; rendering: Rendering } | undefined> {
  const { cache, log } = options;
  const extents = extentsFor(shown);
  for (const [index, extent] of extents.entries()) {
    const rendering = render(extent, shown);
    try {
      const ref = await write(now, rendering, { ...options, change });
      if (!ref) return undefined;
      noteRefused(extents.slice(0, index), extent, cache);
      return { ref, extent, rendering };
    } catch (error) {
      if (!isRefusedContent(error) || extent === extents.at(-1)) throw error;
      log.warn({ error, extent }, 'Slack refused an answer');
    }
  }
  throw new Error('no extent of an answer was written');
}

/**
 * Writes a rendering. chat.update shows a new private file as "file not found"
 * (https://github.com/slackapi/node-slack-sdk/issues/2100), so a message with one is posted anew.
 */
async function write(
  now: MessageTarget,
  { message, view }: Rendering,
  { change, ...options }: DeliveringOptions & Pick<AnswerDelivery, 'change'>,
): Promise<MessageRef | undefined> {
  const { messages } = options;
  if (!isRef(now)) return messages.post(now.channel, message, { thread: now.thread });
  if (view.picture && 'slack_file' in view.picture.source) return replaceMessage(now, message, { ...options, change });
  try {
    const isMade = await messages.update(now, message, { isWanted: change?.isLatest });
    return isMade ? now : undefined;
  } catch (error) {
    if (!isFixed(error)) throw error;
    return replaceMessage(now, message, { ...options, change });
  }
}

function showsPicture(ref: MessageRef | undefined, source: PictureSource, cache: MessageCache): boolean {
  return JSON.stringify(ref && cache.read(ref)?.view.picture?.source) === JSON.stringify(source);
}
