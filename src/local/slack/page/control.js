import { freshId, h, icon } from './dom.js';
import { openMenu } from './menu.js';
import { plainText, textOf } from './mrkdwn.js';
import { channelSelect, externalSelect, ownSelect, personSelect } from './select.js';

/**
 * Draws a control of Block Kit. The context says what it holds (`state`, in the shape of `state.values`), whether its call is
 * running (`busy`), how it is named when it has no label (`label`), and what to do: `change(value)`, `press()`,
 * `suggest(query)`. `channels` and `people` fill the menus of Slack's own lists.
 */
export function control(element, context) {
  const draw = CONTROLS[element.type];
  return draw ? draw(element, context) : h('span.unknown', element.type);
}

const CONTROLS = {
  button: (element, { press, busy, focus }) =>
    h(
      'button',
      {
        type: 'button',
        class: `button ${element.style ?? ''} ${busy ? 'busy' : ''}`,
        disabled: busy,
        'aria-label': element.accessibility_label,
        'aria-busy': busy ? 'true' : undefined,
        'data-focus': focus,
        onclick: press,
      },
      plainText(element.text),
    ),
  static_select: ownSelect,
  multi_static_select: ownSelect,
  external_select: externalSelect,
  multi_external_select: externalSelect,
  conversations_select: channelSelect,
  users_select: personSelect,
  overflow: (element, { press, busy, focus }) => {
    const button = h(
      'button',
      {
        type: 'button',
        class: 'button square',
        disabled: busy,
        'aria-label': 'More actions',
        'aria-haspopup': 'menu',
        'data-focus': focus,
      },
      icon('more'),
    );
    button.addEventListener('click', () =>
      openMenu(
        button,
        'More actions',
        element.options.map((option) => ({
          label: plainText(option.text),
          detail: option.description && plainText(option.description),
          onChoose: () => press(option.value),
        })),
      ),
    );
    return button;
  },
  datepicker: (element, context) => moment('date', element, context, context.state?.selected_date),
  timepicker: (element, context) => moment('time', element, context, context.state?.selected_time),
  radio_buttons: (element, context) => {
    const name = freshId('radio');
    const chosen = context.state?.selected_option?.value;
    return choices(element, context, (option) => ({
      type: 'radio',
      name,
      checked: option.value === chosen,
      onchange: () => context.change(option.value),
    }));
  },
  checkboxes: (element, context) => {
    const chosen = new Set((context.state?.selected_options ?? []).map(({ value }) => value));
    return choices(element, context, (option) => ({
      type: 'checkbox',
      checked: chosen.has(option.value),
      onchange: ({ target }) => {
        chosen[target.checked ? 'add' : 'delete'](option.value);
        context.change(element.options.map(({ value }) => value).filter((value) => chosen.has(value)));
      },
    }));
  },
  plain_text_input: (element, context) => field(element, context, { type: 'text' }),
  number_input: (element, context) =>
    field(element, context, {
      type: 'number',
      step: element.is_decimal_allowed ? 'any' : '1',
      min: element.min_value,
      max: element.max_value,
    }),
};

function moment(type, element, { change, busy, focus, label, id, describedBy }, value) {
  let typing = false;
  const input = h('input', {
    type,
    id,
    value: value ?? '',
    class: `button ${busy ? 'busy' : ''}`,
    disabled: busy,
    'aria-label': id ? undefined : (label ?? (element.placeholder ? plainText(element.placeholder) : 'Date')),
    'aria-describedby': describedBy,
    'data-focus': focus,
  });
  const commit = () => {
    typing = false;
    if (input.value !== (value ?? '')) change(input.value || null);
  };
  input.addEventListener('keydown', ({ key }) => {
    if (key === 'Enter') commit();
    else typing = key !== 'Tab'; // a date typed in digit by digit is not yet the date meant
  });
  input.addEventListener('change', () => typing || commit());
  input.addEventListener('blur', commit);
  return input;
}

function choices({ options }, { busy, label, describedBy }, attributes) {
  return h(
    'fieldset.choices',
    { disabled: busy, 'aria-label': label, 'aria-describedby': describedBy },
    options.map((option) =>
      h(
        'label',
        h('input', attributes(option)),
        h(
          'span',
          textOf(option.text, NO_NAMES),
          option.description && h('small', textOf(option.description, NO_NAMES)),
        ),
      ),
    ),
  );
}

function field(element, { state, change, press, id, focus, describedBy, label, invalid }, attributes) {
  const tag = element.multiline ? 'textarea' : 'input';
  const input = h(tag, {
    ...(element.multiline ? { rows: 3 } : attributes),
    id,
    class: 'field',
    placeholder: element.placeholder && plainText(element.placeholder),
    maxlength: element.max_length,
    'aria-label': id ? undefined : label,
    'aria-describedby': describedBy,
    'aria-invalid': invalid ? 'true' : undefined,
    'data-focus': focus,
    oninput: ({ target }) => change(target.value, { typing: true }),
    onkeydown: (event) => {
      if (event.key === 'Enter' && !element.multiline && press) press(event.target.value);
    },
  });
  input.value = state?.value ?? '';
  return input;
}

const NO_NAMES = { person: () => undefined, channel: () => undefined };
