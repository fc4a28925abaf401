import { h, icon } from './dom.js';
import { openMenu } from './menu.js';
import { openSuggestions } from './suggestions.js';

const texts = new Map();

/** Creates the form in which lines are typed, with suggestions above it. Unsent text is kept by `key`. `onSend(text)` resolves to whether the line was accepted. */
export function composer(store, { key, label, thread, onSend }) {
  const field = fieldFor(key, label);
  const sendButton = h('button.send', { type: 'submit', 'aria-label': 'Send' }, icon('send'));
  const grow = () => {
    field.style.height = 'auto';
    if (field.scrollHeight) field.style.height = `${Math.min(field.scrollHeight, 160)}px`;
    sendButton.classList.toggle('ready', field.value.trim() !== '');
  };
  const changed = () => {
    texts.set(key, field.value);
    grow();
    suggestions.look();
  };
  const put = (text) => {
    field.value = text;
    changed();
    field.focus();
  };
  const suggestions = openSuggestions(store, field, put);
  const send = async (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (!text) return;
    suggestions.hide();
    field.value = '';
    texts.delete(key);
    grow();
    const isAccepted = await onSend(text);
    if (!isAccepted && !field.value) field.value = text;
    grow();
  };
  field.setAttribute('aria-controls', suggestions.element.id);
  field.addEventListener('input', changed);
  field.addEventListener('blur', () =>
    setTimeout(() => suggestions.element.matches(':hover') || suggestions.hide(), 100),
  );
  field.addEventListener('keydown', (event) => {
    if (event.isComposing || (event.shiftKey && ['Tab', 'Enter'].includes(event.key))) return;
    if (suggestions.steer(event.key)) event.preventDefault();
    else if (event.key === 'Enter') {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  field.value = texts.get(key) ?? '';
  const form = h(
    'form.composer',
    { onsubmit: send },
    suggestions.element,
    field,
    bar(store, { thread, put, sendButton }),
  );
  grow();
  return form;
}

function fieldFor(key, label) {
  const texts = { placeholder: label, 'aria-label': label, 'data-focus': `composer ${key}` };
  const search = { role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false' };
  return h('textarea', { rows: 1, autocomplete: 'off', spellcheck: 'false', ...search, ...texts });
}

/** What stands under the field: examples, the app's global shortcuts, the button that sends. */
function bar({ settings: { examples, shortcuts }, runShortcut }, { thread, put, sendButton }) {
  const lines = examples.map((text) => ({ label: text, onChoose: () => put(text) }));
  const global = shortcuts
    .filter(({ type }) => type === 'global')
    .map(({ name, callback_id: callback }) => ({ label: name, onChoose: () => runShortcut(callback) }));
  return h(
    'div.bar',
    !thread && menuButton('Examples', 'idea', lines),
    menuButton('Shortcuts', 'bolt', global),
    h('span.keys', h('kbd', 'Enter'), ' to send'),
    sendButton,
  );
}

function menuButton(label, glyph, items) {
  if (items.length === 0) return undefined;
  const button = h('button.idea', { type: 'button', 'aria-haspopup': 'menu' }, icon(glyph), label);
  button.addEventListener('click', () => openMenu(button, label, items));
  return button;
}
