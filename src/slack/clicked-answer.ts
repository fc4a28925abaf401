import type { BlockAction } from '@slack/bolt';

import type { Query } from '../catalogue/query.ts';
import type { Request } from '../question/request.ts';
import type { WireMessage } from './blocks/answer-view.ts';
import type { MessageRef } from './blocks/state.ts';
import type { BotContext } from './bot-context.ts';
import type { MessageState } from './message-cache.ts';

import { understand } from '../answer/understand.ts';
import { UserError } from '../error.ts';
import { keyOf } from './blocks/state.ts';

/** An answer whose control was used, as it stands now. */
export type ClickedAnswer = {
  readonly ref: MessageRef;
  readonly current: MessageState;
  /** What the message shows, or will show when the run that works on it ends. */
  readonly request: Request;
  readonly query: Query;
};

/** The message that a click came from, with its blocks; undefined for clicks in the app's home or in a modal. */
export function clickedMessage(
  body: BlockAction,
): { readonly ref: MessageRef; readonly message: WireMessage } | undefined {
  const message = body.message as (WireMessage & { ts: string; thread_ts?: string }) | undefined;
  if (!body.channel || !message) return undefined;
  const thread = message.thread_ts === message.ts ? undefined : message.thread_ts;
  return { ref: { channel: body.channel.id, ts: message.ts, ...(thread && { thread }) }, message };
}

/**
 * Reads the answer that was clicked on; `intended` is the text that it was last asked to show, when all instances know
 * it. Throws a UserError when it can be changed no more.
 */
export async function readClickedAnswer(
  { cache, running, answerContext }: BotContext,
  body: BlockAction,
  intended?: string,
): Promise<ClickedAnswer> {
  const clicked = clickedMessage(body);
  if (!clicked) throw new Error('a filter was used outside of a message');
  const ref = cache.locate(clicked.ref);
  const current = cache.read(ref, ref.ts === clicked.ref.ts ? clicked.message : undefined);
  if (!current) throw new UserError('this answer cannot be changed any more: ask again with the command');
  const text = intended ?? running.find(keyOf(ref))?.text ?? current.state.text;
  const { request, query } = await understand(text, answerContext);
  return { ref, current, request, query };
}
