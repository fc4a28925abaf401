import { freshId, h, icon } from './dom.js';
import { openBeside, popover } from './menu.js';
import { plainText } from './mrkdwn.js';

/**
 * Opens a list beside its button that is searched by typing. `load(query)` returns `[{label?, options}]`, at once or as a
 * promise; `chosen` are the selected values; `onClose(options)` gets the selection when it has changed.
 */
export function openPicker(button, { label, many, chosen, load, onClose }) {
  const selected = new Map(chosen.map((option) => [option.value, option]));
  const before = [...selected.keys()].join('\n');
  const choose = (option, element) => {
    if (!many) selected.clear();
    if (!selected.delete(option.value)) selected.set(option.value, option);
    element.setAttribute('aria-selected', String(selected.has(option.value)));
    if (!many) panel.hidePopover();
  };
  const list = optionList({ label, many, selected, onChoose: choose });
  let latest = 0;
  const show = async (query) => {
    latest += 1;
    const turn = latest;
    const loading = load(query);
    if (loading instanceof Promise) list.say('Loading…');
    const groups = await loading;
    if (turn === latest) list.show(groups);
  };
  const search = h('input', {
    type: 'search',
    role: 'combobox',
    placeholder: 'Search',
    autocomplete: 'off',
    'aria-label': `Search ${label}`,
    'aria-expanded': 'true',
    'aria-controls': list.element.id,
    oninput: () => show(search.value),
    onkeydown: (event) => list.steer(event.key) && event.preventDefault(),
  });
  list.element.addEventListener('pointed', ({ detail }) => search.setAttribute('aria-activedescendant', detail));
  const done = many && h('button.button.primary', { type: 'button', onclick: () => panel.hidePopover() }, 'Done');
  const panel = popover('picker', h('div.search', search), list.element, done && h('div.foot', done));
  panel.addEventListener('toggle', ({ newState }) => {
    if (newState !== 'closed') return;
    panel.remove();
    button.setAttribute('aria-expanded', 'false');
    if ([...selected.keys()].join('\n') !== before) onClose([...selected.values()]);
    else button.focus({ preventScroll: true });
  });
  button.setAttribute('aria-expanded', 'true');
  openBeside(button, panel);
  show('');
  const hasKeyboard = matchMedia('(hover: hover)').matches; // on a phone the keyboard would cover the list
  (hasKeyboard ? search : list.element).focus({ preventScroll: true });
}

/** The options of a picker. It fires `pointed` with the id of the option that Enter would choose. */
function optionList({ label, many, selected, onChoose }) {
  const attributes = { role: 'listbox', tabindex: '-1', 'aria-label': label };
  const element = h('div', { ...attributes, id: freshId('list'), 'aria-multiselectable': many ? 'true' : undefined });
  const options = () => [...element.querySelectorAll('[role=option]')];
  let active = -1;

  const say = (words) => element.replaceChildren(h('p.hint', { role: 'status' }, words));
  const point = (index) => {
    const entries = options();
    if (!entries.length) return;
    active = Math.max(0, Math.min(index, entries.length - 1));
    for (const [position, entry] of entries.entries()) entry.classList.toggle('active', position === active);
    element.dispatchEvent(new CustomEvent('pointed', { detail: entries[active].id }));
    if (!entries[active].matches(':hover')) entries[active].scrollIntoView({ block: 'nearest' });
  };
  const row = (option) => {
    const state = { id: freshId('option'), role: 'option', 'aria-selected': String(selected.has(option.value)) };
    const onpointermove = ({ currentTarget }) => point(options().indexOf(currentTarget));
    const onclick = ({ currentTarget }) => onChoose(option, currentTarget);
    const detail = option.description && h('small', plainText(option.description));
    return h('div', { ...state, onclick, onpointermove }, icon('check'), h('span', plainText(option.text), detail));
  };
  const group = ({ label: title, options: offered }) => {
    if (!title) return h('div', offered.map(row));
    return h('div', { role: 'group', 'aria-label': title }, h('div.group', title), offered.map(row));
  };
  const show = (groups) => {
    active = -1;
    const filled = groups.filter(({ options: offered }) => offered.length);
    if (filled.length) element.replaceChildren(...filled.map(group));
    else say(groups.error ?? 'Nothing found');
    point(options().findIndex((entry) => entry.getAttribute('aria-selected') === 'true'));
  };
  const steer = (key) => {
    if (key === 'ArrowDown' || key === 'ArrowUp') point(active + (key === 'ArrowDown' ? 1 : -1));
    else if (key === 'Enter') options()[active]?.click();
    else return false;
    return true;
  };
  return { element, show, say, steer };
}
