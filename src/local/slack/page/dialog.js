import { freshId, h, icon } from './dom.js';
import { plainText, textOf } from './mrkdwn.js';

/** A picture as large as the window, until a click or Escape. */
export function enlarge({ src, alt }) {
  const dialog = h(
    'dialog',
    {
      class: 'lightbox',
      'aria-label': 'Enlarged picture',
      onclick: () => dialog.close(),
      onclose: () => dialog.remove(),
    },
    h('button', { type: 'button', class: 'round', 'aria-label': 'Close picture' }, icon('close')),
    h('img', { src, alt }),
    h('p', {}, alt),
  );
  document.body.append(dialog);
  dialog.showModal();
}

/** Asks before a control does its work; the promise holds the answer. */
export function confirm({ title, text, confirm: yes, deny, style }) {
  const heading = freshId('title');
  return new Promise((resolve) => {
    const dialog = h(
      'dialog',
      { class: 'modal small', role: 'alertdialog', 'aria-labelledby': heading, onclose: () => finish() },
      h('header', {}, h('h2', { id: heading }, plainText(title))),
      h('div', { class: 'body' }, textOf(text, { person: () => undefined, channel: () => undefined })),
      h(
        'footer',
        {},
        h('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, plainText(deny)),
        h(
          'button',
          {
            type: 'button',
            class: `button ${style === 'danger' ? 'danger' : 'primary'}`,
            onclick: () => dialog.close('yes'),
          },
          plainText(yes),
        ),
      ),
    );
    const finish = () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    };
    document.body.append(dialog);
    dialog.showModal();
  });
}
