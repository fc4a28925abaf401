import type { BlockAction } from '@slack/bolt';

import type { AnswerContext } from '../../answer/context.ts';
import type { Query } from '../../catalogue/query.ts';
import type { Understanding } from '../../question/parse.ts';
import type { Request } from '../../question/request.ts';
import type { WireMessage } from '../blocks/answer-view.ts';
import type { MessageRef } from '../blocks/state.ts';
import type { BotContext } from '../bot-context.ts';
import type { MessageState } from '../messages/message-cache.ts';

import { understand } from '../../answer/understand.ts';
import { UserError } from '../../error.ts';
import { findPrivately } from '../answers/private-rendering.ts';
import { keyOf } from '../blocks/state.ts';
import { refusalWords } from '../words.ts';

/** An answer whose control was used, as it is now. */
export type ClickedAnswer = {
  readonly ref: MessageRef;
  readonly current: MessageState;
  /** The request that the message shows, or will show when the current run ends. */
  readonly request: Request;
  readonly query: Query;
};

/** Returns the message that a click came from, with its blocks; undefined for clicks in App Home or in a modal. */
export function clickedMessage(
  body: BlockAction,
): { readonly ref: MessageRef; readonly message: WireMessage } | undefined {
  const message = body.message as (WireMessage & { ts: string; thread_ts?: string }) | undefined;
  if (!body.channel || !message) return undefined;
  const thread = message.thread_ts === message.ts ? undefined : message.thread_ts;
  return { ref: { channel: body.channel.id, ts: message.ts, ...(thread && { thread }) }, message };
}

/** Names the message that a click came from, whose clicks are in order; undefined for clicks elsewhere. */
export function turnOf(body: BlockAction): string | undefined {
  const { container, channel } = body;
  const ts = container?.message_ts;
  return channel && typeof ts === 'string' ? keyOf({ channel: channel.id, ts }) : undefined;
}

/** Returns the address of an ephemeral message that a click came from, and the nonce of its rendering; undefined for other messages. */
export function clickedPrivately(body: BlockAction): { readonly ref: MessageRef; readonly nonce: string } | undefined {
  const { container, channel, actions } = body;
  if (!channel || !container.is_ephemeral || typeof container.message_ts !== 'string') return undefined;
  const block = actions[0]?.block_id ?? '';
  return { ref: { channel: channel.id, ts: container.message_ts }, nonce: block.split('/')[1] ?? '' };
}

/**
 * Reads the answer that was clicked on. `intended` is the text that it was last asked to show, when that is known for
 * all instances. Throws a UserError when it can no longer be changed.
 */
export async function readClickedAnswer(
  context: BotContext,
  body: BlockAction,
  intended?: string,
): Promise<ClickedAnswer> {
  const { cache, running, answerContext } = context;
  const onlySeen = clickedPrivately(body);
  if (onlySeen) return readPrivateAnswer(context, onlySeen);
  const clicked = clickedMessage(body);
  if (!clicked) throw new Error('a filter was used outside of a message');
  const ref = cache.locate(clicked.ref);
  const isWhereClicked = ref.ts === clicked.ref.ts;
  // what another instance has posted in its place since may be unknown here; the message that was clicked on tells what it showed before
  const current =
    cache.read(ref, isWhereClicked ? clicked.message : undefined) ?? cache.read(clicked.ref, clicked.message);
  if (!current) throw new UserError(refusalWords.cannotChange);
  const text = intended ?? running.find(keyOf(ref))?.text ?? current.state.text;
  const { request, query } = await understandShown(text, answerContext);
  return { ref, current, request, query };
}

/** The view of an answer of which this process knows only the question, as another process has written its message. */
export const UNKNOWN_VIEW = { title: '', headline: '', understood: '', notes: [], receipt: '' };

async function readPrivateAnswer(
  { memory, cache, running, answerContext }: BotContext,
  { ref, nonce }: { readonly ref: MessageRef; readonly nonce: string },
): Promise<ClickedAnswer> {
  const found = await findPrivately(ref.channel, nonce, { memory, cache });
  if (!found) throw new UserError(refusalWords.cannotChange);
  const { request, query } = await understandShown(running.find(keyOf(ref))?.text ?? found.state.text, answerContext);
  return { ref, current: found.shown ?? { view: UNKNOWN_VIEW, state: found.state }, request, query };
}

/**
 * Understands the question of a shown answer in the name of who uses its control. Throws a UserError; its sentence
 * does not tell somebody with restricted access what they may not see.
 */
export async function understandShown(text: string, answerContext: AnswerContext): Promise<Understanding> {
  try {
    return await understand(text, answerContext);
  } catch (error) {
    const { contact } = answerContext;
    if (!(error instanceof UserError) || error.isTemporary || contact === undefined) throw error;
    throw new UserError(refusalWords.notAllowed(contact), { cause: error });
  }
}
