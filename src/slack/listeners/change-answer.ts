import type { BlockAction } from '@slack/bolt';

import type { Request } from '../../question/request.ts';
import type { Message } from '../blocks/message.ts';
import type { MessageRef } from '../blocks/state.ts';
import type { BotContext } from '../bot-context.ts';
import type { ClickContext } from './click-handlers.ts';
import type { ClickedAnswer } from './clicked-answer.ts';

import { reapply } from '../../question/reapply.ts';
import { formatRequest, normalize } from '../../question/request.ts';
import { keyOf } from '../blocks/state.ts';
import { beginChange } from '../messages/intents.ts';
import { followMoves } from '../messages/moved-messages.ts';
import { clickedMessage, clickedPrivately, readClickedAnswer, understandShown } from './clicked-answer.ts';

/** Replaces the answer of a message by the answer to another request. `nextOf` makes that request from the one that the message shows when the click's turn has come. */
export async function changeAnswer(
  context: ClickContext,
  body: BlockAction,
  nextOf: (clicked: ClickedAnswer) => Promise<Request>,
): Promise<void> {
  if (clickedPrivately(body)) return changePrivateAnswer(context, body, nextOf);
  // the click is in order once its change has begun; what it works out may be overtaken
  const { conversation, intents, requester, cache } = context;
  const { running } = await inOrder(context, body, async (ref) => {
    const begin = async (intended: string | undefined, later?: string) => {
      const clicked = await readClickedAnswer(context, body, intended);
      const own = await nextOf(clicked);
      const after = later === undefined ? undefined : await understandShown(later, context.answerContext);
      const request = after
        ? normalize(reapply(own, { before: clicked.request, after: after.request }), after.query)
        : own;
      const text = formatRequest(request);
      await checkAllowed(text, context);
      return { clicked, request, text, before: formatRequest(after ? own : clicked.request) };
    };
    const { next, change } = await beginChange(cache.placeOf(ref), intents, begin, clickedAt(body));
    const { clicked, request } = next;
    return { running: conversation.change(clicked.ref, clicked.current, request, requester.user, { change }) };
  });
  await running;
}

/** When Slack says that a click was made, in microseconds since 1970: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
function clickedAt({ actions }: BlockAction): number | undefined {
  const [, seconds, micros] = /^(\d+)\.(\d{6})$/.exec(actions[0]?.action_ts ?? '') ?? [];
  return seconds === undefined ? undefined : Number(seconds + micros);
}

/** Answers a request in the place of an answer that a form was opened for. */
export async function changeShown(
  { conversation, intents, cache }: Pick<BotContext, 'conversation' | 'intents' | 'cache'>,
  { ref, current }: Pick<ClickedAnswer, 'ref' | 'current'>,
  request: Request,
  user: string,
): Promise<void> {
  const next = { text: formatRequest(request) };
  const { change } = await beginChange(cache.placeOf(ref), intents, async () => next);
  await conversation.change(ref, current, request, user, { change });
}

/**
 * Does what a click on an answer asks for after the clicks before it, so that each sees the change that the one before has
 * begun. They are in order by the message that was clicked on, and then by all that have replaced one another in its place.
 */
export function inOrder<T>(
  context: ClickContext,
  body: BlockAction,
  task: (ref: MessageRef) => Promise<T>,
): Promise<T> {
  const { clicks, cache } = context;
  const ref = clickedMessage(body)?.ref ?? { channel: '', ts: '' };
  return clicks(`clicked/${keyOf(ref)}`, async () => {
    await followMoves(ref, context);
    return clicks(cache.placeOf(ref), () => task(ref));
  });
}

/** Throws a UserError for what somebody who may not see everything may not ask, before anything of the message is touched. */
async function checkAllowed(text: string, { answerContext }: Pick<ClickContext, 'answerContext'>): Promise<void> {
  if (answerContext.contact !== undefined) await understandShown(text, answerContext);
}

async function changePrivateAnswer(
  { clicks, ...context }: ClickContext,
  body: BlockAction,
  nextOf: (clicked: ClickedAnswer) => Promise<Request>,
): Promise<void> {
  const { conversation, requester, respond } = context;
  const { running } = await clicks(`private/${requester.user}`, async () => {
    const clicked = await readClickedAnswer(context, body);
    const next = formatRequest(await nextOf(clicked));
    await checkAllowed(next, context);
    const send = async ({ text, blocks }: Message) => void (await respond({ replace_original: true, text, blocks }));
    return {
      running: conversation.askPrivately(next, requester, { ref: clicked.ref, current: clicked.current, send }),
    };
  });
  await running;
}
