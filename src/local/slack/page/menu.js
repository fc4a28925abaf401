import { avatar, h } from './dom.js';

/** Opens a menu of items `{label, detail?, picture?, current?, onChoose}` beside its button; `picture` is a person's id. */
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

/** Creates a popover that a click outside closes; `kind` is its class. */
export function popover(kind, ...children) {
  return h(`div.popover.${kind}`, { popover: 'auto' }, children);
}

/** Shows a popover below its button, or above where there is more room; on a phone the stylesheet puts it at the bottom. */
export function openBeside(button, panel) {
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
