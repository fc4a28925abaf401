import { read } from './client.js';
import { freshId, h, icon } from './dom.js';
import { openMenu } from './menu.js';

const texts = new Map();

/** The field in which lines are typed, with what may be meant above it. It keeps its text per place. */
export function composer(store, { key, label, thread, onSend }) {
  const listId = freshId('suggestions');
  let found = [];
  let active = -1;
  let asked = 0;

  const list = h('div.suggestions', {
    id: listId,
    role: 'listbox',
    'aria-label': 'Suggestions',
    hidden: true,
  });
  const field = h('textarea', {
    rows: 1,
    role: 'combobox',
    placeholder: label,
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-label': label,
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': listId,
    'data-focus': `composer ${key}`,
    oninput: changed,
    onkeydown: steer,
    onblur: () => setTimeout(() => list.matches(':hover') || hide(), 100),
  });
  const sendButton = h('button.send', { type: 'submit', 'aria-label': 'Send' }, icon('send'));
  const { examples, shortcuts } = store.settings;
  const lines = examples.map((text) => ({ label: text, onChoose: () => put(text) }));
  const global = shortcuts
    .filter(({ type }) => type === 'global')
    .map(({ name, callback_id: callback }) => ({ label: name, onChoose: () => store.runShortcut(callback) }));
  const form = h(
    'form.composer',
    { onsubmit: send },
    list,
    field,
    h(
      'div.bar',
      !thread && menuButton('Examples', 'idea', lines),
      menuButton('Shortcuts', 'bolt', global),
      h('span.keys', h('kbd', 'Enter'), ' to send'),
      sendButton,
    ),
  );
  put(texts.get(key) ?? '', { quiet: true });
  return form;

  function put(text, { quiet = false } = {}) {
    field.value = text;
    if (quiet) grow();
    else {
      changed();
      field.focus();
    }
  }

  function changed() {
    texts.set(key, field.value);
    grow();
    look();
  }

  function grow() {
    field.style.height = 'auto';
    if (field.scrollHeight) field.style.height = `${Math.min(field.scrollHeight, 160)}px`;
    sendButton.classList.toggle('ready', field.value.trim() !== '');
  }

  async function look() {
    asked += 1;
    const turn = asked;
    const offers = await offersFor(store, field.value);
    if (turn !== asked) return;
    found = offers.filter(({ text }) => text.trim() !== field.value.trim());
    active = -1;
    list.replaceChildren(...found.map(row));
    list.hidden = found.length === 0;
    field.setAttribute('aria-expanded', String(found.length > 0));
    field.removeAttribute('aria-activedescendant');
  }

  function row({ text, shown = text, detail }, index) {
    return h(
      'div',
      {
        id: `${listId}-${index}`,
        role: 'option',
        'aria-selected': 'false',
        onpointerdown: (event) => event.preventDefault(),
        onclick: () => put(text),
      },
      h('b', shown),
      detail && h('span', detail),
    );
  }

  function point(index) {
    active = (index + found.length) % found.length;
    for (const [position, element] of [...list.children].entries())
      element.setAttribute('aria-selected', String(position === active));
    field.setAttribute('aria-activedescendant', `${listId}-${active}`);
    list.children[active].scrollIntoView({ block: 'nearest' });
  }

  function hide() {
    asked += 1;
    found = [];
    list.hidden = true;
    field.setAttribute('aria-expanded', 'false');
  }

  function steer(event) {
    const { key: pressed, shiftKey, isComposing } = event;
    if (isComposing) return;
    if (found.length && pressed === 'ArrowDown') point(active + 1);
    else if (found.length && pressed === 'ArrowUp') point(active < 0 ? found.length - 1 : active - 1);
    else if (found.length && pressed === 'Tab' && !shiftKey) put(found[Math.max(active, 0)].text);
    else if (found.length && pressed === 'Escape') hide();
    else if (found.length && pressed === 'Enter' && active >= 0) put(found[active].text);
    else if (pressed === 'Enter' && !shiftKey) form.requestSubmit();
    else return;
    event.preventDefault();
  }

  async function send(event) {
    event.preventDefault();
    const text = field.value.trim();
    if (!text) return;
    hide();
    field.value = '';
    texts.delete(key);
    grow();
    const accepted = await onSend(text);
    if (!accepted && !field.value) put(text, { quiet: true });
  }
}

function menuButton(label, glyph, items) {
  if (items.length === 0) return undefined;
  const button = h('button.idea', { type: 'button', 'aria-haspopup': 'menu' }, icon(glyph), label);
  button.addEventListener('click', () => openMenu(button, label, items));
  return button;
}

/** The command itself, what may follow it, or people after an `@`. */
async function offersFor(store, text) {
  const { command } = store.settings;
  if (text.startsWith(`${command} `)) {
    const { completions } = await read('complete', { text: text.slice(command.length + 1) });
    return completions.slice(0, 8).map((completion) => ({ text: `${command} ${completion}` }));
  }
  if (/^\/\S*$/.test(text)) {
    const commands = [
      { text: `${command} `, shown: command, detail: 'Ask a question, get a chart' },
      { text: '/invite @owlpost', detail: 'Bring Owlpost into this channel' },
    ];
    return commands.filter((offer) => offer.text.startsWith(text));
  }
  const mention = /(^|\s)@(\w*)$/.exec(text);
  if (!mention) return [];
  return [...store.people.values()]
    .filter(({ id, name }) => name.startsWith(mention[2].toLowerCase()) && id !== 'USLACKBOT')
    .map(({ name, realName }) => ({
      text: `${text.slice(0, text.length - mention[2].length)}${name} `,
      shown: realName,
      detail: `@${name}`,
    }));
}
