import type { App, BlockAction } from '@slack/bolt';

import type { Action } from '../blocks/filter-change.ts';
import type { ActionId } from '../blocks/filter-ids.ts';
import type { BotContext } from '../bot-context.ts';
import type { Requester } from '../people/requester.ts';

import { UserError } from '../../error.ts';
import { answerText } from '../answers/answer-text.ts';
import { asksInThread } from '../blocks/ask-button.ts';
import { parseTarget } from '../blocks/form-target.ts';
import { unescapeText } from '../blocks/limits.ts';
import { createKeyedQueue } from '../keyed-queue.ts';
import { replyEphemeral } from '../people/requester.ts';
import { refusalWords } from '../words.ts';
import { CLICK_HANDLERS } from './click-handlers.ts';
import { clickedMessage, turnOf } from './clicked-answer.ts';

/** Registers the slash command and every control. Each listener acknowledges first and works afterwards. */
export function listen(app: App, context: BotContext): void {
  listenToCommands(app, context);
  listenToClicks(app, context);
}

function listenToCommands(app: App, context: BotContext): void {
  app.command(/^\//, async ({ command: typed, ack, respond }) => {
    await ack();
    context.command.set(typed.command);
    const place = { user: typed.user_id, channel: typed.channel_id };
    const requester = { ...place, reply: replyEphemeral(context.clients, place, respond) };
    const question = unescapeText(typed.text);
    context.serve({
      requester,
      question,
      id: typed.trigger_id,
      task: () => answerText(context, question, requester),
    });
  });
}

function listenToClicks(app: App, context: BotContext): void {
  const clicks = createKeyedQueue();
  app.action<BlockAction>(/.*/, async ({ ack, body, action, respond }) => {
    await ack();
    const requester = clickedBy(body, context, respond);
    const used = action as unknown as Action;
    noteClick(context, body);
    context.serve({
      requester,
      id: body.trigger_id,
      turn: turnOf(body),
      task: async () => {
        const id = used.action_id.split('/')[0] as ActionId;
        const handler = Object.hasOwn(CLICK_HANDLERS, id) ? CLICK_HANDLERS[id] : undefined;
        if (!handler) throw new UserError(refusalWords.oldControl);
        await handler({ ...context, requester, action: used, respond, clicks }, body);
      },
    });
  });
}

/** Notes in the ledger that somebody uses what was posted by itself. */
function noteClick({ deliveries, now, log }: BotContext, body: BlockAction): void {
  const clicked = clickedMessage(body);
  if (!clicked) return;
  deliveries.noteClick(clicked.ref, now()).catch((error) => log.warn({ error }, 'a click could not be noted'));
}

function clickedBy(
  body: BlockAction,
  { clients, messages }: BotContext,
  respond: Parameters<typeof replyEphemeral>[2],
): Requester {
  const user = body.user.id;
  const opened = parseTarget(body.view?.private_metadata ?? '')?.ref;
  if (opened) {
    const place = { user, channel: opened.channel, thread: opened.thread };
    return { ...place, reply: replyEphemeral(clients, place) };
  }
  const channel = body.channel?.id;
  if (!channel) return { user, channel: user, reply: async (message) => void (await messages.post(user, message)) };
  const ref = clickedMessage(body)?.ref;
  const thread = ref && asksInThread(body.actions[0]?.action_id ?? '') ? (ref.thread ?? ref.ts) : ref?.thread;
  const place = { user, channel, thread };
  return { ...place, reply: replyEphemeral(clients, place, respond) };
}
