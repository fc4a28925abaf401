import type { Param, Query } from '../../catalogue/query.ts';
import type { Request } from '../../question/request.ts';
import type { Entry } from './read-form.ts';

import { normalize, withValue } from '../../question/request.ts';
import { withoutChip } from './chips.ts';
import { CUSTOM, parseComparison, parseFilterId, parseOptionValue, parseRemoveId } from './filter-ids.ts';

/** A control that was used, as Slack reports it. */
export type Action = Entry & { readonly action_id: string };

/** What using a control asks for: another request, or a form for one parameter. */
export type FilterChange = { readonly request: Request } | { readonly form: Param };

/** Whether using a control opens a form instead of changing the answer at once. */
export function opensForm({ selected_option }: Action): boolean {
  return selected_option?.value === CUSTOM;
}

/** Returns what using a control of the filter bar asks for; undefined for any other control, such as one of another query. */
export function filterChangeOf(action: Action, query: Query, request: Request): FilterChange | undefined {
  const removed = parseRemoveId(action.action_id);
  if (removed)
    return removed.query === query.name ? { request: withoutChip(request, query, removed.param) } : undefined;
  const id = parseFilterId(action.action_id);
  const param = query.params.find(({ name }) => name === id?.param);
  if (!param || id?.query !== query.name) return undefined;
  if (opensForm(action)) return { form: param };
  const compare = parseComparison(action.selected_option?.value);
  if (compare) return { request: normalize({ ...request, compare }, query) };
  const value = parseOptionValue(action.selected_option?.value ?? '', []);
  return value === undefined ? undefined : { request: withValue(request, query, param.name, [value]) };
}
