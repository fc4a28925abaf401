import { freshId, h, icon } from './dom.js';
import { plainText, textOf } from './mrkdwn.js';

/** A picture as large as the window, until a click or Escape. */
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

/** Asks before a control does its work; the promise holds the answer. */
export function confirm({ title, text, confirm: yes, deny, style }) {
  const heading = freshId('title');
  return new Promise((resolve) => {
    const button = (className, label, value) =>
      h(`button.button${className}`, { type: 'button', onclick: () => dialog.close(value) }, plainText(label));
    const finish = () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    };
    const dialog = h(
      'dialog.modal.small',
      { role: 'alertdialog', 'aria-labelledby': heading, onclose: finish },
      h('header', h('h2', { id: heading }, plainText(title))),
      h('div.body', textOf(text, { person: () => undefined, channel: () => undefined })),
      h('footer', button('', deny), button(style === 'danger' ? '.danger' : '.primary', yes, 'yes')),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}
