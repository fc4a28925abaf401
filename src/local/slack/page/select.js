import { h, icon } from './dom.js';
import { plainText } from './mrkdwn.js';
import { openPicker } from './picker.js';

/** Creates a menu of the element's own options, in groups or not. */
export function ownSelect(element, context) {
  return select(element, { ...context, load: (query) => offered(element, query) });
}

/** Creates a menu whose options the app sends while one types. */
export function externalSelect(element, context) {
  return select(element, { ...context, load: external(element, context) });
}

/** Creates a menu of the workspace's channels; their ids are the values. */
export function channelSelect(element, context) {
  const chosen = context.channels.filter(({ value }) => value === context.state?.selected_conversation);
  return select(element, { ...context, chosen, load: (query) => offered({ options: context.channels }, query) });
}

/** Creates a menu of the workspace's people; their ids are the values. */
export function personSelect(element, context) {
  const chosen = context.people.filter(({ value }) => value === context.state?.selected_user);
  return select(element, { ...context, chosen, load: (query) => offered({ options: context.people }, query) });
}

function select(element, { state, change, busy, focus, label, id, describedBy, load, ...given }) {
  const many = element.type.startsWith('multi_');
  const chosen = given.chosen ?? [state?.selected_option, ...(state?.selected_options ?? [])].filter(Boolean);
  const usualPlaceholder = many ? 'Select some' : 'Select one';
  const placeholder = element.placeholder ? plainText(element.placeholder) : usualPlaceholder;
  const shown = chosen.length ? chosen.map((option) => plainText(option.text)).join(', ') : placeholder;
  const name = label ?? placeholder;
  const button = h(
    'button.button.select',
    {
      type: 'button',
      id,
      class: `${busy ? 'busy' : ''} ${chosen.length ? '' : 'empty'}`,
      disabled: busy,
      title: chosen.length > 1 ? shown : undefined,
      'aria-haspopup': 'listbox',
      'aria-expanded': 'false',
      'aria-busy': busy ? 'true' : undefined,
      'aria-label': nameOf(name, chosen.length ? shown : ''),
      'aria-describedby': describedBy,
      'data-focus': focus,
    },
    h('span', shown),
    chosen.length > 1 && h('span.count', String(chosen.length)),
    icon('down'),
  );
  button.addEventListener('click', () =>
    openPicker(button, {
      label: name,
      many,
      chosen,
      load,
      onClose: (options) => {
        const values = element.type.includes('external') ? options : options.map(({ value }) => value);
        change(many ? values : (values[0] ?? null));
      },
    }),
  );
  return button;
}

/** `Country: France`; the name is not said twice where the option begins with it. */
function nameOf(name, shown) {
  if (!shown) return name;
  return shown.startsWith(name) ? shown : `${name}: ${shown}`;
}

function offered({ options, option_groups: groups }, query) {
  const wanted = query.trim().toLowerCase();
  const fits = (option) => plainText(option.text).toLowerCase().includes(wanted);
  const all = groups
    ? groups.map((group) => ({ label: plainText(group.label), options: group.options }))
    : [{ options }];
  return all.map((group) => ({ ...group, options: group.options.filter(fits) }));
}

function external(element, { suggest }) {
  const least = element.min_query_length ?? 3;
  return async (query) => {
    if ([...query].length < least)
      return withError([], `Type ${least === 1 ? 'a character' : `${least} characters`} to search`);
    const { ok, options = [], option_groups } = await suggest(query);
    if (!ok) return withError([], 'The app did not answer. Try again.');
    return offered({ options, option_groups }, '');
  };
}

function withError(groups, error) {
  return Object.assign(groups, { error });
}
