import type { Check } from './check.ts';

import { anything, boolean, every, exactlyOne, integer, list, object, oneOf, rule, string } from './check.ts';
import {
  altText,
  confirm,
  id,
  imageSource,
  isOffered,
  option,
  optionGroup,
  overflowOption,
  plainText,
  richOption,
  webAddress,
} from './composition.ts';

type Fields = Readonly<Record<string, Check>>;

const date = string({ pattern: /^\d{4}-\d{2}-\d{2}$/ });

const time = string({ pattern: /^\d{2}:\d{2}$/ });

const interactive: Fields = { action_id: id, confirm, focus_on_load: boolean };

const placeholder: Fields = { placeholder: plainText({ max: 150 }) };

const dispatch: Fields = {
  focus_on_load: boolean,
  dispatch_action_config: object({}, { trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered')) }),
};

const choices: Fields = { options: list(option, { max: 100 }), option_groups: list(optionGroup, { max: 100 }) };

const many: Fields = { max_selected_items: integer({ min: 1, max: 10_000 }) };

const several = list(anything, { min: 0 });

const initialOptionIsOffered = rule((menu) =>
  menu.initial_option === undefined || isOffered(menu, menu.initial_option)
    ? undefined
    : 'must be one of the provided options: initial_option',
);

const initialOptionsAreOffered = rule((menu) =>
  ((menu.initial_options ?? []) as readonly unknown[]).every((chosen) => isOffered(menu, chosen))
    ? undefined
    : 'must be one of the provided options: initial_options',
);

/** https://docs.slack.dev/reference/block-kit/block-elements */
export const ELEMENTS: Readonly<Record<string, Check>> = {
  button: element(
    'button',
    { text: plainText({ max: 75 }) },
    {
      ...interactive,
      url: webAddress,
      value: string({ max: 2000 }),
      style: oneOf('primary', 'danger'),
      accessibility_label: string({ max: 75 }),
    },
  ),
  static_select: every(
    element('static_select', {}, { ...interactive, ...placeholder, ...choices, initial_option: anything }),
    exactlyOne('options', 'option_groups'),
    initialOptionIsOffered,
  ),
  multi_static_select: every(
    element(
      'multi_static_select',
      {},
      { ...interactive, ...placeholder, ...choices, ...many, initial_options: several },
    ),
    exactlyOne('options', 'option_groups'),
    initialOptionsAreOffered,
  ),
  external_select: element(
    'external_select',
    {},
    {
      ...interactive,
      ...placeholder,
      initial_option: option,
      min_query_length: integer({ min: 0, max: 1000 }),
    },
  ),
  multi_external_select: element(
    'multi_external_select',
    {},
    {
      ...interactive,
      ...placeholder,
      ...many,
      initial_options: list(option, { min: 0, max: 100 }),
      min_query_length: integer({ min: 0, max: 1000 }),
    },
  ),
  users_select: element('users_select', {}, { ...interactive, ...placeholder, initial_user: id }),
  multi_users_select: element(
    'multi_users_select',
    {},
    { ...interactive, ...placeholder, ...many, initial_users: several },
  ),
  channels_select: element(
    'channels_select',
    {},
    {
      ...interactive,
      ...placeholder,
      initial_channel: id,
      response_url_enabled: boolean,
    },
  ),
  conversations_select: element(
    'conversations_select',
    {},
    {
      ...interactive,
      ...placeholder,
      initial_conversation: id,
      default_to_current_conversation: boolean,
      response_url_enabled: boolean,
      filter: anything,
    },
  ),
  overflow: element('overflow', { options: list(overflowOption, { max: 5 }) }, interactive),
  datepicker: element('datepicker', {}, { ...interactive, ...placeholder, initial_date: date }),
  timepicker: element('timepicker', {}, { ...interactive, ...placeholder, initial_time: time, timezone: string() }),
  datetimepicker: element(
    'datetimepicker',
    {},
    {
      ...interactive,
      initial_date_time: integer({ min: 1_000_000_000, max: 9_999_999_999 }),
    },
  ),
  radio_buttons: every(
    element('radio_buttons', { options: list(richOption, { max: 10 }) }, { ...interactive, initial_option: anything }),
    initialOptionIsOffered,
  ),
  checkboxes: every(
    element('checkboxes', { options: list(richOption, { max: 10 }) }, { ...interactive, initial_options: several }),
    initialOptionsAreOffered,
  ),
  plain_text_input: element(
    'plain_text_input',
    {},
    {
      action_id: id,
      ...placeholder,
      ...dispatch,
      initial_value: string({ max: 3000 }),
      multiline: boolean,
      min_length: integer({ min: 0, max: 3000 }),
      max_length: integer({ min: 1, max: 3000 }),
    },
  ),
  email_text_input: element(
    'email_text_input',
    {},
    { action_id: id, ...placeholder, ...dispatch, initial_value: string() },
  ),
  url_text_input: element(
    'url_text_input',
    {},
    { action_id: id, ...placeholder, ...dispatch, initial_value: string() },
  ),
  number_input: element(
    'number_input',
    { is_decimal_allowed: boolean },
    {
      action_id: id,
      ...placeholder,
      ...dispatch,
      initial_value: string(),
      min_value: string(),
      max_value: string(),
    },
  ),
  image: every(element('image', { alt_text: altText }, imageSource), exactlyOne('image_url', 'slack_file')),
};

const MENUS = Object.keys(ELEMENTS).filter((type) => type.endsWith('_select'));

const PICKERS = ['datepicker', 'timepicker', 'datetimepicker', 'radio_buttons', 'checkboxes'];

const INPUTS = ['plain_text_input', 'email_text_input', 'url_text_input', 'number_input'];

export const ACTION_ELEMENTS = pick([...MENUS, ...PICKERS, 'button', 'overflow', 'plain_text_input']);

export const ACCESSORIES = pick([...MENUS, ...PICKERS, 'button', 'overflow', 'image']);

export const INPUT_ELEMENTS = pick([...MENUS, ...PICKERS, ...INPUTS]);

function element(type: string, required: Fields, optional: Fields): Check {
  return object({ type: oneOf(type), ...required }, optional);
}

function pick(types: readonly string[]): Readonly<Record<string, Check>> {
  return Object.fromEntries(types.map((type) => [type, ELEMENTS[type]!]));
}
