import { createHash } from 'node:crypto';
import type { types } from '@slack/bolt';

import type { Param, Query } from '../../catalogue/query.ts';
import type { Compare, Request } from '../../question/request.ts';

import { COMPARES, valuesOf } from '../../question/request.ts';
import { textOrBlank } from '../../text/text.ts';
import { controlWords } from '../words.ts';
import { BLOCK_LIMITS, plain } from './limits.ts';

/** The values of menus, by parameter name: undefined while they are being looked up, empty when they are not known. */
export type FilterValues = Readonly<Record<string, readonly string[] | undefined>>;

/** One entry of a menu. */
export type Item = { readonly text: string; readonly value: string };

/** The first parts of the action ids of all controls, before a `/`. */
export const ACTIONS = {
  ask: 'ask',
  run: 'run',
  cancel: 'cancel',
  instead: 'instead',
  more: 'more',
  filter: 'filter',
  remove: 'remove',
  reset: 'reset',
  filters: 'filters',
  find: 'find',
  search: 'search',
  list: 'list',
  drill: 'drill',
  up: 'up',
  why: 'why',
  share: 'share',
  set: 'set',
  refresh: 'refresh',
  private: 'private',
  print: 'print',
  doubt: 'doubt',
  review: 'review',
  subscription: 'subscription',
  schedule: 'schedule',
  takeover: 'takeover',
  alert: 'alert',
  retry: 'retry',
  wanted: 'wanted',
} as const;

/** One of `ACTIONS`. */
export type ActionId = keyof typeof ACTIONS;

/** The value of the option that opens a form. */
export const CUSTOM = '?';

const COMPARED = 'vs:';

/** Writes a comparison as the value of an option in the menu of periods. */
export function formatComparison(compare: string): string {
  return COMPARED + compare;
}

/** Reads a comparison that `formatComparison` wrote; undefined for other values. */
export function parseComparison(value: string | undefined): Compare | undefined {
  const text = value?.startsWith(COMPARED) ? value.slice(COMPARED.length) : undefined;
  return COMPARES.find((compare) => compare === text);
}

/** What an answer can be compared with. */
export const COMPARISONS: readonly Item[] = [
  { text: controlWords.previousPeriod, value: 'previous' },
  { text: controlWords.lastYear, value: 'last year' },
];

const YES_OR_NO: readonly Item[] = [
  { text: controlWords.yes, value: 'true' },
  { text: controlWords.no, value: 'false' },
];

/** Whether the answers of a query can be compared with an earlier period. */
export function isComparable(query: Query): boolean {
  return query.params.some((param) => param.type === 'period');
}

/** Returns the values that a parameter's control shows as chosen; none when they are excluded instead of kept. */
export function currentOf(request: Request, param: Param): readonly string[] {
  return request.excluded.includes(param.name) ? [] : (valuesOf(request, param) ?? []);
}

/** Returns the values that a parameter can be set to; undefined when it is free text or its menu is not known yet. */
export function itemsOf(param: Param, menu: readonly string[] | undefined): readonly Item[] | undefined {
  if (param.type === 'boolean') return YES_OR_NO;
  if (param.type === 'choice') return param.choices.map(({ name, label }) => ({ text: label, value: name }));
  const values = Array.isArray(param.values) ? (param.values as readonly string[]) : param.values && menu;
  return values?.length ? [...new Set(values)].map((value) => ({ text: value, value })) : undefined;
}

/** Whether a parameter's values are looked up and may still come. */
export function isLookedUp(param: Param): boolean {
  return param.values !== undefined && !Array.isArray(param.values);
}

/** Writes the action id of a parameter's control. Names have no `/`. */
export function filterId(query: Query, param: Param): string {
  return `${ACTIONS.filter}/${query.name}/${param.name}`;
}

/** Reads which parameter of which query an id of `filterId`, or of a menu of rows, belongs to. */
export function parseFilterId(id: string): { query: string; param: string } | undefined {
  const [kind, query, param] = id.split('/');
  return (kind === ACTIONS.filter || kind === ACTIONS.drill) && query && param ? { query, param } : undefined;
}

/** Writes the action id of the chip that removes a parameter, or the comparison when none is named. */
export function removeId(query: string, param?: string): string {
  return param === undefined ? `${ACTIONS.remove}/${query}` : `${ACTIONS.remove}/${query}/${param}`;
}

/** Reads what an id of `removeId` removes from which query. */
export function parseRemoveId(id: string): { query: string; param?: string | undefined } | undefined {
  const [kind, query, param] = id.split('/');
  return kind === ACTIONS.remove && query ? { query, param } : undefined;
}

/** Writes a value as an option's value: itself, or its hash when it is longer than Slack accepts. */
export function formatOptionValue(value: string): string {
  const text = escapeControlValue(value);
  if (text.length < BLOCK_LIMITS.optionValue && value.isWellFormed()) return `=${text}`;
  return `#${createHash('sha256').update(value).digest('base64url')}`;
}

/** Reads the value behind an option's value; a hash is looked up among `values`. Undefined when it is not there. */
export function parseOptionValue(text: string, values: readonly string[]): string | undefined {
  if (text.startsWith('=')) return unescapeControlValue(text.slice(1));
  return text.startsWith('#') ? values.find((value) => formatOptionValue(value) === text) : undefined;
}

/** Escapes a text for a control's value: without `&`, `<` and `>`, which Slack may send back as entities. */
export function escapeControlValue(text: string): string {
  return text.replace(/%(?=25|26|3C|3E)|[&<>]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  });
}

/** Reads a text that `escapeControlValue` wrote. */
export function unescapeControlValue(value: string): string {
  return value.replace(/%(25|26|3C|3E)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** Makes a Slack option of an item; `label` is put before its text. */
export function option(item: Item, label?: string): types.PlainTextOption {
  const said = textOrBlank(item.text);
  const text = label ? `${label}: ${said}` : said;
  return { text: plain(text, BLOCK_LIMITS.optionText), value: formatOptionValue(item.value) };
}
