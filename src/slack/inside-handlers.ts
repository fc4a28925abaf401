import type { Handler } from './click-handlers.ts';

import { drillDown } from '../answer/drill.ts';
import { UserError } from '../error.ts';
import { parseFilterId, parseOptionValue, parseQuestion } from './blocks/filter-ids.ts';
import { changeAnswer } from './change-answer.ts';
import { readClickedAnswer } from './clicked-answer.ts';

/** Goes down into the row that was chosen, in the place of the answer. */
export const goDown: Handler = (context, body) =>
  changeAnswer(context, body, async ({ query, request }) => {
    const { action, answerContext, now } = context;
    const id = parseFilterId(action.action_id);
    const param = query.params.find(({ role, name }) => role === 'filter' && name === id?.param);
    const values = param ? await answerContext.values(query, param) : [];
    const value = parseOptionValue(action.selected_option?.value ?? '', values);
    if (!id || id.query !== query.name || value === undefined)
      throw new UserError(`this row belongs to an older ${query.name}: ask again with the command`);
    return drillDown(query, request, { group: id.param, value }, { now: now(), calendar: answerContext.calendar });
  });

/** Answers why a measure changed with a message of its own, which follows the one that was clicked on. */
export const askWhy: Handler = async (context, body) => {
  const { conversation, requester, action } = context;
  const { current } = await readClickedAnswer(context, body);
  await conversation.ask(parseQuestion(action.value ?? ''), { ...requester, previous: current.state.text });
};
