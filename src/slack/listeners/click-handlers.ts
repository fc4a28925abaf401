import type { BlockAction, RespondFn } from '@slack/bolt';

import type { Request } from '../../question/request.ts';
import type { More } from '../blocks/answer.ts';
import type { Action } from '../blocks/filter-change.ts';
import type { ActionId } from '../blocks/filter-ids.ts';
import type { Message } from '../blocks/message.ts';
import type { BotContext } from '../bot-context.ts';
import type { KeyedQueue } from '../keyed-queue.ts';
import type { Requester } from '../people/requester.ts';
import type { ClickedAnswer } from './clicked-answer.ts';

import { UserError } from '../../error.ts';
import { formatHelp, help } from '../../question/help.ts';
import { defaultRequest, formatRequest, normalize } from '../../question/request.ts';
import { answerText, askAt } from '../answers/answer-text.ts';
import { publishHome } from '../app-home.ts';
import { filterChangeOf, opensForm } from '../blocks/filter-change.ts';
import { parseOptionValue, unescapeControlValue } from '../blocks/filter-ids.ts';
import { datesForm, filtersForm, formTitle } from '../blocks/forms.ts';
import { helpMessage } from '../blocks/help.ts';
import { unescapeText } from '../blocks/limits.ts';
import { parseState } from '../blocks/state.ts';
import { handleAlertClick } from '../digests/alert-handlers.ts';
import { takeOver } from '../digests/handover.ts';
import { retryDelivery } from '../digests/retry-handler.ts';
import { decideWanted } from '../digests/still-wanted.ts';
import { changeSubscription } from '../digests/subscribing.ts';
import { openSubscribeForm, previewSchedule } from '../digests/subscription-forms.ts';
import { readFilterValues } from '../filter-values.ts';
import { followMoves } from '../messages/moved-messages.ts';
import { formWords, refusalWords } from '../words.ts';
import { changeAnswer, inOrder } from './change-answer.ts';
import { takeJustMe } from './chat-commands.ts';
import {
  clickedMessage,
  clickedPrivately,
  readClickedAnswer,
  UNKNOWN_VIEW,
  understandShown,
} from './clicked-answer.ts';
import { changeSetting, shareAnswer } from './command-handlers.ts';
import {
  attachCsv,
  attachPrint,
  doubtAnswer,
  refresh,
  reviewAnswer,
  showDetails,
  showPrivately,
} from './details-handlers.ts';
import { askWhy, goDown, showExplanation } from './inside-handlers.ts';
import { openModal } from './modal.ts';

/** What a click handler works with: the bot, who clicked, and the control that was used. */
export type ClickContext = BotContext & {
  readonly requester: Requester;
  readonly action: Action;
  readonly respond: RespondFn;
  /** Runs the clicks on one message in their order. */
  readonly clicks: KeyedQueue;
};

/** Handles a click. What it throws is shown to the person who clicked, as `errorMessage` says it. */
export type Handler = (context: ClickContext, body: BlockAction) => Promise<void>;

/** How long a form waits for its menus, in milliseconds; those that are late are fetched when they are opened. */
const MENUS_WITHIN = 1000;

/** The click handlers, by the first part of the control's id. */
export const CLICK_HANDLERS: Readonly<Record<ActionId, Handler>> = {
  ask: (context) => answerText(context, unescapeControlValue(context.action.value ?? ''), context.requester),
  run: (context) => {
    const { text, isPrivate } = takeJustMe(unescapeControlValue(context.action.value ?? ''));
    return askAt(context, { text, isConfirmed: true }, context.requester, { isPrivate });
  },
  instead: showQuestion,
  up: showQuestion,
  drill: goDown,
  why: askWhy,
  share: shareAnswer,
  set: changeSetting,
  refresh,
  private: showPrivately,
  print: attachPrint,
  doubt: doubtAnswer,
  review: reviewAnswer,
  cancel: cancelRun,
  filter: useFilter,
  remove: useFilter,
  reset: (context, body) => changeAnswer(context, body, async ({ query }) => normalize(defaultRequest(query), query)),
  filters: showFilters,
  subscription: changeSubscription,
  schedule: previewSchedule,
  takeover: takeOver,
  alert: handleAlertClick,
  retry: retryDelivery,
  wanted: decideWanted,
  more: (context, body) => {
    const handler = MORE_HANDLERS.get(context.action.selected_option?.value ?? '');
    if (!handler) throw new UserError(refusalWords.oldControl);
    return handler(context, body);
  },
  list: turnPage,
  search: async (context) => {
    const question = unescapeText(context.action.value ?? '');
    if (question.trim() !== '') await answerText(context, question, context.requester);
  },
  find: async (context) => {
    const name = parseOptionValue(context.action.selected_option?.value ?? '', []);
    if (name) await answerText(context, formatHelp(name), context.requester);
  },
};

const MORE_HANDLERS: ReadonlyMap<string, Handler> = new Map<More, Handler>([
  ['table', (context, body) => changeAnswer(context, body, showAs('table'))],
  ['chart', (context, body) => changeAnswer(context, body, showAs(undefined))],
  ['subscribe', openSubscribeForm],
  ['csv', attachCsv],
  ['explain', showExplanation],
  ['details', showDetails],
  ['refresh', refresh],
]);

/** Answers the question that a button holds, in the place of the answer. */
function showQuestion(context: ClickContext, body: BlockAction): Promise<void> {
  return changeAnswer(context, body, async (clicked) => {
    const { request, query } = await understandShown(
      unescapeControlValue(context.action.value ?? ''),
      context.answerContext,
    );
    if (query.isPrivate && query.name !== clicked.query.name && !clickedPrivately(body))
      throw new UserError(refusalWords.answeredToYouAlone(query.title));
    return request;
  });
}

function showAs(as: Request['as']): (clicked: ClickedAnswer) => Promise<Request> {
  return async ({ request, query }) => normalize({ ...request, as }, query);
}

async function cancelRun(context: ClickContext, body: BlockAction): Promise<void> {
  const { cache, conversation, action } = context;
  const onlySeen = clickedPrivately(body);
  if (onlySeen) return cancelPrivately(context, onlySeen);
  const clicked = clickedMessage(body);
  if (!clicked) return;
  await followMoves(clicked.ref, context);
  const ref = cache.locate(clicked.ref);
  await conversation.cancel(ref, parseState(action.value ?? undefined), cache.read(ref, clicked.message));
}

async function cancelPrivately(
  { cache, conversation, action, respond }: ClickContext,
  { ref, nonce }: NonNullable<ReturnType<typeof clickedPrivately>>,
): Promise<void> {
  const back = parseState(action.value ?? undefined);
  const shown = back?.isPrivate && cache.read({ channel: ref.channel, ts: nonce });
  const current = back && { view: shown ? shown.view : UNKNOWN_VIEW, state: back };
  const send = async ({ text, blocks }: Message) => void (await respond({ replace_original: true, text, blocks }));
  await conversation.cancelPrivately({ ref, nonce, current, send });
}

async function useFilter(context: ClickContext, body: BlockAction): Promise<void> {
  const { action } = context;
  if (opensForm(action)) return showDates(context, body);
  await changeAnswer(context, body, async ({ query, request }) => {
    const change = filterChangeOf(action, query, request);
    if (!change || !('request' in change)) throw outdated(query.name);
    return change.request;
  });
}

function showDates(context: ClickContext, body: BlockAction): Promise<void> {
  const title = formTitle(context.action.action_id);
  return openModal(context, { triggerId: body.trigger_id, title }, () =>
    inOrder(context, body, async () => {
      const { ref, current, query, request } = await readClickedAnswer(context, body);
      const change = filterChangeOf(context.action, query, request);
      if (!change || !('form' in change)) throw outdated(query.name);
      const state = { ...current.state, text: formatRequest(request) };
      return datesForm(change.form, request, { ref, state });
    }),
  );
}

function showFilters(context: ClickContext, body: BlockAction): Promise<void> {
  return openModal(context, { triggerId: body.trigger_id, title: formWords.filters }, () =>
    inOrder(context, body, async () => {
      const { ref, current, query, request } = await readClickedAnswer(context, body);
      const state = { ...current.state, text: formatRequest(request) };
      const [menus, { look }] = await Promise.all([
        filterValues(context, query),
        context.askers.contextFor({ user: context.requester.user, isPrivate: true }),
      ]);
      return filtersForm(query, request, menus, { ref, state }, look?.locale);
    }),
  );
}

async function turnPage(context: ClickContext, body: BlockAction): Promise<void> {
  const { action, answerContext, cache, command, requester, respond } = context;
  const start = Number(action.value);
  if (body.view) return publishHome(context, requester.user, start);
  const page = { command: command.get(), nonce: cache.newNonce(), start };
  const { text, blocks } = helpMessage(help(answerContext.catalogue()), page);
  await respond({ replace_original: true, text, blocks });
}

function filterValues({ answerContext }: ClickContext, query: ClickedAnswer['query']) {
  return readFilterValues(answerContext, query, MENUS_WITHIN);
}

function outdated(query: string): UserError {
  return new UserError(refusalWords.oldFilter(query));
}
