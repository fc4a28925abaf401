import type { types } from '@slack/bolt';

import type { Param, Query } from '../../catalogue/query.ts';
import type { Request } from '../../question/request.ts';
import type { FilterValues, Item } from './filter-ids.ts';

import { COMMON_PERIODS } from '../../calendar/period.ts';
import { periodParam } from '../../catalogue/param.ts';
import { insideOf, isOfRows } from '../../question/inside.ts';
import { ACTIONS, CLEAR, COMPARISONS, CUSTOM, currentOf, filterId, isLookedUp, itemsOf, option } from './filter-ids.ts';
import { BLOCK_LIMITS, oneLine, plain } from './limits.ts';

/** More than these are only in the "All filters" form: a phone shows each on a line of its own. */
const AT_FIRST_SIGHT = 8;

/** A choice above this many JSON characters is only counted, and changed in a form. */
const CHOSEN_JSON = 1000;

/** A menu above this many JSON characters is fetched when it is opened. */
const MENU_JSON = 5000;

/** What stands under an answer: a row of controls, and the menus of several values, which Slack wants as sections' accessories. */
export type FilterControls = {
  readonly row: readonly types.ActionsBlockElement[];
  readonly sections: readonly { readonly label: string; readonly menu: types.MultiSelect }[];
};

type Control = { readonly element: types.ActionsBlockElement } | FilterControls['sections'][number];

/**
 * The filters under an answer, one for each parameter, showing what the request holds. Of many, those that say most are
 * shown, and a button opens a form with all.
 */
export function filterControls(query: Query, request: Request, menus: FilterValues): FilterControls {
  const all = query.params.flatMap((param) => {
    const own = { rank: rankOf(query, param, request), ...control(query, request, param, menus[param.name]) };
    const isPeriod = param === periodParam(query);
    return isPeriod ? [own, { rank: 0, element: comparison(request) }] : [own];
  });
  const ranked = all.flatMap((entry) => (entry.rank === undefined ? [] : [{ entry, rank: entry.rank }]));
  const kept = new Set(
    ranked
      .toSorted((left, right) => left.rank - right.rank)
      .slice(0, AT_FIRST_SIGHT)
      .map(({ entry }) => entry),
  );
  const shown = all.filter((entry) => kept.has(entry));
  const row = shown.flatMap((entry) => ('element' in entry ? entry.element : []));
  const form: types.Button = {
    type: 'button',
    action_id: ACTIONS.filters,
    text: plain('All filters…', BLOCK_LIMITS.buttonText),
  };
  return {
    row: shown.length === all.length ? row : [...row, form],
    sections: shown.flatMap((entry) => ('menu' in entry ? { label: entry.label, menu: entry.menu } : [])),
  };
}

/** A parameter's menu in a form, where its label stands above it. */
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

/** The same filter with its options fetched when it is opened, for a menu too large for its message; undefined for others. */
export function external(element: unknown): types.Select | types.MultiSelect | undefined {
  const { options, type, ...rest } = element as types.StaticSelect | types.MultiStaticSelect;
  if (type === 'static_select')
    return { type: 'external_select', ...rest, min_query_length: 0 } as types.ExternalSelect;
  if (type === 'multi_static_select')
    return { type: 'multi_external_select', ...rest, min_query_length: 0 } as types.MultiExternalSelect;
  return undefined;
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
    placeholder: plain(param.type === 'choice' ? 'None' : 'All', BLOCK_LIMITS.placeholder),
    options: items ? [...offered, ...missing] : [],
    chosen,
  };
}

/** Filters beyond these are only in the form. */
const FIRST_FILTERS = 2;

/** What is shown first: what the question is made of and what was asked for, then menus, then free fields; undefined for what is only in the form. */
function rankOf(query: Query, param: Param, request: Request): number | undefined {
  if (insideOf(query, request) && isOfRows(param)) return undefined;
  const isSet = request.values[param.name] !== undefined;
  if (isSet || param.role === 'measure' || param.role === 'dimension' || param.role === 'series') return 0;
  if (param.type === 'period') return 0;
  if (query.dataset) {
    const first = query.dataset.dimensions.filter((dimension) => dimension.in === undefined).slice(0, FIRST_FILTERS);
    return first.some(({ name }) => name === param.name) ? 1 : undefined;
  }
  if (param.type === 'choice') return 0;
  return param.default || param.values || param.type === 'boolean' || param.type === 'date' ? 1 : 2;
}

function control(query: Query, request: Request, param: Param, values: readonly string[] | undefined): Control {
  const current = currentOf(request, param);
  const none = request.excluded.includes(param.name)
    ? `not ${request.values[param.name]!.map(oneLine).join(', ')}`
    : nothing(param);
  if (param.type === 'period') return { element: period(query, param, current, none) };
  if (param.type === 'date' && !param.many) return { element: day(query, param, current) };
  const items = itemsOf(param, values);
  const isMenu = items !== undefined || (isLookedUp(param) && values === undefined);
  if (!isMenu) return { element: editButton(query, param, current, none) };
  if (!param.many || (param.role === 'measure' && current.length < 2)) {
    const canClear = param.optional || request.excluded.includes(param.name);
    return { element: labelled(filterId(query, param), param.label, current[0], items, canClear ? none : undefined) };
  }
  const isLong = JSON.stringify(current.map((value) => option({ text: value, value }))).length > CHOSEN_JSON;
  if (isLong) return { element: editButton(query, param, [`${current.length} chosen`], none) };
  return {
    label: param.label,
    menu: { ...menuOfMany(query, param, current, items), placeholder: plain(none, BLOCK_LIMITS.placeholder) },
  };
}

/** A menu that says what it is for: the current option bears the label. */
function labelled(
  id: string,
  label: string,
  current: string | undefined,
  items: readonly Item[] | undefined,
  clear: string | undefined,
): types.Select {
  const named = (item: Item) => option(item, item.value === current ? label : undefined);
  const cleared: types.PlainTextOption = {
    text: plain(current === undefined ? `${label}: ${clear}` : `${clear}`, BLOCK_LIMITS.optionText),
    value: CLEAR,
  };
  const known = items ?? [];
  const missing = current !== undefined && !known.some(({ value }) => value === current);
  const shown = missing ? [{ text: current, value: current }, ...known] : known;
  const options = [...(clear === undefined ? [] : [cleared]), ...shown.map(named)];
  const initial =
    current === undefined
      ? clear === undefined
        ? undefined
        : cleared
      : named(shown.find(({ value }) => value === current)!);
  const common = {
    action_id: id,
    placeholder: plain(label, BLOCK_LIMITS.placeholder),
    ...(initial && { initial_option: initial }),
  };
  if (!items || !isStatic(options)) return { type: 'external_select', ...common, min_query_length: 0 };
  return { type: 'static_select', ...common, options };
}

function period(query: Query, param: Param, current: readonly string[], none: string): types.ActionsBlockElement {
  const items = COMMON_PERIODS.map((text) => ({ text, value: text as string }));
  const select = labelled(
    filterId(query, param),
    param.label,
    current[0],
    items,
    current[0] === undefined ? none : undefined,
  );
  if (select.type !== 'static_select') return select;
  return {
    ...select,
    options: [...(select.options ?? []), { text: plain('Custom dates…', BLOCK_LIMITS.optionText), value: CUSTOM }],
  };
}

function comparison(request: Request): types.ActionsBlockElement {
  return labelled(ACTIONS.compare, 'Compare', request.compare, COMPARISONS, 'with nothing');
}

function day(query: Query, param: Param, current: readonly string[]): types.ActionsBlockElement {
  const isIso = /^\d{4}-\d{2}-\d{2}$/.test(current[0] ?? '');
  return {
    type: 'datepicker',
    action_id: filterId(query, param),
    placeholder: plain(param.label, BLOCK_LIMITS.placeholder),
    ...(isIso && { initial_date: current[0]! }),
  };
}

function editButton(query: Query, param: Param, current: readonly string[], none: string): types.Button {
  const value = current.map(oneLine).join(', ') || none;
  return {
    type: 'button',
    action_id: `${ACTIONS.edit}/${query.name}/${param.name}`,
    text: plain(`${param.label}: ${value}`, BLOCK_LIMITS.buttonText),
  };
}

function nothing(param: Param): string {
  if (param.type === 'period') return 'all time';
  if (param.type === 'choice') return 'none';
  return param.values ? 'all' : 'not set';
}

function isStatic(options: readonly unknown[]): boolean {
  return options.length > 0 && options.length < BLOCK_LIMITS.options && JSON.stringify(options).length <= MENU_JSON;
}
