import type { Json } from '../workspace/workspace.ts';

import { isOffered, optionsOf } from '../rules/option.ts';

/** A control of Block Kit: a button, a menu, a date picker, a field. */
export type Control = Json & { readonly type: string; readonly action_id?: string };

/**
 * The value that a person gives a control: the value of an option, a list of such values, a date, a text; for external menus
 * the option object itself. Null empties the control.
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
  conversations_select: 'selected_conversation',
  users_select: 'selected_user',
  datepicker: 'selected_date',
  timepicker: 'selected_time',
  plain_text_input: 'value',
  number_input: 'value',
};

/** Returns a control's initial entry of `state.values`; undefined for controls without one (buttons, overflow menus). */
export function initialState(control: Control): Json | undefined {
  const field = FIELDS[control.type];
  if (!field || control.type === 'overflow') return undefined;
  const initial = control[field.replace('selected_', 'initial_').replace(/^value$/, 'initial_value')];
  return { type: control.type, [field]: initial ?? (field === 'selected_options' ? [] : null) };
}

/** Returns a control's entry of `state.values` for a value. Throws a RangeError for a value that the control does not offer. */
export function stateOf(control: Control, value: ControlValue): Json {
  const field = FIELDS[control.type];
  if (!field) throw new RangeError(`a ${control.type} holds no value`);
  return { type: control.type, [field]: chosen(control, field, value) };
}

/** Whether an entry of `state.values` holds no value. */
export function isEmpty(state: Json): boolean {
  const { type: _type, ...fields } = state;
  return Object.values(fields).every(
    (value) => value === null || value === '' || (Array.isArray(value) && value.length === 0),
  );
}

function chosen(control: Control, field: string, value: ControlValue): unknown {
  if (value === null || value === '') return field === 'selected_options' ? [] : null;
  if (field === 'selected_option') return offered(control, value);
  if (field === 'selected_options')
    return (value as readonly (string | Json)[]).map((entry) => offered(control, entry));
  return value;
}

function offered(control: Control, value: unknown): unknown {
  if (control.type.includes('external') && typeof value === 'object') return value;
  const option = optionsOf(control).find(
    (entry) => (entry as Json).value === value || (typeof value === 'object' && isOffered({ options: [entry] }, value)),
  );
  if (!option) throw new RangeError(`${JSON.stringify(value)} is not among the options of ${control.action_id}`);
  return option;
}
