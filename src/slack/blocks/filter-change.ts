import type { Param, Query } from '../../catalogue/query.ts';
import type { Request } from '../../question/request.ts';
import type { FilterValues } from './filter-ids.ts';
import type { Entry } from './forms.ts';

import { normalize, withValue } from '../../question/request.ts';
import { ACTIONS, CLEAR, CUSTOM, parseFilterId, parseOptionValue } from './filter-ids.ts';

/** A control that was used, as Slack reports it. */
export type Action = Entry & { readonly action_id: string };

/** What using a control asks for: another request, or a form for one parameter. */
export type FilterChange = { readonly request: Request } | { readonly form: Param };

/** Whether using a control opens a form instead of changing the answer at once. */
export function opensForm({ action_id, selected_option }: Action): boolean {
  return action_id.startsWith(`${ACTIONS.edit}/`) || selected_option?.value === CUSTOM;
}

/** Tells what using a filter means; undefined when it means nothing, as for a control of another query. */
export function changeOf(
  action: Action,
  query: Query,
  request: Request,
  menus: FilterValues,
): FilterChange | undefined {
  const chosen = action.selected_option?.value;
  if (action.action_id === ACTIONS.compare) {
    const compare = chosen === CLEAR ? undefined : (chosen?.slice(1) as Request['compare']);
    return { request: normalize({ ...request, compare }, query) };
  }
  const id = parseFilterId(action.action_id);
  const param = query.params.find(({ name }) => name === id?.param);
  if (!param || id?.query !== query.name) return undefined;
  if (opensForm(action)) return { form: param };
  return { request: withValue(request, query, param.name, valuesOf(action, param, menus)) };
}

function valuesOf(action: Action, param: Param, menus: FilterValues): readonly string[] | undefined {
  const known = Array.isArray(param.values) ? (param.values as readonly string[]) : (menus[param.name] ?? []);
  if (action.selected_options)
    return action.selected_options.flatMap(({ value }) => parseOptionValue(value ?? '', known) ?? []);
  if (action.selected_date) return [action.selected_date];
  const value = parseOptionValue(action.selected_option?.value ?? CLEAR, known);
  return value === undefined ? undefined : [value];
}
