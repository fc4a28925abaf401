import type { types } from '@slack/bolt';

import type { Query } from '../../catalogue/query.ts';
import type { Request } from '../../question/request.ts';
import type { DrillRows } from './drill.ts';

import { insideOf } from '../../question/inside.ts';
import { formatRequest, normalize } from '../../question/request.ts';
import { drillMenu, upButton } from './drill.ts';
import { ACTIONS, formatQuestion } from './filter-ids.ts';
import { BLOCK_LIMITS, plain } from './limits.ts';

/** What looks inside an answer, in one row: a way down into a row, the way back up, and the reasons of a change. */
export function lookInside(
  query: Query,
  request: Request,
  { rows, nonce }: { readonly rows: DrillRows | undefined; readonly nonce: string },
): types.ActionsBlock | undefined {
  const elements = [rows && drillMenu(query, rows), upButton(query, request), whyButton(query, request)].filter(
    (element) => element !== undefined,
  );
  return elements.length > 0 ? { type: 'actions', block_id: `inside/${nonce}`, elements } : undefined;
}

/** The button that asks why a measure changed, under an answer that compares; undefined where the query cannot tell. */
function whyButton(query: Query, request: Request): types.Button | undefined {
  const show = query.params.find(({ role, choices }) => role === 'show' && choices.some(({ name }) => name === 'why'));
  if (!query.dataset || !show || !request.compare || insideOf(query, request)) return undefined;
  const why = normalize({ ...request, values: { ...request.values, [show.name]: ['why'] } }, query);
  const value = formatQuestion(formatRequest(why));
  if (value.length > BLOCK_LIMITS.buttonValue) return undefined;
  return { type: 'button', action_id: ACTIONS.why, text: plain('Why?', BLOCK_LIMITS.buttonText), value };
}
