import type { BlockAction } from '@slack/bolt';

import type { Request } from '../question/request.ts';
import type { Message } from './blocks/answer.ts';
import type { ClickContext } from './click-handlers.ts';
import type { ClickedAnswer } from './clicked-answer.ts';

import { formatRequest } from '../question/request.ts';
import { clickedMessage, clickedPrivately, readClickedAnswer, understandShown } from './clicked-answer.ts';
import { beginChange } from './intents.ts';

/** Replaces the answer of a message by the answer to another request. `nextOf` makes that request of the one that the message shows by then. */
export async function changeAnswer(
  context: ClickContext,
  body: BlockAction,
  nextOf: (clicked: ClickedAnswer) => Promise<Request>,
): Promise<void> {
  if (clickedPrivately(body)) return changePrivateAnswer(context, body, nextOf);
  // the click is in order once its change has begun; what it works out may be overtaken
  const { conversation, intents, requester, cache, clicks } = context;
  const ref = clickedMessage(body)?.ref ?? { channel: '', ts: '' };
  const { running } = await clicks(cache.placeOf(ref), async () => {
    const { next, change } = await beginChange(cache.locate(ref), intents, async (intended) => {
      const clicked = await readClickedAnswer(context, body, intended);
      const request = await nextOf(clicked);
      const text = formatRequest(request);
      await checkAllowed(text, context);
      return { clicked, request, text };
    });
    const { clicked, request } = next;
    return { running: conversation.change(clicked.ref, clicked.current, request, requester.user, change) };
  });
  await running;
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
    return { running: conversation.askPrivately(next, requester, { ref: clicked.ref, send }) };
  });
  await running;
}
