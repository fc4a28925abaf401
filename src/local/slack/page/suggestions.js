import { read } from './client.js';
import { freshId, h } from './dom.js';

/**
 * Creates the list of completions for the text of a field; `onChoose(text)` is called with the chosen one. Returns the list as
 * `element`, `look()` which updates it, `hide()`, and `steer(key)` which handles a key and returns whether it did.
 */
export function openSuggestions(store, field, onChoose) {
  const element = h('div.suggestions', { id: freshId('suggestions'), role: 'listbox', 'aria-label': 'Suggestions' });
  let [found, active, asked] = [[], -1, 0];

  const show = (offers) => {
    [found, active] = [offers, -1];
    element.replaceChildren(...found.map((offer, index) => row(offer, `${element.id}-${index}`, onChoose)));
    element.hidden = found.length === 0;
    field.setAttribute('aria-expanded', String(found.length > 0));
    field.removeAttribute('aria-activedescendant');
  };
  const look = async () => {
    asked += 1;
    const turn = asked;
    const offers = await offersFor(store, field.value);
    if (turn === asked) show(offers.filter(({ text }) => text.trim() !== field.value.trim()));
  };
  const hide = () => {
    asked += 1;
    show([]);
  };
  const point = (index) => {
    active = (index + found.length) % found.length;
    for (const [position, option] of [...element.children].entries())
      option.setAttribute('aria-selected', String(position === active));
    field.setAttribute('aria-activedescendant', `${element.id}-${active}`);
    element.children[active].scrollIntoView({ block: 'nearest' });
  };
  const steer = (key) => {
    if (!found.length) return false;
    if (key === 'ArrowDown') point(active + 1);
    else if (key === 'ArrowUp') point(active < 0 ? found.length - 1 : active - 1);
    else if (key === 'Tab') onChoose(found[Math.max(active, 0)].text);
    else if (key === 'Escape') hide();
    else if (key === 'Enter' && active >= 0) onChoose(found[active].text);
    else return false;
    return true;
  };
  show([]);
  return { element, look, hide, steer };
}

function row({ text, shown = text, detail }, id, onChoose) {
  const keepFocus = (event) => event.preventDefault();
  return h(
    'div',
    { id, role: 'option', 'aria-selected': 'false', onpointerdown: keepFocus, onclick: () => onChoose(text) },
    h('b', shown),
    detail && h('span', detail),
  );
}

/** The command itself, what may follow it, or people after an `@`. */
async function offersFor(store, text) {
  const { command } = store.settings;
  if (text.startsWith(`${command} `)) {
    const { completions } = await read('complete', { person: store.me, text: text.slice(command.length + 1) });
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
