import { setTimeout as sleep } from 'node:timers/promises';
import type { App, ViewOutput } from '@slack/bolt';

import type { FormTarget } from '../blocks/form-target.ts';
import type { Entries } from '../blocks/read-form.ts';
import type { BotContext } from '../bot-context.ts';

import { UserError } from '../../error.ts';
import { parse } from '../../question/parse.ts';
import { formatRequest } from '../../question/request.ts';
import { parseTarget } from '../blocks/form-target.ts';
import { FORM } from '../blocks/forms.ts';
import { readForm } from '../blocks/read-form.ts';
import { listenToHandoverForm } from '../digests/handover.ts';
import { listenToSubscribeForm } from '../digests/subscription-forms.ts';
import { readFilterValues } from '../filter-values.ts';
import { followMoves } from '../messages/moved-messages.ts';
import { replyEphemeral } from '../people/requester.ts';
import { progressWords } from '../words.ts';
import { changeShown } from './change-answer.ts';
import { UNKNOWN_VIEW, understandShown } from './clicked-answer.ts';

/** How long Slack waits, in milliseconds, for what is wrong with a form; it takes 3 s at most. */
const PATIENCE = 2000;

/** What is shown of a message that nobody here remembers, until its next answer comes. */
const UPDATING = { ...UNKNOWN_VIEW, headline: progressWords.updating };

/** Registers what happens when a filter form is submitted: errors are shown at its inputs, else the answer changes. */
export function listenToForms(app: App, context: BotContext): void {
  const { conversation, cache, clients, serve } = context;
  listenToSubscribeForm(app, context);
  listenToHandoverForm(app, context);
  app.view(FORM, async ({ ack, view, body }) => {
    const target = parseTarget(view.private_metadata);
    if (!target) return ack();
    const reading = readSubmission(context, target, view);
    reading.catch(() => undefined); // said to the person by the task below
    const early = await Promise.race([reading.catch(() => undefined), sleep(PATIENCE, undefined, { ref: false })]);
    if (early && 'block' in early) return ack({ response_action: 'errors', errors: { [early.block]: early.message } });
    await ack();
    const user = body.user.id;
    const place = { user, channel: target.ref.channel, thread: target.ref.thread };
    serve({
      requester: { ...place, reply: replyEphemeral(clients, place) },
      id: 'trigger_id' in body ? String(body.trigger_id) : undefined,
      task: async () => {
        const found = await reading;
        if ('block' in found) throw new UserError(found.message);
        if (target.state.isPrivate) {
          const send = replyEphemeral(clients, place);
          return conversation.askPrivately(formatRequest(found.request), place, { send });
        }
        await followMoves(target.ref, context);
        const ref = cache.locate(target.ref);
        const current = cache.read(ref) ?? { view: UPDATING, state: target.state };
        await changeShown(context, { ref, current }, found.request, user);
      },
    });
  });
}

/** The request that a form asks for, or what is wrong with which of its inputs. */
async function readSubmission({ answerContext }: BotContext, { state }: FormTarget, view: ViewOutput) {
  const { request, query } = await understandShown(state.text, answerContext);
  const menus = await readFilterValues(answerContext, query, PATIENCE);
  return readForm(view.state.values as Entries, query, request, menus, (next) => {
    parse(formatRequest(next), answerContext.catalogue(), (_, { name, values }) =>
      Array.isArray(values) ? values : (menus[name] ?? []),
    );
  });
}
