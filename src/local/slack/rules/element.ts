import { z } from 'zod';

import { list } from './list.ts';
import { formattedOption, isOffered, option, optionGroup } from './option.ts';
import { exactlyOne, rule } from './problem.ts';
import { id, plainText, string } from './text.ts';

const flag = z.boolean().optional();

const interactive = { action_id: id.optional() };

const withPlaceholder = { ...interactive, placeholder: plainText(150).optional() };

const choices = {
  options: list(option, 100).optional(),
  option_groups: list(optionGroup, 100).optional(),
};

const search = { min_query_length: z.int().min(0).max(1000).optional() };

/** A day that the calendar has: Slack refuses a 31 February. */
const date = string(10)
  .regex(/^\d{4}-\d{2}-\d{2}$/, { abort: true })
  .check(rule((text) => (isDay(text) ? undefined : 'must be a valid date')));

const time = string(5).regex(/^([01]\d|2[0-3]):[0-5]\d$/);

const initialOptionIsOffered = rule<{ initial_option?: unknown }>((menu) =>
  menu.initial_option === undefined || isOffered(menu, menu.initial_option)
    ? undefined
    : 'must be one of the provided options: initial_option',
);

const initialOptionsAreOffered = rule<{ initial_options?: readonly unknown[] | undefined }>((menu) =>
  (menu.initial_options ?? []).every((chosen) => isOffered(menu, chosen))
    ? undefined
    : 'must be one of the provided options: initial_options',
);

const button = element('button', {
  ...interactive,
  text: plainText(75),
  value: string(2000, 0).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  accessibility_label: string(75).optional(),
});

const staticSelect = element('static_select', { ...withPlaceholder, ...choices, initial_option: option.optional() })
  .check(exactlyOne('options', 'option_groups'))
  .check(initialOptionIsOffered);

const multiStaticSelect = element('multi_static_select', {
  ...withPlaceholder,
  ...choices,
  initial_options: z.array(option).min(1).optional(),
})
  .check(exactlyOne('options', 'option_groups'))
  .check(initialOptionsAreOffered);

const externalSelect = element('external_select', {
  ...withPlaceholder,
  ...search,
  initial_option: option.optional(),
});

const multiExternalSelect = element('multi_external_select', {
  ...withPlaceholder,
  ...search,
  initial_options: list(option, 100).optional(),
});

const conversationsSelect = element('conversations_select', {
  ...withPlaceholder,
  filter: z.looseObject({}).optional(),
});

const usersSelect = element('users_select', withPlaceholder);

const overflow = element('overflow', { ...interactive, options: list(option, 5) });

const datepicker = element('datepicker', { ...withPlaceholder, initial_date: date.optional() });

const timepicker = element('timepicker', {
  ...withPlaceholder,
  initial_time: time.optional(),
  timezone: string(100).optional(),
});

const radioButtons = element('radio_buttons', {
  ...interactive,
  options: list(formattedOption, 10),
  initial_option: formattedOption.optional(),
}).check(initialOptionIsOffered);

const checkboxes = element('checkboxes', {
  ...interactive,
  options: list(formattedOption, 10),
  initial_options: z.array(formattedOption).min(1).optional(),
}).check(initialOptionsAreOffered);

const typed = {
  action_id: id.optional(),
  placeholder: plainText(150).optional(),
  focus_on_load: flag,
  dispatch_action_config: z
    .strictObject({ trigger_actions_on: list(z.enum(['on_enter_pressed', 'on_character_entered']), 2).optional() })
    .optional(),
};

const plainTextInput = element('plain_text_input', {
  ...typed,
  initial_value: string(3000, 0).optional(),
  multiline: flag,
  min_length: z.int().min(0).max(3000).optional(),
  max_length: z.int().min(1).max(3000).optional(),
}).check(
  rule(({ initial_value: value = '', min_length: least = 0, max_length: most = 3000 }) => {
    if (least > most) return '`min_length` must not be more than `max_length`';
    return [...value].length > most ? '`initial_value` must not be longer than `max_length`' : undefined;
  }),
);

const numberInput = element('number_input', {
  ...typed,
  is_decimal_allowed: z.boolean(),
  initial_value: z.string().optional(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
}).check(rule(numberProblem));

const menus = [
  staticSelect,
  multiStaticSelect,
  externalSelect,
  multiExternalSelect,
  conversationsSelect,
  usersSelect,
] as const;

const pickers = [datepicker, timepicker, radioButtons, checkboxes] as const;

/** The schema of an element of an actions block, or of a section's accessory: https://docs.slack.dev/reference/block-kit/blocks/actions-block */
export const actionElement = z.discriminatedUnion('type', [...menus, ...pickers, button, overflow]);

/** The schema of the element of an input block: https://docs.slack.dev/reference/block-kit/blocks/input-block */
export const inputElement = z.discriminatedUnion('type', [...menus, ...pickers, plainTextInput, numberInput]);

function element<Type extends string, Fields extends z.ZodRawShape>(type: Type, fields: Fields) {
  return z.strictObject({ type: z.literal(type), ...fields });
}

function isDay(text: string): boolean {
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}

type NumberInput = { is_decimal_allowed: boolean; initial_value?: string; min_value?: string; max_value?: string };

function numberProblem(input: { [Field in keyof NumberInput]: NumberInput[Field] | undefined }): string | undefined {
  for (const field of ['initial_value', 'min_value', 'max_value'] as const) {
    const text = input[field];
    if (text === undefined) continue;
    if (!/^-?\d+(\.\d+)?$/.test(text)) return `\`${field}\` must be a number`;
    if (!input.is_decimal_allowed && text.includes('.')) return `\`${field}\` must be a whole number`;
  }
  const { min_value: least = '-Infinity', max_value: most = 'Infinity', initial_value: value } = input;
  if (Number(least) > Number(most)) return '`min_value` must not be more than `max_value`';
  if (value === undefined) return undefined;
  const isWithin = Number(value) >= Number(least) && Number(value) <= Number(most);
  return isWithin ? undefined : '`initial_value` must be between `min_value` and `max_value`';
}
