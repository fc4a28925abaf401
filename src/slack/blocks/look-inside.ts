import type { types } from '@slack/bolt';

import type { Query } from '../../catalogue/query.ts';
import type { Request } from '../../question/request.ts';
import type { DrillRows } from './drill.ts';

import { insideOf } from '../../question/inside.ts';
import { formatRequest, normalize } from '../../question/request.ts';
import { controlWords } from '../words.ts';
import { drillMenu, upButton } from './drill.ts';
import { ACTIONS, escapeControlValue } from './filter-ids.ts';
import { BLOCK_LIMITS, plain } from './limits.ts';

/** The controls that look inside an answer; each is missing where there is nothing to see. */
export type LookInside = {
  /** The menu that drills into a row. */
  readonly drill?: types.Select | undefined;
  /** The button that goes one level up. */
  readonly up?: { readonly button: types.Button; readonly request: Request } | undefined;
  /** The button that asks for the reasons of a change. */
  readonly why?: types.Button | undefined;
};

/** Makes the controls that look inside an answer whose rows are `rows`. */
export function lookInside(query: Query, request: Request, rows: DrillRows | undefined): LookInside {
  return { drill: rows && drillMenu(query, rows), up: upButton(query, request), why: whyButton(query, request) };
}

/** The button that asks why a measure changed, under an answer that compares; undefined where the query cannot tell. */
function whyButton(query: Query, request: Request): types.Button | undefined {
  const show = query.params.find(({ role, choices }) => role === 'show' && choices.some(({ name }) => name === 'why'));
  if (!query.dataset || !show || !request.compare || insideOf(query, request)) return undefined;
  const why = normalize({ ...request, values: { ...request.values, [show.name]: ['why'] } }, query);
  const value = escapeControlValue(formatRequest(why));
  if (value.length > BLOCK_LIMITS.buttonValue) return undefined;
  return { type: 'button', action_id: ACTIONS.why, text: plain(controlWords.why, BLOCK_LIMITS.buttonText), value };
}
