import { h, icon } from './dom.js';

/** Shows a picture as large as the window until a click or Escape. */
export function enlarge({ src, alt }) {
  const close = h('button.round', { type: 'button', 'aria-label': 'Close picture' }, icon('close'));
  const attributes = {
    'aria-label': 'Enlarged picture',
    onclick: () => dialog.close(),
    onclose: () => dialog.remove(),
  };
  const dialog = h('dialog.lightbox', attributes, close, h('img', { src, alt }), h('p', alt));
  document.body.append(dialog);
  dialog.showModal();
}
