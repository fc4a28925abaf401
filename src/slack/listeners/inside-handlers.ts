import type { Inside } from '../../question/inside.ts';
import type { Handler } from './click-handlers.ts';

import { drillDown } from '../../answer/drill.ts';
import { filterParam } from '../../catalogue/param.ts';
import { UserError } from '../../error.ts';
import { formatRequest, normalize } from '../../question/request.ts';
import { askAt } from '../answers/answer-text.ts';
import { explanationView } from '../blocks/explanation.ts';
import { parseFilterId, parseOptionValue, unescapeControlValue } from '../blocks/filter-ids.ts';
import { detailsWords, refusalWords } from '../words.ts';
import { changeAnswer } from './change-answer.ts';
import { clickedPrivately, readClickedAnswer } from './clicked-answer.ts';
import { openModal } from './modal.ts';

/** Drills into the chosen row and replaces the answer. */
export const goDown: Handler = (context, body) =>
  changeAnswer(context, body, async ({ query, request }) => {
    const { action, answerContext, now } = context;
    const id = parseFilterId(action.action_id);
    const param = filterParam(query, id?.param);
    const values = param ? await answerContext.values(query, param) : [];
    const value = parseOptionValue(action.selected_option?.value ?? '', values);
    if (!id || id.query !== query.name || value === undefined) throw new UserError(refusalWords.oldRow(query.name));
    return drillDown(query, request, { group: id.param, value }, { now: now(), calendar: answerContext.calendar });
  });

/** Answers why a measure changed with a new message, as a follow-up that is as private as the answer. */
export const askWhy: Handler = async (context, body) => {
  const { requester, action } = context;
  const { current } = await readClickedAnswer(context, body);
  const question = { text: unescapeControlValue(action.value ?? ''), previous: current.state.text };
  await askAt(context, question, requester, { isPrivate: clickedPrivately(body) !== undefined });
};

/** Explains the numbers of an answer in a modal. */
export const showExplanation: Handler = (context, body) => {
  const { conversation, requester } = context;
  return openModal(context, { triggerId: body.trigger_id, title: detailsWords.explain }, async () => {
    const { ref, current, query, request } = await readClickedAnswer(context, body);
    const answerTo = (inside: Inside) => {
      const values = { ...request.values, show: [inside] };
      const text = formatRequest(normalize({ ...request, values }, query));
      return conversation.answerOf(ref, { ...current.state, text }, { user: requester.user, isPrivate: true });
    };
    const sample = query.dataset?.showsRows ? answerTo('rows') : undefined;
    const [explained, rows] = await Promise.all([answerTo('explain'), sample]);
    return explanationView(explained, rows);
  });
};
