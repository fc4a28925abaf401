import { setTimeout as sleep } from 'node:timers/promises';
import type { types } from '@slack/bolt';

import type { BotContext } from '../bot-context.ts';

import { failedView, waitingView } from '../blocks/modals.ts';
import { errorMessage } from '../messages/error-message.ts';

/** How long a view may take to be built before a waiting view is opened for it, in milliseconds. Slack's trigger lasts 3 s. */
const BUILT_WITHIN = 100;

/**
 * Opens a modal at once, before its trigger expires, and fills it when `build` has made its view. When `build` fails,
 * the open modal says so; otherwise it rejects.
 */
export async function openModal(
  { clients: { interactive }, botName, log }: Pick<BotContext, 'clients' | 'botName' | 'log'>,
  { triggerId, title }: { triggerId: string; title: string },
  build: () => Promise<types.ModalView>,
): Promise<void> {
  const building = build();
  building.catch(() => undefined); // handled below, perhaps after the waiting view was opened
  const early = await Promise.race([building, sleep(BUILT_WITHIN, undefined, { ref: false })]);
  const { view: opened } = await interactive.views.open({ trigger_id: triggerId, view: early ?? waitingView(title) });
  if (early) return;
  const view = await building.catch((error) => {
    const { message, reference } = errorMessage(error, { question: undefined, botName });
    if (reference) log.error({ error, reference }, 'a form could not be filled');
    return failedView(title, message.text);
  });
  await interactive.views.update({ view_id: opened?.id ?? '', view });
}
