import type { types } from '@slack/bolt';

import type { Param, Query } from '../../catalogue/query.ts';
import type { Request } from '../../question/request.ts';
import type { FilterValues } from './filter-ids.ts';
import type { AnswerState, MessageRef } from './state.ts';

import { addDays } from '../../calendar/day.ts';
import { periodName } from '../../calendar/words.ts';
import { periodParam } from '../../catalogue/param.ts';
import { CHART_TYPES } from '../../chart/chart-type.ts';
import { UserError } from '../../error.ts';
import { normalize, withValue } from '../../question/request.ts';
import { labelOf } from '../../text/text.ts';
import {
  COMPARISONS,
  currentOf,
  filterId,
  isComparable,
  isLookedUp,
  itemsOf,
  option,
  parseFilterId,
  parseOptionValue,
} from './filter-ids.ts';
import { filterMenu } from './filter-menu.ts';
import { BLOCK_LIMITS, plain, unescapeText } from './limits.ts';
import { formatState, parseState } from './state.ts';

/** The callback id of the forms. */
export const FORM = 'form';

/** What stands above the period in the form with every filter: what is shown, and by what. */
const FIRST: readonly Param['role'][] = ['measure', 'dimension', 'series'];

/** The ids of inputs that are no parameters; those of parameters begin with `param/`, so that no name collides with them. */
const FROM = 'form/from';

const TO = 'form/to';

const COMPARE = 'form/compare';

const KIND = 'form/as';

const PARAM = 'param/';

/** The message that a form will change, and the question that it shows. */
export type FormTarget = { readonly ref: MessageRef; readonly state: AnswerState };

/** One input of a submitted form: its value is in the field of its kind. */
export type Entry = {
  readonly value?: string | null;
  readonly selected_date?: string | null;
  readonly selected_user?: string | null;
  readonly selected_option?: { readonly value?: string } | null;
  readonly selected_options?: readonly { readonly value?: string }[];
};

/** The inputs of a submitted form, by block id and action id. */
export type Entries = Readonly<Record<string, Readonly<Record<string, Entry>>>>;

/** Makes a form with the first and the last day of a period. */
export function datesForm(param: Param, request: Request, target: FormTarget): types.ModalView {
  return form(param.label, days(currentOf(request, param)[0]), target);
}

/** Makes a form with every parameter, the comparison and the chart type. A period is chosen by its name or by its days. */
export function filtersForm(query: Query, request: Request, menus: FilterValues, target: FormTarget): types.ModalView {
  const period = periodParam(query);
  const of = (params: readonly Param[]) => params.map((param) => input(query, param, request, menus));
  const others = query.params.filter((param) => param !== period);
  const inputs = [
    ...of(others.filter(({ role }) => FIRST.includes(role))),
    ...(period ? [periodInput(query, period, request), ...days(currentOf(request, period)[0])] : []),
    ...(isComparable(query) ? [choice(COMPARE, 'Compare with', COMPARISONS, request.compare)] : []),
    ...of(others.filter(({ role }) => !FIRST.includes(role))),
  ];
  inputs.push(
    choice(
      KIND,
      'Chart',
      CHART_TYPES.map((kind) => ({ text: kind, value: kind })),
      request.as,
    ),
  );
  return form('Filters', inputs.slice(0, BLOCK_LIMITS.modalBlocks), target);
}

/** A form that is being read: the request so far, and the one that the form showed. */
type FormProgress = { readonly request: Request; readonly before: Request };

/** Returns the title of the form for one parameter, from the id of the control that opens it. */
export function formTitle(actionId: string): string {
  return labelOf(parseFilterId(actionId)?.param ?? 'Filter');
}

/** Writes the target of a form as private metadata, the inverse of `parseTarget`. */
export function formatTarget({ ref, state }: FormTarget): string {
  const place = ref.thread ? `${ref.ts}/${ref.thread}` : ref.ts;
  return `${ref.channel} ${place} ${formatState(state, BLOCK_LIMITS.metadata - 100) ?? ''}`;
}

/** Reads the target of a form; undefined when the metadata cannot be read. */
export function parseTarget(metadata: string): FormTarget | undefined {
  const [channel, place = '', ...rest] = metadata.split(' ');
  const [ts, thread] = place.split('/');
  const state = parseState(rest.join(' '));
  return channel && ts && state ? { ref: { channel, ts, ...(thread && { thread }) }, state } : undefined;
}

/**
 * Reads the request that a submitted form asks for, or the sentence to show at the first wrong input. `check` throws
 * a UserError for a request that cannot be asked.
 */
export function readForm(
  entries: Entries,
  query: Query,
  request: Request,
  menus: FilterValues,
  check: (request: Request) => void,
): { readonly request: Request } | { readonly block: string; readonly message: string } {
  let next = request;
  for (const [block, inputs] of Object.entries(entries)) {
    try {
      const [[, entry] = []] = Object.entries(inputs);
      next = apply({ request: next, before: request }, query, block, entry ?? {}, entries, menus);
      check(next);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { block, message: error.message };
    }
  }
  return { request: next };
}

function apply(
  { request, before }: FormProgress,
  query: Query,
  block: string,
  entry: Entry,
  entries: Entries,
  menus: FilterValues,
): Request {
  const chosen = parseOptionValue(entry.selected_option?.value ?? '', []);
  if (block === COMPARE) return normalize({ ...request, compare: chosen as Request['compare'] }, query);
  if (block === KIND) return normalize({ ...request, as: chosen as Request['as'] }, query);
  if (block === TO) return request; // read together with FROM
  const period = periodParam(query);
  if (block === FROM && period)
    return withDays(
      { request, before },
      query,
      period,
      periodOf(entry.selected_date, entries[TO]?.[TO]?.selected_date),
    );
  const param = query.params.find(({ name }) => `${PARAM}${name}` === block);
  if (!param) return request;
  const values = valuesIn(entry, param, menus[param.name] ?? []);
  const isUntouched = values.length === 0 && currentOf(request, param).length === 0;
  return isUntouched ? request : withValue(request, query, param.name, values);
}

function valuesIn(entry: Entry, param: Param, filterMenu: readonly string[]): readonly string[] {
  const known = Array.isArray(param.values) ? (param.values as readonly string[]) : filterMenu;
  const options = entry.selected_options ?? (entry.selected_option ? [entry.selected_option] : []);
  const chosen = options.flatMap(({ value }) => parseOptionValue(value ?? '', known) ?? []);
  if (chosen.length > 0) return chosen;
  const text = entry.selected_date ?? unescapeText(entry.value ?? '');
  return (param.many ? text.split('\n') : [text]).map((line) => line.trim()).filter((line) => line !== '');
}

/** The request with the days of a form as its period; as it is when they say nothing, or no more than they did before. */
function withDays({ request, before }: FormProgress, query: Query, period: Param, days: string | undefined): Request {
  const [current] = currentOf(before, period);
  if (days === undefined || days === current) return request;
  if (currentOf(request, period)[0] !== current) throw new UserError('choose a period or days, not both');
  return withValue(request, query, period.name, [days]);
}

function periodOf(from: string | null | undefined, to: string | null | undefined): string | undefined {
  if (from && to && from > to) throw new UserError('the first day is after the last: swap them');
  if (from && to) return from === to ? from : `${from}..${to}`;
  if (from) return `since ${from}`;
  return to ? `before ${addDays(to, 1)}` : undefined;
}

function form(title: string, blocks: types.KnownBlock[], target: FormTarget): types.ModalView {
  return {
    type: 'modal',
    callback_id: FORM,
    private_metadata: formatTarget(target),
    title: plain(title, BLOCK_LIMITS.modalTitle),
    submit: plain('Show', BLOCK_LIMITS.modalTitle),
    close: plain('Back', BLOCK_LIMITS.modalTitle),
    blocks,
  };
}

function days(current: string | undefined): types.InputBlock[] {
  const range = /^(\d{4}-\d{2}-\d{2})(?:\.\.(\d{4}-\d{2}-\d{2}))?$/.exec(current ?? '');
  const picker = (id: string, label: string, initial: string | undefined): types.InputBlock => ({
    type: 'input',
    block_id: id,
    optional: true,
    label: plain(label, BLOCK_LIMITS.inputLabel),
    element: { type: 'datepicker', action_id: id, ...(initial && { initial_date: initial }) },
  });
  return [
    picker(FROM, 'First day', range?.[1]),
    picker(TO, 'Last day, included', range ? (range[2] ?? range[1]) : undefined),
  ];
}

/** A period by its name: one of the common ones, or any other that a person types. */
function periodInput(query: Query, param: Param, request: Request): types.InputBlock {
  const [current] = currentOf(request, param);
  return {
    type: 'input',
    block_id: `${PARAM}${param.name}`,
    optional: true,
    label: plain(param.label, BLOCK_LIMITS.inputLabel),
    element: {
      type: 'external_select',
      action_id: filterId(query, param),
      min_query_length: 0,
      placeholder: plain('Choose or type, or give days below', BLOCK_LIMITS.placeholder),
      ...(current && { initial_option: option({ text: periodName(current), value: current }) }),
    },
  };
}

function choice(
  id: string,
  label: string,
  items: readonly { text: string; value: string }[],
  current: string | undefined,
): types.InputBlock {
  const initial = items.find(({ value }) => value === current);
  return {
    type: 'input',
    block_id: id,
    optional: true,
    label: plain(label, BLOCK_LIMITS.inputLabel),
    element: {
      type: 'static_select',
      action_id: id,
      placeholder: plain(id === KIND ? 'Automatic' : 'Nothing', BLOCK_LIMITS.placeholder),
      options: items.map((item) => option(item)),
      ...(initial && { initial_option: option(initial) }),
    },
  };
}

function input(query: Query, param: Param, request: Request, menus: FilterValues): types.InputBlock {
  const current = currentOf(request, param);
  const hint = hintOf(param);
  return {
    type: 'input',
    block_id: `${PARAM}${param.name}`,
    optional: param.optional,
    label: plain(param.label, BLOCK_LIMITS.inputLabel),
    element: element(query, param, current, menus[param.name]),
    ...(hint && { hint: plain(hint, BLOCK_LIMITS.inputLabel) }),
  };
}

function element(
  query: Query,
  param: Param,
  current: readonly string[],
  values: readonly string[] | undefined,
): types.InputBlockElement {
  const id = filterId(query, param);
  const items = itemsOf(param, values);
  const isMenu = items !== undefined || (isLookedUp(param) && values === undefined);
  if (isMenu && current.length <= BLOCK_LIMITS.options) return filterMenu(query, param, current, items);
  if (param.type === 'date' && !param.many) {
    const isIso = /^\d{4}-\d{2}-\d{2}$/.test(current[0] ?? '');
    return { type: 'datepicker', action_id: id, ...(isIso && { initial_date: current[0]! }) };
  }
  if ((param.type === 'integer' || param.type === 'number') && !param.many) {
    return {
      type: 'number_input',
      action_id: id,
      is_decimal_allowed: param.type === 'number',
      ...(param.min !== undefined && { min_value: String(param.min) }),
      ...(param.max !== undefined && { max_value: String(param.max) }),
      ...(current[0] !== undefined && { initial_value: current[0] }),
    };
  }
  const text = current.join('\n').slice(0, BLOCK_LIMITS.inputText);
  return {
    type: 'plain_text_input',
    action_id: id,
    multiline: param.many,
    max_length: BLOCK_LIMITS.inputText,
    ...(text && { initial_value: text }),
  };
}

function hintOf(param: Param): string | undefined {
  if (param.type === 'period')
    return 'For example last month, last 90 days, 2025-Q3, 2025-01-01..2025-06-30 or all time.';
  if (param.type === 'integer' || param.type === 'number') {
    if (param.min !== undefined && param.max !== undefined) return `From ${param.min} to ${param.max}.`;
  }
  return param.many && param.choices.length === 0 && !param.values ? 'One on each line.' : undefined;
}
