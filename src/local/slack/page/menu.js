import { avatar, freshId, h, icon } from './dom.js';
import { plainText } from './mrkdwn.js';

/**
 * A list that opens beside its button and is searched by typing. `load(query)` gives `[{label?, options}]`, at once or as a
 * promise; `chosen` are the selected values; `onClose(options)` gets the selection when it has changed.
 */
export function openPicker(button, { label, many, chosen, limit, load, onClose }) {
  const listId = freshId('list');
  const selected = new Map(chosen.map((option) => [option.value, option]));
  const before = [...selected.keys()].join('\n');
  let active = -1;
  let latest = 0;

  const search = h('input', {
    type: 'search',
    role: 'combobox',
    placeholder: 'Search',
    autocomplete: 'off',
    'aria-label': `Search ${label}`,
    'aria-expanded': 'true',
    'aria-controls': listId,
    oninput: () => show(search.value),
    onkeydown: steer,
  });
  const list = h('div', {
    id: listId,
    role: 'listbox',
    tabindex: '-1',
    'aria-label': label,
    'aria-multiselectable': many ? 'true' : undefined,
  });
  const done = many && h('button.button.primary', { type: 'button', onclick: () => panel.hidePopover() }, 'Done');
  const panel = popover('picker', h('div.search', search), list, done && h('div.foot', done));
  panel.addEventListener('toggle', ({ newState }) => {
    if (newState !== 'closed') return;
    panel.remove();
    button.setAttribute('aria-expanded', 'false');
    if ([...selected.keys()].join('\n') !== before) onClose([...selected.values()]);
    else button.focus({ preventScroll: true });
  });

  async function show(query) {
    latest += 1;
    const turn = latest;
    const loading = load(query);
    if (loading instanceof Promise) list.replaceChildren(h('p.hint', { role: 'status' }, 'Loading…'));
    const groups = await loading;
    if (turn !== latest) return;
    active = -1;
    const entries = groups.filter(({ options }) => options.length).map(group);
    list.replaceChildren(
      ...(entries.length ? entries : [h('p.hint', { role: 'status' }, groups.error ?? 'Nothing found')]),
    );
    point(options().findIndex((entry) => entry.getAttribute('aria-selected') === 'true'));
  }

  function group({ label: title, options: offered }) {
    const entries = offered.map(entry);
    return title ? h('div', { role: 'group', 'aria-label': title }, h('div.group', title), entries) : h('div', entries);
  }

  function entry(option) {
    return h(
      'div',
      {
        id: freshId('option'),
        role: 'option',
        'aria-selected': String(selected.has(option.value)),
        onclick: (event) => choose(option, event.currentTarget),
        onpointermove: (event) => point(options().indexOf(event.currentTarget)),
      },
      icon('check'),
      h('span', plainText(option.text), option.description && h('small', plainText(option.description))),
    );
  }

  function choose(option, element) {
    if (!many) {
      selected.clear();
      selected.set(option.value, option);
      panel.hidePopover();
      return;
    }
    if (!selected.delete(option.value) && !(limit && selected.size >= limit)) selected.set(option.value, option);
    element.setAttribute('aria-selected', String(selected.has(option.value)));
  }

  function steer(event) {
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') point(active + (key === 'ArrowDown' ? 1 : -1));
    else if (key === 'Enter') options()[active]?.click();
    else return;
    event.preventDefault();
  }

  function point(index) {
    const entries = options();
    if (!entries.length) return;
    active = Math.max(0, Math.min(index, entries.length - 1));
    for (const [position, element] of entries.entries()) element.classList.toggle('active', position === active);
    search.setAttribute('aria-activedescendant', entries[active].id);
    if (!entries[active].matches(':hover')) entries[active].scrollIntoView({ block: 'nearest' });
  }

  const options = () => [...list.querySelectorAll('[role=option]')];
  button.setAttribute('aria-expanded', 'true');
  openBeside(button, panel);
  show('');
  const hasKeyboard = matchMedia('(hover: hover)').matches; // on a phone the keyboard would cover the list
  (hasKeyboard ? search : list).focus({ preventScroll: true });
}

/** A short menu of commands: `[{label, detail?, picture?, current?, onChoose}]`; `picture` is a person's id. */
export function openMenu(button, label, items) {
  const panel = popover('menu');
  panel.setAttribute('role', 'menu');
  panel.setAttribute('aria-label', label);
  panel.append(
    ...items.map(({ label: text, detail, picture, current, onChoose }) =>
      h(
        'button',
        {
          type: 'button',
          role: current === undefined ? 'menuitem' : 'menuitemradio',
          'aria-checked': current === undefined ? undefined : String(current),
          onclick: () => {
            panel.hidePopover();
            onChoose();
          },
        },
        picture && avatar(picture, '.small'),
        h('span', text, detail && h('small', detail)),
      ),
    ),
  );
  panel.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const entries = [...panel.children];
    entries[(entries.indexOf(document.activeElement) + step + entries.length) % entries.length].focus();
  });
  panel.addEventListener('toggle', ({ newState }) => {
    if (newState !== 'closed') return;
    panel.remove();
    button.setAttribute('aria-expanded', 'false');
  });
  button.setAttribute('aria-expanded', 'true');
  openBeside(button, panel);
  panel.firstElementChild?.focus();
}

function popover(kind, ...children) {
  return h(`div.popover.${kind}`, { popover: 'auto' }, children);
}

/** Below its button where there is room, above it otherwise; on a phone the stylesheet makes it a sheet at the bottom. */
function openBeside(button, panel) {
  (button.closest('dialog') ?? document.body).append(panel);
  panel.showPopover();
  const { left, top, bottom } = button.getBoundingClientRect();
  const { offsetWidth: width } = panel;
  const below = innerHeight - bottom > 340 || innerHeight - bottom > top;
  panel.style.setProperty('--left', `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`);
  panel.style.setProperty('--top', below ? `${bottom + 4}px` : 'auto');
  panel.style.setProperty('--bottom', below ? 'auto' : `${innerHeight - top + 4}px`);
  panel.style.setProperty('--height', `${Math.min(380, (below ? innerHeight - bottom : top) - 16)}px`);
}
