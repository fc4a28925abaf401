import type { Json } from '../workspace/workspace.ts';

import { isOffered, optionsOf } from '../rules/option.ts';

/** A control of Block Kit: a button, a menu, a date picker, a field. */
export type Control = Json & { readonly type: string; readonly action_id?: string };

/**
 * What a person did with a control, as simply as it can be said: the value of an option, a list of them, a date, a text.
 * For external menus it is the option itself, as it was offered; null empties a control.
 */
export type ControlValue = string | number | readonly string[] | Json | readonly Json[] | null;

/** The field of `state.values` in which a control keeps its value. */
const FIELDS: Readonly<Record<string, string>> = {
  static_select: 'selected_option',
  external_select: 'selected_option',
  radio_buttons: 'selected_option',
  overflow: 'selected_option',
  multi_static_select: 'selected_options',
  multi_external_select: 'selected_options',
  checkboxes: 'selected_options',
  users_select: 'selected_user',
  multi_users_select: 'selected_users',
  channels_select: 'selected_channel',
  conversations_select: 'selected_conversation',
  datepicker: 'selected_date',
  timepicker: 'selected_time',
  datetimepicker: 'selected_date_time',
  plain_text_input: 'value',
  number_input: 'value',
  email_text_input: 'value',
  url_text_input: 'value',
};

/** A control's state before anyone touched it; undefined for controls without one (buttons, overflow menus). */
export function initialState(control: Control): Json | undefined {
  const field = FIELDS[control.type];
  if (!field || control.type === 'overflow') return undefined;
  const initial = control[field.replace('selected_', 'initial_').replace(/^value$/, 'initial_value')];
  return { type: control.type, [field]: initial ?? (field === 'selected_options' ? [] : null) };
}

/** A control's state after a person has set it. Throws a RangeError for what the control does not offer. */
export function stateOf(control: Control, simple: ControlValue): Json {
  const field = FIELDS[control.type];
  if (!field) throw new RangeError(`a ${control.type} holds no value`);
  return { type: control.type, [field]: chosen(control, field, simple) };
}

/** Whether a required control has been left empty. */
export function isEmpty(state: Json): boolean {
  const { type: _type, ...fields } = state;
  return Object.values(fields).every(
    (value) => value === null || value === '' || (Array.isArray(value) && value.length === 0),
  );
}

function chosen(control: Control, field: string, simple: ControlValue): unknown {
  if (simple === null || simple === '') return field === 'selected_options' ? [] : null;
  if (field === 'selected_option') return offered(control, simple);
  if (field === 'selected_options')
    return (simple as readonly (string | Json)[]).map((entry) => offered(control, entry));
  return field === 'selected_date_time' ? Number(simple) : simple;
}

function offered(control: Control, simple: unknown): unknown {
  if (control.type.includes('external') && typeof simple === 'object') return simple;
  const option = optionsOf(control).find(
    (entry) =>
      (entry as Json).value === simple || (typeof simple === 'object' && isOffered({ options: [entry] }, simple)),
  );
  if (!option) throw new RangeError(`${JSON.stringify(simple)} is not among the options of ${control.action_id}`);
  return option;
}
