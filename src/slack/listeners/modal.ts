import { setTimeout as sleep } from 'node:timers/promises';
import type { types } from '@slack/bolt';

import type { BotContext } from '../bot-context.ts';

import { failedView, waitingView } from '../blocks/modals.ts';
import { codeOf } from '../connection/clients.ts';
import { errorMessage } from '../messages/error-message.ts';

/** How long a view may take to be built before a waiting view is opened for it, in milliseconds. Slack's trigger lasts 3 s. */
const BUILT_WITHIN = 100;

/**
 * Opens a modal at once, before its trigger expires, and fills it when `build` has made its view. When `build` fails,
 * the open modal says so; otherwise it rejects.
 */
export async function openModal(
  { clients, botName, log }: Pick<BotContext, 'clients' | 'botName' | 'log'>,
  { triggerId, title }: { triggerId: string; title: string },
  build: () => Promise<types.ModalView>,
): Promise<void> {
  const building = build();
  building.catch(() => undefined); // handled below, perhaps after the waiting view was opened
  const early = await Promise.race([building, sleep(BUILT_WITHIN, undefined, { ref: false })]);
  const view = early ?? waitingView(title);
  const { view: opened } = await clients.interactive.views.open({ trigger_id: triggerId, view });
  if (early) return;
  const built = await building.catch((error) => {
    const { message, reference } = errorMessage(error, { question: undefined, botName });
    if (reference) log.error({ error, reference }, 'a form could not be filled');
    return failedView(title, message.text);
  });
  await updateModal({ clients, log }, { view_id: opened?.id ?? '', view: built });
}

/** What Slack answers when an open view was closed or has changed meanwhile: https://docs.slack.dev/reference/methods/views.update#errors */
const GONE: ReadonlySet<string> = new Set(['not_found', 'hash_conflict']);

/** Shows something else in an open modal, unless the person has closed it, or with `hash` changed it, meanwhile. */
export async function updateModal(
  { clients: { interactive }, log }: Pick<BotContext, 'clients' | 'log'>,
  update: { readonly view_id: string; readonly hash?: string; readonly view: types.ModalView },
): Promise<void> {
  try {
    await interactive.views.update(update);
  } catch (error) {
    if (!GONE.has(codeOf(error) ?? '')) throw error;
    log.debug({ error }, 'a form was closed before it was changed');
  }
}
