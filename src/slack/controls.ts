import { createHash } from 'node:crypto';
import type { types } from '@slack/bolt';

import type { Param, Query } from '../query.ts';
import type { Request } from '../request.ts';

import { COMMON_PERIODS } from '../period.ts';
import { valuesOf } from '../request.ts';
import { LIMITS, oneLine, plain } from './limits.ts';

/** Menu values by parameter name: undefined while they are being looked up, empty when nobody knows them. */
export type Menus = Readonly<Record<string, readonly string[] | undefined>>;

/** One thing that can be chosen. */
export type Item = { readonly text: string; readonly value: string };

export const ACTIONS = {
  ask: 'ask',
  cancel: 'cancel',
  instead: 'instead',
  compare: 'compare',
  more: 'more',
  refresh: 'refresh',
  filter: 'filter',
  edit: 'edit',
  filters: 'filters',
} as const;

/** Option values that are no parameter's value. */
export const CLEAR = '-';
export const CUSTOM = '?';

/** More than these are only in the "All filters" form: a phone shows each on a line of its own. */
const AT_FIRST_SIGHT = 8;
/** A choice above this many JSON characters is only counted, and changed in a form. */
const CHOSEN_JSON = 1000;
/** A menu above this many JSON characters is fetched when it is opened. */
const MENU_JSON = 5000;

export const COMPARISONS: readonly Item[] = [
  { text: 'previous period', value: 'previous' },
  { text: 'last year', value: 'last year' },
];

const YES_OR_NO: readonly Item[] = [
  { text: 'yes', value: 'true' },
  { text: 'no', value: 'false' },
];

/**
 * The filters under an answer, one for each parameter, showing what the request holds. Of many, those that say most are
 * shown, and a button opens a form with all.
 */
export function controls(query: Query, request: Request, menus: Menus): types.ActionsBlockElement[] {
  const all = query.params.flatMap((param) => {
    const element = { rank: rankOf(param, request), element: control(query, request, param, menus[param.name]) };
    const isPeriod = param === query.params.find(({ type }) => type === 'period');
    return isPeriod ? [element, { rank: 0, element: comparison(request) }] : [element];
  });
  const kept = new Set(all.toSorted((left, right) => left.rank - right.rank).slice(0, AT_FIRST_SIGHT));
  const shown = all.filter((entry) => kept.has(entry)).map(({ element }) => element);
  if (shown.length === all.length) return shown;
  return [...shown, { type: 'button', action_id: ACTIONS.filters, text: plain('All filters…', LIMITS.buttonText) }];
}

/** Whether the query's answers can be held against an earlier period. */
export function isComparable(query: Query): boolean {
  return query.params.some((param) => param.type === 'period');
}

/** The values that a parameter's control shows as chosen: none when they are left out instead of kept. */
export function currentOf(request: Request, param: Param): readonly string[] {
  return request.excluded.includes(param.name) ? [] : (valuesOf(request, param) ?? []);
}

/** What a parameter can be set to; undefined when it is free text or its menu is not known yet. */
export function itemsOf(param: Param, menu: readonly string[] | undefined): readonly Item[] | undefined {
  if (param.type === 'boolean') return YES_OR_NO;
  if (param.type === 'choice') return param.choices.map(({ name, label }) => ({ text: label, value: name }));
  const values = Array.isArray(param.values) ? (param.values as readonly string[]) : param.values && menu;
  return values?.length ? [...new Set(values)].map((value) => ({ text: value, value })) : undefined;
}

/** Whether the parameter's values are looked up and may still come. */
export function isLookedUp(param: Param): boolean {
  return param.values !== undefined && !Array.isArray(param.values);
}

/** The id of a parameter's control. Names hold no `/`. */
export function filterId(query: Query, param: Param): string {
  return `${ACTIONS.filter}/${query.name}/${param.name}`;
}

/** Which query's parameter an id of `filterId` or an edit button belongs to. */
export function parseFilterId(id: string): { query: string; param: string } | undefined {
  const [kind, query, param] = id.split('/');
  return (kind === ACTIONS.filter || kind === ACTIONS.edit) && query && param ? { query, param } : undefined;
}

/** A value as an option's value: itself, or its digest when Slack would not take it whole. */
export function formatOptionValue(value: string): string {
  if (value.length < LIMITS.optionValue && value.isWellFormed()) return `=${value}`;
  return `#${createHash('sha256').update(value).digest('base64url')}`;
}

/** The value behind an option's value, found again among `values` when it is a digest. */
export function parseOptionValue(text: string, values: readonly string[]): string | undefined {
  if (text.startsWith('=')) return text.slice(1);
  return text.startsWith('#') ? values.find((value) => formatOptionValue(value) === text) : undefined;
}

/** An item as Slack's option; `label` is put before the text. */
export function option(item: Item, label?: string): types.PlainTextOption {
  const text = label ? `${label}: ${item.text}` : item.text;
  return { text: plain(text, LIMITS.optionText), value: formatOptionValue(item.value) };
}

/** A parameter's menu in a form, where its label stands above it. */
export function menu(
  query: Query,
  param: Param,
  current: readonly string[],
  items: readonly Item[] | undefined,
): types.Select | types.MultiSelect {
  const id = {
    action_id: filterId(query, param),
    placeholder: plain(param.type === 'choice' ? 'None' : 'All', LIMITS.placeholder),
  };
  const options = items?.map((item) => option(item)) ?? [];
  const chosen = current.map((value) => option(items?.find((item) => item.value === value) ?? { text: value, value }));
  if (!isStatic(options)) {
    if (param.many)
      return {
        type: 'multi_external_select',
        ...id,
        min_query_length: 0,
        ...(chosen.length && { initial_options: chosen }),
      };
    return { type: 'external_select', ...id, min_query_length: 0, ...(chosen[0] && { initial_option: chosen[0] }) };
  }
  const all = [...options, ...chosen.filter((one) => !options.some(({ value }) => value === one.value))];
  if (param.many)
    return { type: 'multi_static_select', ...id, options: all, ...(chosen.length && { initial_options: chosen }) };
  return { type: 'static_select', ...id, options: all, ...(chosen[0] && { initial_option: chosen[0] }) };
}

/** A stand-in for a menu too large for its message: the same filter, its options fetched when it is opened. */
export function external(element: types.ActionsBlockElement): types.ActionsBlockElement {
  if (element.type === 'static_select') {
    const { options: _options, option_groups: _groups, type: _type, ...rest } = element;
    return { type: 'external_select', ...rest, min_query_length: 0 };
  }
  if (element.type === 'multi_static_select') {
    const { options: _options, option_groups: _groups, type: _type, ...rest } = element;
    return { type: 'multi_external_select', ...rest, min_query_length: 0 };
  }
  return element;
}

/** What is shown first: what the question is made of and what was asked for, then menus, then free fields. */
function rankOf(param: Param, request: Request): number {
  if (param.type === 'choice' || param.type === 'period' || request.values[param.name]) return 0;
  return param.default || param.values || param.type === 'boolean' || param.type === 'date' ? 1 : 2;
}

function control(
  query: Query,
  request: Request,
  param: Param,
  values: readonly string[] | undefined,
): types.ActionsBlockElement {
  const current = currentOf(request, param);
  const none = request.excluded.includes(param.name)
    ? `not ${request.values[param.name]!.map(oneLine).join(', ')}`
    : nothing(param);
  if (param.type === 'period') return period(query, param, current, none);
  if (param.type === 'date' && !param.many) return day(query, param, current);
  const items = itemsOf(param, values);
  if (!items && !(isLookedUp(param) && values === undefined)) return editButton(query, param, current, none);
  if (param.many && JSON.stringify(current.map((value) => option({ text: value, value }))).length > CHOSEN_JSON)
    return editButton(query, param, [`${current.length} chosen`], none);
  if (param.many)
    return { ...menu(query, param, current, items), placeholder: plain(`${param.label}: ${none}`, LIMITS.placeholder) };
  const canClear = param.optional || request.excluded.includes(param.name);
  return labelled(filterId(query, param), param.label, current[0], items, canClear ? none : undefined);
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
    text: plain(current === undefined ? `${label}: ${clear}` : `${clear}`, LIMITS.optionText),
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
    placeholder: plain(label, LIMITS.placeholder),
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
    options: [...(select.options ?? []), { text: plain('Custom dates…', LIMITS.optionText), value: CUSTOM }],
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
    placeholder: plain(param.label, LIMITS.placeholder),
    ...(isIso && { initial_date: current[0]! }),
  };
}

function editButton(query: Query, param: Param, current: readonly string[], none: string): types.Button {
  const value = current.map(oneLine).join(', ') || none;
  return {
    type: 'button',
    action_id: `${ACTIONS.edit}/${query.name}/${param.name}`,
    text: plain(`${param.label}: ${value}`, LIMITS.buttonText),
  };
}

function nothing(param: Param): string {
  if (param.type === 'period') return 'all time';
  if (param.type === 'choice') return 'none';
  return param.values ? 'all' : 'not set';
}

function isStatic(options: readonly unknown[]): boolean {
  return options.length > 0 && options.length < LIMITS.options && JSON.stringify(options).length <= MENU_JSON;
}
