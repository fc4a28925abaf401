import type { types } from '@slack/bolt';

import type { Param, Query } from '../../catalogue/query.ts';
import type { Request } from '../../question/request.ts';
import type { FilterValues } from './filter-ids.ts';

import { periodName } from '../../calendar/words.ts';
import { formWords } from '../words.ts';
import { currentOf, filterId, isLookedUp, itemsOf, option } from './filter-ids.ts';
import { filterMenu } from './filter-menu.ts';
import { BLOCK_LIMITS, plain } from './limits.ts';

/** The ids of the inputs that are no parameters. */
export const FORM_INPUTS = { from: 'form/from', to: 'form/to', compare: 'form/compare', chart: 'form/as' } as const;

/** Returns the id of a parameter's input. It begins with `param/`, so that no name collides with `FORM_INPUTS`. */
export function paramInputId({ name }: Param): string {
  return `param/${name}`;
}

/** Makes the inputs of the first and the last day of a period, filled in when `current` is a period of days. */
export function dayInputs(current: string | undefined): types.InputBlock[] {
  const range = /^(\d{4}-\d{2}-\d{2})(?:\.\.(\d{4}-\d{2}-\d{2}))?$/.exec(current ?? '');
  const picker = (id: string, label: string, initial: string | undefined): types.InputBlock => ({
    type: 'input',
    block_id: id,
    optional: true,
    label: plain(label, BLOCK_LIMITS.inputLabel),
    element: { type: 'datepicker', action_id: id, ...(initial && { initial_date: initial }) },
  });
  return [
    picker(FORM_INPUTS.from, formWords.firstDay, range?.[1]),
    picker(FORM_INPUTS.to, formWords.lastDay, range ? (range[2] ?? range[1]) : undefined),
  ];
}

/** Makes the input of a period by its name: one of the common ones, or any other that a person types. `locale` is the language tag for its dates. */
export function periodInput(query: Query, param: Param, request: Request, locale?: string): types.InputBlock {
  const [current] = currentOf(request, param);
  return {
    type: 'input',
    block_id: paramInputId(param),
    optional: true,
    label: plain(param.label, BLOCK_LIMITS.inputLabel),
    element: {
      type: 'external_select',
      action_id: filterId(query, param),
      min_query_length: 0,
      placeholder: plain(formWords.period, BLOCK_LIMITS.placeholder),
      ...(current && { initial_option: option({ text: periodName(current, locale), value: current }) }),
    },
  };
}

/** Makes a menu of items, with nothing chosen unless `current` is the value of one. */
export function choiceInput(
  id: string,
  { label, placeholder }: { readonly label: string; readonly placeholder: string },
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
      placeholder: plain(placeholder, BLOCK_LIMITS.placeholder),
      options: items.map((item) => option(item)),
      ...(initial && { initial_option: option(initial) }),
    },
  };
}

/** Makes the input of a parameter, filled with the values in force. */
export function paramInput(query: Query, param: Param, request: Request, menus: FilterValues): types.InputBlock {
  const current = currentOf(request, param);
  const hint = hintOf(param);
  return {
    type: 'input',
    block_id: paramInputId(param),
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
  if (param.type === 'period') return formWords.periodHint;
  if (param.type === 'integer' || param.type === 'number') {
    if (param.min !== undefined && param.max !== undefined) return formWords.between(param.min, param.max);
  }
  return param.many && param.choices.length === 0 && !param.values ? formWords.onePerLine : undefined;
}
