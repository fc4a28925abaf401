import type { BlockAction } from '@slack/bolt';

import type { OwnerVerdict } from '../blocks/doubt.ts';
import type { FormTarget } from '../blocks/form-target.ts';
import type { MessageState } from '../messages/message-cache.ts';
import type { ClickContext, Handler } from './click-handlers.ts';

import { UserError } from '../../error.ts';
import { toBoundedCsv } from '../../table/csv.ts';
import { trackQuestion } from '../answers/tracked-question.ts';
import { isTable } from '../blocks/answer-view.ts';
import { detailsView } from '../blocks/details.ts';
import { doubtMessage, ownerPerson, parseDoubt, verdictMessage } from '../blocks/doubt.ts';
import { parseTarget } from '../blocks/form-target.ts';
import { escapeText } from '../blocks/limits.ts';
import { sentenceView } from '../blocks/modals.ts';
import { followMoves } from '../messages/moved-messages.ts';
import { detailsWords, doubtWords, refusalWords } from '../words.ts';
import { changeAnswer, changeShown } from './change-answer.ts';
import { clickedPrivately, readClickedAnswer, understandShown } from './clicked-answer.ts';
import { openModal, updateModal } from './modal.ts';

/** Opens a modal that shows where an answer's numbers come from. */
export const showDetails: Handler = (context, body) => {
  const { conversation, requester, clients, commitOf, links, askers } = context;
  return openModal(context, { triggerId: body.trigger_id, title: detailsWords.details }, async () => {
    const { ref, current } = await readClickedAnswer(context, body);
    const [answered, { look }, permalink] = await Promise.all([
      conversation.answerOf(ref, current.state, requester),
      askers.contextFor({ user: requester.user, isPrivate: true }),
      current.state.isPrivate ? undefined : readPermalink(clients, ref),
    ]);
    const commit = await commitOf?.(answered.query.file);
    const link = links?.linkTo(answered.text);
    return detailsView(
      { ...answered, ...(look && { look }) },
      { target: { ref, state: current.state }, permalink, link, commit },
    );
  });
};

/** Asks a question again over the data as they are now, and replaces its answer. */
export const refresh: Handler = async (context, body) => {
  const { answerContext, requester } = context;
  if (!body.view) {
    return changeAnswer(context, body, async ({ request }) => {
      answerContext.forget?.(request.query);
      return request;
    });
  }
  const shown = await readTarget(context, targetOf(body));
  const { request } = await understandShown(shown.current.state.text, answerContext);
  answerContext.forget?.(request.query);
  await changeShown(context, shown, request, requester.user);
};

/** Shows an answer to one person alone, who can change it there. */
export const showPrivately: Handler = async (context, body) => {
  const { conversation, requester } = context;
  const { current } = await readTarget(context, targetOf(body));
  await conversation.askPrivately(current.state.text, requester, { send: requester.reply });
};

/** Attaches an answer's rows to its thread as a CSV: all of them, or as many as the setting has room for, which it then says. */
export const attachCsv: Handler = async (context, body) => {
  const { conversation, messages, requester, csvBytes } = context;
  if (clickedPrivately(body)) throw new UserError(refusalWords.postBeforeCsv);
  const { ref, current } = await readClickedAnswer(context, body);
  const { channel, thread } = ref;
  const tracked = trackQuestion({ user: requester.user, channel, thread, text: current.state.text }, context);
  try {
    const { title, query, table } = await conversation.answerOf(ref, current.state, requester);
    const { bytes, rows } = toBoundedCsv(table, csvBytes);
    const cut = rows < table.rows.length ? cutWords({ rows, all: table.rows.length, csvBytes }) : '';
    const comment = `${detailsWords.csv(escapeText(title), requester.user)}${cut}`;
    await messages.attach(ref, { name: `${query.name}.csv`, bytes, comment });
  } finally {
    await tracked.end();
  }
};

/** What a CSV leaves out, and how to get it. */
function cutWords({ rows, all, csvBytes }: { rows: number; all: number; csvBytes: number }): string {
  const megabytes = Math.floor(csvBytes / 1_000_000);
  return detailsWords.csvCut({ first: rows.toLocaleString('en'), all: all.toLocaleString('en'), megabytes });
}

/** Pixels of a picture for print for each of its logical size: three times as many as in a message, about 300 an inch on a page. */
const PRINT_SCALE = 6;

/** Draws an answer's picture at the size of print, and attaches it to the answer's thread. */
export const attachPrint: Handler = async (context, body) => {
  const { conversation, messages, requester, answerContext } = context;
  const { ref, current } = await readTarget(context, targetOf(body));
  const answered = await conversation.answerOf(ref, current.state, requester);
  if (isTable(answered)) throw new UserError(refusalWords.noPictureOfTable);
  const { png, width, height } = await answerContext.draw(answered.chart, { scale: PRINT_SCALE });
  const comment = detailsWords.printed(escapeText(answered.title), { width, height }, requester.user);
  const name = `${answered.query.name}.png`;
  await messages.attach(ref, { name, bytes: Buffer.from(png), comment });
};

/** Marks an answer as under review, and asks its owner in the thread whether the number is right. */
export const doubtAnswer: Handler = async (context, body) => {
  const { conversation, messages, requester, answerContext, cache } = context;
  const { ref, current } = await readTarget(context, targetOf(body));
  if (current.state.doubtedBy) throw new UserError(refusalWords.doubtedAlready);
  const { query } = await understandShown(current.state.text, answerContext);
  const doubt = { ref, person: requester.user, owner: query.owner };
  await conversation.show(ref, { ...current, state: { ...current.state, doubtedBy: requester.user } });
  await messages.post(ref.channel, doubtMessage(current.view, doubt, cache.newNonce()), {
    thread: ref.thread ?? ref.ts,
  });
  const view = sentenceView(detailsWords.details, doubtWords.thanks);
  await updateModal(context, { view_id: body.view?.id ?? '', view });
};

/** Applies the owner's verdict on a doubted number: it is right, or it was corrected and is looked up again. */
export const reviewAnswer: Handler = async (context, _body) => {
  const { action, conversation, requester, respond, cache, answerContext } = context;
  const verdict: OwnerVerdict = action.action_id.endsWith('/corrected') ? 'corrected' : 'right';
  const doubt = parseDoubt(action.value ?? undefined);
  if (!doubt) throw new UserError(refusalWords.oldReview);
  const owner = ownerPerson(doubt.owner);
  if (owner ? requester.user !== owner : requester.user === doubt.person)
    throw new UserError(refusalWords.ownerDecides(doubt.owner ?? refusalWords.somebodyWhoKnows));
  const { ref, current } = await readTarget(context, { ref: doubt.ref, state: { text: '' } });
  const { doubtedBy: _, ...state } = current.state;
  await conversation.show(ref, { ...current, state });
  const { text, blocks } = verdictMessage(verdict, doubt, { by: requester.user, nonce: cache.newNonce() });
  await respond({ replace_original: true, text, blocks });
  if (verdict === 'right') return;
  const { request } = await understandShown(state.text, answerContext);
  answerContext.forget?.(request.query);
  await changeShown(context, { ref, current: { ...current, state } }, request, requester.user);
};

function targetOf({ view }: BlockAction): FormTarget {
  const target = parseTarget(view?.private_metadata ?? '');
  if (!target) throw new UserError(refusalWords.oldForm);
  return target;
}

/** The answer that a form was opened for, as it stands now. */
async function readTarget(
  context: ClickContext,
  target: FormTarget,
): Promise<{ readonly ref: FormTarget['ref']; readonly current: MessageState }> {
  const { cache, messages } = context;
  await followMoves(target.ref, context);
  const ref = cache.locate(target.ref);
  const current = cache.read(ref) ?? cache.read(ref, await messages.find(ref));
  if (!current) throw new UserError(refusalWords.cannotChange);
  return { ref, current };
}

async function readPermalink(
  { interactive }: ClickContext['clients'],
  { channel, ts }: FormTarget['ref'],
): Promise<string | undefined> {
  const found = await interactive.chat.getPermalink({ channel, message_ts: ts }).catch(() => undefined);
  return found?.permalink;
}
