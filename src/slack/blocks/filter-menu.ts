import type { types } from '@slack/bolt';

import type { Param, Query } from '../../catalogue/query.ts';
import type { Item } from './filter-ids.ts';

import { formWords } from '../words.ts';
import { filterId, option } from './filter-ids.ts';
import { BLOCK_LIMITS, plain } from './limits.ts';

/** A menu above this many JSON characters is fetched when it is opened. */
const MENU_JSON = 5000;

/** Makes a parameter's menu for a form, which shows the label above it. */
export function filterMenu(
  query: Query,
  param: Param,
  current: readonly string[],
  items: readonly Item[] | undefined,
): types.Select | types.MultiSelect {
  if (param.many) return menuOfMany(query, param, current, items);
  const { options, chosen, ...common } = partsOf(query, param, current, items);
  const initial = chosen[0] && { initial_option: chosen[0] };
  if (!isStatic(options)) return { type: 'external_select', ...common, min_query_length: 0, ...initial };
  return { type: 'static_select', ...common, options, ...initial };
}

/** Returns a menu whose options are fetched when it is opened, for one that is too large for its message; undefined for other controls. */
export function external(element: unknown): types.ExternalSelect | undefined {
  const { options, type, ...rest } = element as types.StaticSelect;
  return type === 'static_select' ? { type: 'external_select', ...rest, min_query_length: 0 } : undefined;
}

function menuOfMany(
  query: Query,
  param: Param,
  current: readonly string[],
  items: readonly Item[] | undefined,
): types.MultiSelect {
  const { options, chosen, ...common } = partsOf(query, param, current, items);
  const initial = chosen.length > 0 && { initial_options: chosen };
  if (!isStatic(options)) return { type: 'multi_external_select', ...common, min_query_length: 0, ...initial };
  return { type: 'multi_static_select', ...common, options, ...initial };
}

/** A menu's id, placeholder, options and those chosen; what is chosen is always among the options. */
function partsOf(query: Query, param: Param, current: readonly string[], items: readonly Item[] | undefined) {
  const offered = items?.map((item) => option(item)) ?? [];
  const chosen = current.map((value) => option(items?.find((item) => item.value === value) ?? { text: value, value }));
  const missing = chosen.filter((one) => !offered.some(({ value }) => value === one.value));
  return {
    action_id: filterId(query, param),
    placeholder: plain(param.type === 'choice' ? formWords.none : formWords.all, BLOCK_LIMITS.placeholder),
    options: items ? [...offered, ...missing] : [],
    chosen,
  };
}

/** Whether options are few enough for a message; more are fetched when their menu is opened. */
export function isStatic(options: readonly unknown[]): boolean {
  return options.length > 0 && options.length < BLOCK_LIMITS.options && JSON.stringify(options).length <= MENU_JSON;
}
